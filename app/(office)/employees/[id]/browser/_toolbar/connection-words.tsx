'use client'
import type { DesktopState } from '../_desktop/connection.ts'

/** Whether the picture is live, and how long a key press takes to get there and back. */
export function ConnectionWords({ state }: { state: DesktopState }) {
  return (
    <span
      className="shrink-0 text-muted text-xs"
      title="How long it takes to the desktop and back, measured on this connection"
    >
      {wordsOf(state)}{' '}
      {state.at === 'open' && state.latencyMs !== undefined && (
        <span className="figures ml-0.5">{state.latencyMs} ms</span>
      )}
    </span>
  )
}

function wordsOf({ at }: DesktopState): string {
  switch (at) {
    case 'opening':
      return 'Opening'
    case 'open':
      return 'Live'
    case 'away':
      return 'Connecting again'
    case 'ended':
      return 'Not connected'
  }
}
