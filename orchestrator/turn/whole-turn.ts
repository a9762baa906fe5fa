import { setTimeout as sleep } from 'node:timers/promises'
import type { GatewayConnection } from '#orchestrator/gateway/connect.ts'
import { withHistory } from './fold-turn.ts'
import { readSight, type TurnPlace } from './read-sight.ts'
import type { Turn } from './turn.ts'

const historyWaitMs = 2000

/** What was said before tools were called may be missing from the last word, and so may be what nobody heard. */
export async function wholeTurn(
  turn: Turn,
  place: TurnPlace,
  connection: GatewayConnection | undefined,
): Promise<Turn> {
  const isAllHeard = turn.end !== undefined && turn.tools.size === 0 && turn.runs.size === 1
  if (isAllHeard || !connection) return turn
  const tooLate = sleep(historyWaitMs, undefined, { ref: false })
  const sight = await Promise.race([
    readSight(connection, place, { wasSent: true }).catch(() => undefined),
    tooLate,
  ])
  return sight ? withHistory(turn, sight.outcome, Date.now()) : turn
}
