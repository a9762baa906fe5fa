// Carries one answer from the gateway into its rows, until it has ended. Everything it needs is in rows and in the gateway's
// history, so whoever starts it again at any moment goes on from there.
import type { GatewayConnection } from '#orchestrator/gateway/connect.ts'
import type { Log } from '#orchestrator/log.ts'
import { carryTurn, type TurnCarrier } from '#orchestrator/turn/carry-turn.ts'
import type { Limits } from '#orchestrator/turn/next-step.ts'
import { readCutShort, readRefusal } from '#orchestrator/turn/read-refusal.ts'
import { failureOfRefusal } from '#orchestrator/turn/refusal-in-words.ts'
import type { Orders, Outcome } from '#orchestrator/turn/turn.ts'
import type { AnswerFacts } from './answer.ts'
import { findStray } from './find-stray.ts'
import { finishAnswer } from './finish-answer.ts'
import { keepWriting } from './keep-writing.ts'
import { sendAnswer } from './send-answer.ts'
import { createAnswerWriter } from './write-answer.ts'

export interface CarryOptions {
  answer: AnswerFacts
  orders: Orders
  /** It may have been sent already: by an orchestrator before this one. */
  wasSent: boolean
  /** The connection to the desk, while there is one. */
  line: () => GatewayConnection | undefined
  limits: Limits
  log: Log
  mayAct: () => boolean
  onFirstText: () => void
}

export interface Carrier extends Pick<TurnCarrier, 'hear' | 'give' | 'lineChanged' | 'letGo'> {
  readonly answer: AnswerFacts
  /** How it ended; undefined when it was let go, or ended by somebody else. */
  done: Promise<Outcome | undefined>
}

export function carryAnswer(options: CarryOptions): Carrier {
  const { answer, orders, wasSent, line, limits, log } = options
  const place = { sessionKey: answer.sessionKey, key: answer.answerId, findStray }
  const writer = createAnswerWriter(answer)
  let isLetGo = false
  const carrier = carryTurn({
    place,
    orders,
    wasSent,
    line,
    limits,
    log,
    send: (connection) => sendAnswer(connection, answer),
    onTurn(turn, before) {
      if (before.text === '' && turn.text !== '') options.onFirstText()
      writing.ring()
    },
  })
  const writing = keepWriting({
    writer,
    turn: carrier.turn,
    mayAct: options.mayAct,
    onClosed: letGo,
    log,
  })

  function letGo(): void {
    isLetGo = true
    carrier.letGo()
  }

  async function carry(): Promise<Outcome | undefined> {
    const ended = await carrier.done
    await writing.stop()
    if (!ended) return undefined
    const outcome = await inTrueWords(ended)
    const turn = carrier.turn()
    return finishAnswer({
      answer,
      place,
      turn,
      outcome,
      connection: line(),
      writer,
      log,
      isLetGo: () => isLetGo,
    })
  }

  /** The desk does not know that it was stopped, or cut short, for what it costs. Should that not be known now, its own words have to do. */
  async function inTrueWords(outcome: Outcome): Promise<Outcome> {
    if (outcome.status === 'stopped') return outcome
    const read = outcome.status === 'failed' ? readRefusal : readCutShort
    const refusal = await read({ messageId: answer.answerId }).catch(() => undefined)
    if (!refusal) return outcome
    return { status: 'failed', failure: failureOfRefusal(refusal, answer.employeeName, new Date()) }
  }

  const { hear, give, lineChanged } = carrier
  return { answer, hear, give, lineChanged, letGo, done: carry() }
}
