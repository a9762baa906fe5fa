// The strokes of the lamp on a 32 x 32 field, for the status sign, the wordmark and the office on the landing page.

export type LampState = 'off' | 'warming' | 'lit' | 'breathing' | 'cool' | 'red'

export const lampPaths = {
  beam: 'M13.6 17.2 24.6 11.6 31 28.4H15.4Z',
  shortBeam: 'M13.6 17.2 24.6 11.6 27.2 18.6 14.4 22.6Z',
  bulb: 'M16.2 16.6A3.3 3.3 0 0 0 22.2 13.6Z',
  head: 'M12.9 7.9a2.9 2.9 0 0 1 5.3-2.6L25 10.9 13 17Z',
  arm: 'M8.2 27.4 4.6 16.6 12.7 8.5',
  base: 'M3.6 28.4h9.2',
}

const glow: Record<LampState, string> = {
  off: '',
  warming: 'fill-lamp animate-warm',
  lit: 'fill-lamp opacity-90',
  breathing: 'fill-lamp animate-breathe',
  cool: '',
  red: 'fill-bad-fill opacity-90',
}

const bulbs: Record<LampState, string> = {
  off: '',
  warming: 'fill-lamp',
  lit: 'fill-[#ffe2a8]',
  breathing: 'fill-[#ffe2a8]',
  cool: 'fill-cool',
  red: '',
}

type LampDrawingProps = { state: LampState; bold?: boolean }

/** `bold` thickens the strokes so that they hold at 16 and 20 px. */
export function LampDrawing({ state, bold = false }: LampDrawingProps) {
  const asleep = state === 'off' || state === 'cool'
  return (
    <>
      {glow[state] && (
        <path d={state === 'warming' ? lampPaths.shortBeam : lampPaths.beam} className={glow[state]} />
      )}
      {bulbs[state] && <path d={lampPaths.bulb} className={bulbs[state]} />}
      <g
        className={asleep ? 'stroke-muted' : 'stroke-current'}
        fill="none"
        strokeWidth={bold ? 2.6 : 2}
        strokeLinecap="round"
        strokeLinejoin="round"
      >
        <path d={lampPaths.arm} />
        <path d={lampPaths.base} strokeWidth={bold ? 3.2 : 2.6} />
        <path d={lampPaths.head} className={asleep ? '' : 'fill-current'} />
      </g>
      {state === 'cool' && (
        <path d="M19.6 20.5v7M25 20.5v7" className="stroke-cool" strokeWidth="3" strokeLinecap="round" />
      )}
      {state === 'red' && (
        <path
          d="M20.8 17.6 21.6 22M22.4 25.6v.01"
          className="stroke-surface"
          strokeWidth="2.6"
          strokeLinecap="round"
        />
      )}
    </>
  )
}
