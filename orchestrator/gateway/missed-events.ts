import { catchUpEnded, catchUpInFlight } from './catch-up.ts'
import type { SessionHistory } from './history.ts'
import type { TurnEvent } from './turn-event.ts'

/** What happened in a session while nobody listened, given its runs that were open when the connection broke. */
export function missedEvents(
  history: SessionHistory,
  openRunIds: string[],
): { events: TurnEvent[]; ended: string[] } {
  const ended = endedRuns(history, openRunIds)
  const events = [...ended.flatMap((runId) => catchUpEnded(history, runId)), ...catchUpInFlight(history)]
  return { events, ended }
}

/** A run that has said nothing yet is active without being named. */
function endedRuns({ active, activeRunIds }: SessionHistory, openRunIds: string[]): string[] {
  if (active && activeRunIds.length === 0) return []
  return openRunIds.filter((runId) => !activeRunIds.includes(runId))
}
