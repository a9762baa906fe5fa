// Carries one answer from the gateway into its rows, until it has ended. Everything it needs is in rows and in the gateway's
// history, so whoever starts it again at any moment goes on from there.
import { setTimeout as sleep } from 'node:timers/promises'
import { AppError } from '#lib/errors.ts'
import { attachmentLimits } from '#lib/wire/message.ts'
import { newAlarm } from '#orchestrator/fleet/alarm.ts'
import type { GatewayConnection } from '#orchestrator/gateway/connect.ts'
import type { TurnEvent } from '#orchestrator/gateway/turn-event.ts'
import type { Log } from '#orchestrator/log.ts'
import type { AnswerFacts, Orders, Outcome, Turn } from './answer.ts'
import { attachmentsTooLarge, refused } from './failures.ts'
import { adopt, foldTurn, newTurn, withHistory, withoutRunningTools } from './fold-turn.ts'
import { type Limits, nextStep, type Sight, type Step, type StepFacts } from './next-step.ts'
import { readMessage } from './read-message.ts'
import { readSight } from './read-sight.ts'
import { createAnswerWriter } from './write-answer.ts'

export interface CarryOptions {
  answer: AnswerFacts
  orders: Orders
  /** The connection to the desk, while there is one. */
  line: () => GatewayConnection | undefined
  limits: Limits
  log: Log
  mayAct: () => boolean
  onFirstText: () => void
}

export interface Carrier {
  readonly answer: AnswerFacts
  hear: (event: TurnEvent) => void
  give: (orders: Orders) => void
  /** The connection to the desk came or went. */
  lineChanged: () => void
  /** Lets go without ending the answer. */
  letGo: () => void
  /** How it ended; undefined when it was let go, or ended by somebody else. */
  done: Promise<Outcome | undefined>
}

const writeEveryMs = 50
const tryAgainMs = 300
const idleMs = 60_000
const historyWaitMs = 2000

export function carryAnswer(options: CarryOptions): Carrier {
  const { answer, limits, log } = options
  const writer = createAnswerWriter(answer)
  const wake = newAlarm()
  const dirty = newAlarm()
  const startedAt = Date.now()
  let turn: Turn = newTurn(answer.answerId)
  let isOver = false
  let isFinishing = false
  const facts: Omit<StepFacts, 'now' | 'turn' | 'limits'> = {
    orders: options.orders,
    stopWantedAt: options.orders.isStopWanted ? startedAt : undefined,
    abortAskedAt: undefined,
    connectedAt: undefined,
    disconnectedAt: startedAt,
    sight: undefined,
    sightAt: 0,
    lastProgressAt: startedAt,
  }

  function become(next: Turn): void {
    if (turn.text === '' && next.text !== '') options.onFirstText()
    turn = next
    dirty.ring()
    if (next.end || next.mustLook) wake.ring()
  }

  function lineChanged(): void {
    const isOpen = options.line()?.state === 'open'
    if (isOpen === (facts.connectedAt !== undefined)) return
    const change = isOpen
      ? { connectedAt: Date.now(), sight: undefined, abortAskedAt: undefined }
      : { connectedAt: undefined, disconnectedAt: Date.now() }
    Object.assign(facts, change)
    wake.ring()
  }

  async function keepWriting(): Promise<void> {
    while (!isOver && !isFinishing) {
      await dirty.wait(writer.heldUntil(turn) ?? Date.now() + idleMs)
      if (isOver || isFinishing) return
      if (!(await writeOnce())) return
    }
  }

  async function writeOnce(): Promise<boolean> {
    if (!options.mayAct()) return retryWrite()
    try {
      if (!(await writer.write(turn))) {
        letGo()
        return false
      }
      await sleep(writeEveryMs)
      return true
    } catch (error) {
      log.warn({ err: error, answerId: answer.answerId }, 'An answer could not be written; trying again')
      return retryWrite()
    }
  }

  async function retryWrite(): Promise<true> {
    dirty.ring()
    await sleep(tryAgainMs)
    return true
  }

  async function carry(): Promise<Outcome | undefined> {
    const writing = keepWriting()
    lineChanged()
    while (!isOver) {
      const step = nextStep({ ...facts, turn, limits, now: Date.now() })
      if (step.do === 'finish') {
        isFinishing = true
        dirty.ring()
        await writing
        return finish(step)
      }
      await take(step).catch(async (error: unknown) => {
        log.warn({ err: error, answerId: answer.answerId, step: step.do }, 'A step of an answer failed')
        facts.sight = undefined
        await wake.wait(Date.now() + tryAgainMs)
      })
    }
    await writing
    return undefined
  }

  async function take(step: Exclude<Step, { do: 'finish' }>): Promise<void> {
    if (step.do === 'wait') return wake.wait(Math.min(step.until, Date.now() + idleMs))
    const connection = options.line()
    if (!connection) return
    switch (step.do) {
      case 'look':
        return look(connection)
      case 'abort':
        facts.abortAskedAt = Date.now()
        return connection.abort(answer.sessionKey)
      case 'rewind':
        await connection.rewindTo(answer.sessionKey, step.key)
        facts.sight = undefined
        return
      case 'send':
        return send(connection)
    }
  }

  async function look(connection: GatewayConnection): Promise<void> {
    facts.sightAt = Date.now()
    const { runs, ...sight } = await readSight(connection, answer)
    const { outcome } = sight
    Object.assign(facts, { sight, sightAt: Date.now() })
    const before = turn.text
    if (outcome.kind === 'unknown') become({ ...turn, mustLook: false })
    else become(adopt(turn, outcome, runs, Date.now()))
    if (turn.text !== before) facts.lastProgressAt = Date.now()
  }

  async function send(connection: GatewayConnection): Promise<void> {
    const message = await readMessage(answer.messageId)
    const sizeBytes = message.attachments.reduce((sum, { content }) => sum + content.byteLength, 0)
    if (sizeBytes > attachmentLimits.maxTotalBytes) return refuse({ failure: attachmentsTooLarge })
    try {
      await connection.send({ ...message, sessionKey: answer.sessionKey, idempotencyKey: answer.answerId })
    } catch (error) {
      if (error instanceof AppError && error.code === 'invalid')
        return refuse({ failure: refused(error.facts.detail) })
      throw error
    }
    const sight: Sight = {
      outcome: { kind: 'running', runIds: [answer.answerId], text: '', tools: [] },
      isActive: true,
      isUnsettled: false,
      strayKey: undefined,
    }
    Object.assign(facts, { sight, sightAt: Date.now(), lastProgressAt: Date.now() })
  }

  function refuse({ failure }: { failure: Orders['deskFailure'] }): void {
    facts.orders = { ...facts.orders, deskFailure: failure }
  }

  async function finish({ outcome, abort }: Extract<Step, { do: 'finish' }>): Promise<Outcome> {
    const connection = options.line()
    if (abort) void connection?.abort(answer.sessionKey).catch(() => undefined)
    if (outcome.status === 'complete' && connection) turn = await completed(connection)
    if (turn.end?.kind === 'error')
      log.warn({ answerId: answer.answerId, told: turn.end }, 'The desk told of an error in a turn')
    const last = withoutRunningTools(turn, Date.now())
    for (;;) {
      try {
        await writer.finish(last, outcome)
        return outcome
      } catch (error) {
        log.warn(
          { err: error, answerId: answer.answerId },
          'The end of an answer could not be written; trying again',
        )
        await sleep(tryAgainMs)
        if (isOver) return outcome
      }
    }
  }

  /** What was said before tools were called may be missing from the last word. */
  async function completed(connection: GatewayConnection): Promise<Turn> {
    if (turn.tools.size === 0 && turn.runs.size === 1 && turn.end) return turn
    const timeUp = AbortSignal.timeout(historyWaitMs)
    const late = new Promise<undefined>((resolve) =>
      timeUp.addEventListener('abort', () => resolve(undefined)),
    )
    const sight = await Promise.race([readSight(connection, answer).catch(() => undefined), late])
    return sight ? withHistory(turn, sight.outcome, Date.now()) : turn
  }

  function letGo(): void {
    isOver = true
    wake.ring()
    dirty.ring()
  }

  return {
    answer,
    hear(event) {
      facts.lastProgressAt = Date.now()
      become(foldTurn(turn, event, Date.now()))
    },
    give(orders) {
      facts.orders = orders
      if (orders.isStopWanted) facts.stopWantedAt ??= Date.now()
      wake.ring()
    },
    lineChanged,
    letGo,
    done: carry(),
  }
}
