// Ends an answer: its last words, its outcome, and no call left running.
import { setTimeout as sleep } from 'node:timers/promises'
import type { GatewayConnection } from '#orchestrator/gateway/connect.ts'
import type { Log } from '#orchestrator/log.ts'
import type { AnswerFacts, Outcome, Turn } from './answer.ts'
import { withHistory, withoutRunningTools } from './fold-turn.ts'
import { readSight } from './read-sight.ts'
import type { AnswerWriter } from './write-answer.ts'

export interface Ending {
  answer: AnswerFacts
  turn: Turn
  outcome: Outcome
  connection: GatewayConnection | undefined
  writer: AnswerWriter
  log: Log
  isLetGo: () => boolean
}

const tryAgainMs = 300
const historyWaitMs = 2000

/** Undefined when it was let go before the end could be written: it stays open, and is found again. */
export async function finishAnswer(ending: Ending): Promise<Outcome | undefined> {
  const { answer, outcome, log } = ending
  const { answerId } = answer
  const { end } = ending.turn
  if (end?.kind === 'error') log.warn({ answerId, told: end }, 'The desk told of an error in a turn')
  const turn = outcome.status === 'complete' ? await wholeTurn(ending) : ending.turn
  const last = withoutRunningTools(turn, Date.now())
  while (!ending.isLetGo()) {
    try {
      await ending.writer.finish(last, outcome)
      return outcome
    } catch (error) {
      log.warn({ err: error, answerId }, 'The end of an answer could not be written; trying again')
      await sleep(tryAgainMs)
    }
  }
  return undefined
}

/** What was said before tools were called may be missing from the last word, and so may be what nobody heard. */
async function wholeTurn({ answer, turn, connection }: Ending): Promise<Turn> {
  const isAllHeard = turn.end !== undefined && turn.tools.size === 0 && turn.runs.size === 1
  if (isAllHeard || !connection) return turn
  const tooLate = sleep(historyWaitMs, undefined, { ref: false })
  const sight = await Promise.race([
    readSight(connection, answer, { wasSent: true }).catch(() => undefined),
    tooLate,
  ])
  return sight ? withHistory(turn, sight.outcome, Date.now()) : turn
}
