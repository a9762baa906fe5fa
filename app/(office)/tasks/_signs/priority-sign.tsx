import { priorityNames } from '../_words/status.ts'

const bars = [
  { x: 1.5, y: 10, height: 4 },
  { x: 6.5, y: 6.5, height: 7.5 },
  { x: 11.5, y: 3, height: 11 },
] as const

const urgent = 3

interface PrioritySignProps {
  priority: number
  /** Words beside it say it already. */
  isPlain?: boolean
}

/** Bars that rise with the priority, and a filled square with a mark for what is urgent: a shape for each, not a colour. */
export function PrioritySign({ priority, isPlain = false }: PrioritySignProps) {
  const name = `${priorityNames[priority] ?? 'Normal'} priority`
  return (
    // biome-ignore lint/a11y/noSvgWithoutTitle: named by aria-label, or hidden where words beside it say it
    <svg
      {...(isPlain ? { 'aria-hidden': true } : { role: 'img', 'aria-label': name })}
      viewBox="0 0 16 16"
      width={16}
      height={16}
      className="shrink-0 text-muted"
    >
      {priority === urgent ? (
        <>
          <rect x="1" y="1" width="14" height="14" rx="3" className="fill-ink" />
          <path d="M8 4v5M8 11.8v.01" className="stroke-paper" strokeWidth="1.8" strokeLinecap="round" />
        </>
      ) : (
        bars.map((bar, index) => (
          <rect
            key={bar.x}
            {...bar}
            width="3"
            rx="1"
            className={index <= priority ? 'fill-current' : 'fill-current opacity-25'}
          />
        ))
      )}
    </svg>
  )
}
