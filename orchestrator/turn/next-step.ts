// What to do about an answer next, decided from facts alone. Pure.
import type { TurnOutcome } from '#orchestrator/gateway/turn-outcome.ts'
import { deskGone, emptyAnswer, endedEarly, failureOf, lostTurn, noProgress } from './failures.ts'
import type { Orders, Outcome, Turn } from './turn.ts'

export interface Limits {
  /** Nothing heard of an answer for this long ends it. */
  silenceMs: number
  /** How long an answer waits for its desk to come back. */
  deskAbsenceMs: number
  /** How long a gateway may take to take up again what its death interrupted. */
  resumeMs: number
  /** A stop that the gateway does not confirm counts as done after this. */
  stopMs: number
}

const minuteMs = 60_000

export const defaultLimits: Limits = {
  silenceMs: 15 * minuteMs,
  deskAbsenceMs: 5 * minuteMs,
  resumeMs: minuteMs,
  stopMs: 800,
}

/** What the gateway's history said at the last look. */
export interface Sight {
  outcome: TurnOutcome
  /** A run is going on in the session, this answer's or another's. */
  isActive: boolean
  /** The gateway died under a run of this session and may take it up again. */
  isUnsettled: boolean
  /** The first message in the model's context that is no longer part of the conversation. */
  strayKey: string | undefined
}

export interface StepFacts {
  now: number
  turn: Turn
  orders: Orders
  stopWantedAt: number | undefined
  abortAskedAt: number | undefined
  /** Undefined while there is no connection. */
  connectedAt: number | undefined
  disconnectedAt: number
  sight: Sight | undefined
  sightAt: number
  lastProgressAt: number
  limits: Limits
}

export type Step =
  | { do: 'finish'; outcome: Outcome; abort: boolean }
  | { do: 'look' }
  | { do: 'abort' }
  | { do: 'rewind'; key: string }
  | { do: 'send' }
  | { do: 'wait'; until: number }

const lookAgainMs = 500
const abortAgainMs = 3000
const lookAtSilentMs = 30_000
/** Between a message that is taken up and the run that answers it, history still has the status of the run before. */
const settleMs = 5000

export function nextStep(facts: StepFacts): Step {
  const { turn, orders, now, limits } = facts
  if (turn.end) return { do: 'finish', outcome: outcomeOf(turn, facts), abort: false }
  if (orders.deskFailure)
    return { do: 'finish', outcome: { status: 'failed', failure: orders.deskFailure }, abort: true }
  if (facts.stopWantedAt !== undefined) return stop(facts, facts.stopWantedAt)
  if (now - facts.lastProgressAt >= limits.silenceMs)
    return failed(noProgress(Math.round(limits.silenceMs / minuteMs)))
  if (facts.connectedAt === undefined) return awaitDesk(facts)
  if (!facts.sight) return { do: 'look' }
  if (turn.mustLook) return lookAgain(facts, 100)
  return actOn(facts.sight, facts, facts.connectedAt)
}

function stop(facts: StepFacts, stopWantedAt: number): Step {
  const { abortAskedAt, connectedAt, now, limits } = facts
  if (now - stopWantedAt >= limits.stopMs)
    return { do: 'finish', outcome: { status: 'stopped' }, abort: true }
  if (connectedAt !== undefined && abortAskedAt === undefined) return { do: 'abort' }
  return { do: 'wait', until: stopWantedAt + limits.stopMs }
}

function awaitDesk({ now, disconnectedAt, limits }: StepFacts): Step {
  const until = disconnectedAt + limits.deskAbsenceMs
  if (now >= until) return failed(deskGone(Math.round(limits.deskAbsenceMs / minuteMs)))
  return { do: 'wait', until }
}

function actOn(sight: Sight, facts: StepFacts, connectedAt: number): Step {
  const { outcome } = sight
  const { isWordless, text } = facts.turn
  const isSettled = facts.now - facts.lastProgressAt >= settleMs
  if ('isGuess' in outcome && !isSettled) return lookAgain(facts)
  switch (outcome.kind) {
    case 'unknown':
      // It was taken: in a new session history does not name what waits.
      if (isWordless) return isSettled && !sight.isActive ? failed(lostTurn) : lookAgain(facts)
      return beforeSending(sight, facts, connectedAt)
    case 'running':
      return lookAgain(facts, isWordless && text === '' ? lookAgainMs : lookAtSilentMs)
    case 'interrupted':
      if (facts.now - connectedAt >= facts.limits.resumeMs) return failed(lostTurn)
      return lookAgain(facts)
    case 'done':
      return { do: 'finish', outcome: wholeOrEmpty(outcome.text, outcome.tools.length), abort: false }
    case 'aborted':
      return failed(endedEarly)
    case 'failed':
      return failed(failureOf({ kind: 'error', message: outcome.message }))
  }
}

/** The context must be what people see, and nothing else may be going on in it. */
function beforeSending(sight: Sight, facts: StepFacts, connectedAt: number): Step {
  if (sight.isActive) {
    const isAsked = facts.abortAskedAt !== undefined && facts.now - facts.abortAskedAt < abortAgainMs
    return isAsked ? lookAgain(facts) : { do: 'abort' }
  }
  if (sight.isUnsettled && facts.now - connectedAt < facts.limits.resumeMs) return lookAgain(facts)
  if (sight.strayKey !== undefined) return { do: 'rewind', key: sight.strayKey }
  return { do: 'send' }
}

function lookAgain({ now, sightAt }: StepFacts, afterMs = lookAgainMs): Step {
  return now - sightAt >= afterMs ? { do: 'look' } : { do: 'wait', until: sightAt + afterMs }
}

function outcomeOf({ end, text, tools }: Turn, { stopWantedAt, orders }: StepFacts): Outcome {
  if (end?.kind === 'final') return wholeOrEmpty(text, tools.size)
  if (stopWantedAt !== undefined) return { status: 'stopped' }
  if (orders.deskFailure) return { status: 'failed', failure: orders.deskFailure }
  return { status: 'failed', failure: end?.kind === 'error' ? failureOf(end) : endedEarly }
}

function wholeOrEmpty(text: string, tools: number): Outcome {
  return text === '' && tools === 0 ? { status: 'failed', failure: emptyAnswer } : { status: 'complete' }
}

function failed(failure: Extract<Outcome, { status: 'failed' }>['failure']): Step {
  return { do: 'finish', outcome: { status: 'failed', failure }, abort: true }
}
