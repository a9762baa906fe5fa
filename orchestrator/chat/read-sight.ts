// Reads a session's history as facts about one answer.
import type { GatewayConnection } from '#orchestrator/gateway/connect.ts'
import type { SessionHistory } from '#orchestrator/gateway/history.ts'
import { turnOutcome } from '#orchestrator/gateway/turn-outcome.ts'
import type { AnswerFacts } from './answer.ts'
import type { Sight } from './next-step.ts'
import { keepLiving } from './read-message.ts'

export interface SightOfRuns extends Sight {
  /** Runs that belong to the answer besides its own, each with the text that stood before it. */
  runs: Map<string, string>
}

/** A turn with many tool calls has many rows; one that was never sent has none, so there is no need to search far. */
const rowsOfSent = 1000
const rowsOfUnsent = 200

export async function readSight(
  connection: GatewayConnection,
  { sessionKey, answerId }: AnswerFacts,
  { wasSent }: { wasSent: boolean },
): Promise<SightOfRuns> {
  const history = await connection.history(sessionKey, wasSent ? rowsOfSent : rowsOfUnsent)
  const outcome = turnOutcome(history, answerId)
  return {
    outcome,
    // Keys that only wait do not count: they stay behind when a run is aborted before it was taken up.
    isActive: history.active,
    isUnsettled: history.status === 'running' && !history.active,
    strayKey: outcome.kind === 'unknown' ? await findStray(history) : undefined,
    runs: outcome.kind === 'running' ? runsOf(history, answerId, outcome.runIds) : new Map(),
  }
}

/** The earliest within reach of a rewind; what stands before it is found when this one is gone. */
async function findStray({ messages }: SessionHistory): Promise<string | undefined> {
  const keys = messages
    .slice(-rowsOfUnsent)
    .flatMap((row) => (row.role === 'user' && !row.fromGateway && row.key ? [row.key] : []))
  const living = await keepLiving(keys)
  return keys.find((key) => !living.has(key))
}

/** A turn that the gateway took up again goes on in a run of its own, after what earlier runs left in the history. */
function runsOf(history: SessionHistory, answerId: string, runIds: string[]): Map<string, string> {
  const { inFlight: _, ...rest } = history
  return new Map(
    runIds
      .filter((runId) => runId !== answerId)
      .map((runId) => {
        const messages = history.messages.filter((row) => row.role === 'user' || row.runId !== runId)
        const before = turnOutcome({ ...rest, messages, active: false }, answerId)
        return [runId, before.kind === 'unknown' ? '' : before.text]
      }),
  )
}
