// The desk lamp: the only status sign of the product, and its mark. Drawn once; every state differs in shape as well as in colour.
import { classes } from './classes.ts'
import { LampDrawing, type LampState } from './lamp-drawing.tsx'

const names: Record<LampState, string> = {
  off: 'Asleep',
  warming: 'Starting',
  lit: 'Ready',
  breathing: 'Working',
  cool: 'Paused',
  red: 'Needs attention',
}

type LampProps = {
  state: LampState
  size?: 16 | 20 | 32 | 96
  /** What a screen reader says. Left out: the name of the state. Null: words beside the lamp say it already. */
  label?: string | null
  className?: string
}

export function Lamp({ state, size = 20, label, className }: LampProps) {
  const name = label === undefined ? names[state] : label
  return (
    // biome-ignore lint/a11y/noSvgWithoutTitle: named by aria-label, or hidden where words beside it say it
    <svg
      viewBox="0 0 32 32"
      width={size}
      height={size}
      data-lamp={state}
      className={classes('inline-block shrink-0 select-none text-ink', className)}
      {...(name === null ? { 'aria-hidden': true } : { role: 'img', 'aria-label': name })}
    >
      <LampDrawing state={state} bold={size <= 20} />
    </svg>
  )
}
