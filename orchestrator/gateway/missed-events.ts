import { catchUpEnded, catchUpInFlight } from './catch-up.ts'
import type { SessionHistory } from './history.ts'
import type { TurnEvent } from './turn-event.ts'

/** What happened in a session while nobody listened, given its runs that were open when the connection broke. */
export function missedEvents(
  history: SessionHistory,
  openRunIds: string[],
  restarted: boolean,
): { events: TurnEvent[]; ended: string[] } {
  // A run that has said nothing yet is active without being named.
  const mayBeUnnamed = !restarted && history.active && history.activeRunIds.length === 0
  const ended = mayBeUnnamed ? [] : openRunIds.filter((runId) => !history.activeRunIds.includes(runId))
  const events = [...ended.flatMap((runId) => catchUpEnded(history, runId)), ...catchUpInFlight(history)]
  return { events, ended }
}
