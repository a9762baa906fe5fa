// Carries one turn at a desk until it has ended. Everything it needs is in the gateway's history, so whoever starts it again at any
// moment goes on from there.
import { newAlarm } from '#orchestrator/fleet/alarm.ts'
import type { GatewayConnection } from '#orchestrator/gateway/connect.ts'
import type { TurnEvent } from '#orchestrator/gateway/turn-event.ts'
import type { Log } from '#orchestrator/log.ts'
import { adopt, foldTurn, newTurn } from './fold-turn.ts'
import { type Limits, nextStep, type Step, type StepFacts } from './next-step.ts'
import type { SightOfRuns, TurnPlace } from './read-sight.ts'
import { type StepResult, takeStep } from './take-step.ts'
import type { Orders, Outcome, Turn } from './turn.ts'

export interface TurnOptions {
  place: TurnPlace
  orders: Orders
  /** It may have been sent already: by an orchestrator before this one. */
  wasSent: boolean
  /** The connection to the desk, while there is one. */
  line: () => GatewayConnection | undefined
  send: (connection: GatewayConnection) => Promise<StepResult>
  /** More is known. */
  onTurn: (turn: Turn, before: Turn) => void
  limits: Limits
  log: Log
}

export interface TurnCarrier {
  turn: () => Turn
  hear: (event: TurnEvent) => void
  give: (orders: Orders) => void
  /** The connection to the desk came or went. */
  lineChanged: () => void
  /** It is known to be alive although the desk says nothing: it waits for a person. */
  noteLife: () => void
  /** Lets go without ending the turn. */
  letGo: () => void
  /** How it ended; undefined when it was let go. */
  done: Promise<Outcome | undefined>
}

const tryAgainMs = 300
const idleMs = 60_000

export function carryTurn(options: TurnOptions): TurnCarrier {
  const { place, log, line } = options
  const facts = startingFacts(options)
  const wake = newAlarm()
  let { wasSent } = options
  let isOver = false

  function become(turn: Turn): void {
    const before = facts.turn
    facts.turn = turn
    options.onTurn(turn, before)
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
        log.warn({ err: error, turn: place.key, step: step.do }, 'A step of a turn failed')
        facts.sight = undefined
        await wake.wait(Date.now() + tryAgainMs)
      })
    }
    return undefined
  }

  async function take(step: Exclude<Step, { do: 'finish' }>): Promise<void> {
    if (step.do === 'wait') return wake.wait(Math.min(step.until, Date.now() + idleMs))
    const connection = line()
    // Taken away before anybody said so: to try again at once would be for ever, and nothing else would get its turn.
    if (!connection) return lineChanged()
    if (step.do === 'abort') facts.abortAskedAt = Date.now()
    if (step.do === 'send') wasSent = true
    facts.sightAt = Date.now()
    learn(await takeStep(step, connection, { place, send: options.send, wasSent }))
  }

  function learn({ sight, refusal }: StepResult): void {
    facts.sight = sight
    if (refusal) facts.orders = { ...facts.orders, deskFailure: refusal }
    if (!sight) return
    const { outcome } = sight
    const runs: SightOfRuns['runs'] = 'runs' in sight ? sight.runs : new Map()
    const known = facts.turn
    become(
      outcome.kind === 'unknown' ? { ...known, mustLook: false } : adopt(known, outcome, runs, Date.now()),
    )
    if (facts.turn.text !== known.text) facts.lastProgressAt = Date.now()
  }

  function finish({ outcome, abort }: Extract<Step, { do: 'finish' }>): Outcome {
    if (abort)
      void line()
        ?.abort(place.sessionKey)
        .catch(() => undefined)
    return outcome
  }

  return {
    turn: () => facts.turn,
    hear(event) {
      facts.lastProgressAt = Date.now()
      become(foldTurn(facts.turn, event, Date.now()))
    },
    give(orders) {
      // What the desk refused stays refused.
      facts.orders = { ...orders, deskFailure: orders.deskFailure ?? facts.orders.deskFailure }
      if (orders.isStopWanted) facts.stopWantedAt ??= Date.now()
      wake.ring()
    },
    lineChanged,
    noteLife: () => {
      facts.lastProgressAt = Date.now()
    },
    letGo() {
      isOver = true
      wake.ring()
    },
    done: carry(),
  }
}

function startingFacts({ place, orders, limits }: TurnOptions): Omit<StepFacts, 'now'> {
  const startedAt = Date.now()
  return {
    turn: newTurn(place.key),
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
