// Reads a session's history as facts about one turn.
import type { GatewayConnection } from '#orchestrator/gateway/connect.ts'
import type { SessionHistory } from '#orchestrator/gateway/history.ts'
import { turnOutcome } from '#orchestrator/gateway/turn-outcome.ts'
import type { Sight } from './next-step.ts'

export interface SightOfRuns extends Sight {
  /** Runs that belong to the turn besides its own, each with the text that stood before it. */
  runs: Map<string, string>
}

export interface TurnPlace {
  sessionKey: string
  /** The idempotency key it is sent with. */
  key: string
  /** The earliest message in the model's context that does not belong there any more, among those that can be taken out. */
  findStray?: (history: SessionHistory) => Promise<string | undefined>
}

/** A turn with many tool calls has many rows; one that was never sent has none, so there is no need to search far. */
const rowsOfSent = 1000
const rowsOfUnsent = 200

export async function readSight(
  connection: GatewayConnection,
  { sessionKey, key, findStray }: TurnPlace,
  { wasSent }: { wasSent: boolean },
): Promise<SightOfRuns> {
  const history = await connection.history(sessionKey, wasSent ? rowsOfSent : rowsOfUnsent)
  const outcome = turnOutcome(history, key)
  return {
    outcome,
    // Keys that only wait do not count: they stay behind when a run is aborted before it was taken up.
    isActive: history.active,
    isUnsettled: history.status === 'running' && !history.active,
    strayKey: outcome.kind === 'unknown' ? await findStray?.(history) : undefined,
    runs: outcome.kind === 'running' ? runsOf(history, key, outcome.runIds) : new Map(),
  }
}

/** A turn that the gateway took up again goes on in a run of its own, after what earlier runs left in the history. */
function runsOf(history: SessionHistory, key: string, runIds: string[]): Map<string, string> {
  const { inFlight: _, ...rest } = history
  return new Map(
    runIds
      .filter((runId) => runId !== key)
      .map((runId) => {
        const messages = history.messages.filter((row) => row.role === 'user' || row.runId !== runId)
        const before = turnOutcome({ ...rest, messages, active: false }, key)
        return [runId, before.kind === 'unknown' ? '' : before.text]
      }),
  )
}
