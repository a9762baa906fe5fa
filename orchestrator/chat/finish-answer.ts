// Ends an answer: its last words, its outcome, and no call left running.
import { setTimeout as sleep } from 'node:timers/promises'
import type { GatewayConnection } from '#orchestrator/gateway/connect.ts'
import type { Log } from '#orchestrator/log.ts'
import { withoutRunningTools } from '#orchestrator/turn/fold-turn.ts'
import type { TurnPlace } from '#orchestrator/turn/read-sight.ts'
import type { Outcome, Turn } from '#orchestrator/turn/turn.ts'
import { wholeTurn } from '#orchestrator/turn/whole-turn.ts'
import type { AnswerFacts } from './answer.ts'
import type { AnswerWriter } from './write-answer.ts'

export interface Ending {
  answer: AnswerFacts
  place: TurnPlace
  turn: Turn
  outcome: Outcome
  connection: GatewayConnection | undefined
  writer: AnswerWriter
  log: Log
  isLetGo: () => boolean
}

const tryAgainMs = 300

/** Undefined when it was let go before the end could be written: it stays open, and is found again. */
export async function finishAnswer(ending: Ending): Promise<Outcome | undefined> {
  const { answer, outcome, log } = ending
  const { answerId } = answer
  const { end } = ending.turn
  if (end?.kind === 'error') log.warn({ answerId, told: end }, 'The desk told of an error in a turn')
  const turn =
    outcome.status === 'complete'
      ? await wholeTurn(ending.turn, ending.place, ending.connection)
      : ending.turn
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
