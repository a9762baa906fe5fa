// Carries one answer from the gateway into its rows, until it has ended. Everything it needs is in rows and in the gateway's
// history, so whoever starts it again at any moment goes on from there.
import { newAlarm } from '#orchestrator/fleet/alarm.ts'
import type { GatewayConnection } from '#orchestrator/gateway/connect.ts'
import type { TurnEvent } from '#orchestrator/gateway/turn-event.ts'
import type { Log } from '#orchestrator/log.ts'
import type { AnswerFacts, Orders, Outcome, Turn } from './answer.ts'
import { finishAnswer } from './finish-answer.ts'
import { adopt, foldTurn, newTurn } from './fold-turn.ts'
import { keepWriting } from './keep-writing.ts'
import { type Limits, nextStep, type Step, type StepFacts } from './next-step.ts'
import { type StepResult, takeStep } from './take-step.ts'
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

const tryAgainMs = 300
const idleMs = 60_000

export function carryAnswer(options: CarryOptions): Carrier {
  const { answer, log, line } = options
  const facts = startingFacts(options)
  const wake = newAlarm()
  const writer = createAnswerWriter(answer)
  let { wasSent } = options
  let isOver = false
  const writing = keepWriting({
    writer,
    turn: () => facts.turn,
    mayAct: options.mayAct,
    onClosed: letGo,
    log,
  })

  function become(turn: Turn): void {
    if (facts.turn.text === '' && turn.text !== '') options.onFirstText()
    facts.turn = turn
    writing.ring()
    if (turn.end || turn.mustLook) wake.ring()
  }

  function lineChanged(): void {
    const isOpen = line()?.state === 'open'
    if (isOpen === (facts.connectedAt !== undefined)) return
    facts.connectedAt = isOpen ? Date.now() : undefined
    if (isOpen) Object.assign(facts, { sight: undefined, abortAskedAt: undefined })
    else facts.disconnectedAt = Date.now()
    wake.ring()
  }

  async function carry(): Promise<Outcome | undefined> {
    lineChanged()
    while (!isOver) {
      const step = nextStep({ ...facts, now: Date.now() })
      if (step.do === 'finish') return finish(step)
      await take(step).catch(async (error: unknown) => {
        log.warn({ err: error, answerId: answer.answerId, step: step.do }, 'A step of an answer failed')
        facts.sight = undefined
        await wake.wait(Date.now() + tryAgainMs)
      })
    }
    await writing.stop()
    return undefined
  }

  async function take(step: Exclude<Step, { do: 'finish' }>): Promise<void> {
    if (step.do === 'wait') return wake.wait(Math.min(step.until, Date.now() + idleMs))
    const connection = line()
    if (!connection) return
    if (step.do === 'abort') facts.abortAskedAt = Date.now()
    if (step.do === 'send') wasSent = true
    facts.sightAt = Date.now()
    learn(await takeStep(step, connection, answer, { wasSent }))
  }

  function learn({ sight, refusal }: StepResult): void {
    facts.sight = sight
    if (refusal) facts.orders = { ...facts.orders, deskFailure: refusal }
    if (!sight) return
    const { outcome } = sight
    const runs = 'runs' in sight ? sight.runs : new Map<string, string>()
    const known = facts.turn
    become(
      outcome.kind === 'unknown' ? { ...known, mustLook: false } : adopt(known, outcome, runs, Date.now()),
    )
    if (facts.turn.text !== known.text) facts.lastProgressAt = Date.now()
  }

  async function finish({ outcome, abort }: Extract<Step, { do: 'finish' }>) {
    const connection = line()
    if (abort) void connection?.abort(answer.sessionKey).catch(() => undefined)
    await writing.stop()
    return finishAnswer({ answer, turn: facts.turn, outcome, connection, writer, log, isLetGo: () => isOver })
  }

  function letGo(): void {
    isOver = true
    wake.ring()
  }

  return {
    answer,
    hear(event) {
      facts.lastProgressAt = Date.now()
      become(foldTurn(facts.turn, event, Date.now()))
    },
    give(orders) {
      // A message that the desk refused stays refused.
      facts.orders = { ...orders, deskFailure: orders.deskFailure ?? facts.orders.deskFailure }
      if (orders.isStopWanted) facts.stopWantedAt ??= Date.now()
      wake.ring()
    },
    lineChanged,
    letGo,
    done: carry(),
  }
}

function startingFacts({ answer, orders, limits }: CarryOptions): Omit<StepFacts, 'now'> {
  const startedAt = Date.now()
  return {
    turn: newTurn(answer.answerId),
    orders,
    limits,
    stopWantedAt: orders.isStopWanted ? startedAt : undefined,
    abortAskedAt: undefined,
    connectedAt: undefined,
    disconnectedAt: startedAt,
    sight: undefined,
    sightAt: 0,
    lastProgressAt: startedAt,
  }
}
