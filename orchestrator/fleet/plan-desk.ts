// The next step of one desk. Pure; the whole way from any state to the wanted one is walked a step at a time, so that a
// process that dies in between leaves nothing it would have to remember.
import type { Failure } from '#lib/wire/shapes.ts'
import type { DeskExit, ObservedDesk } from '#orchestrator/runtime/desk-runtime.ts'
import { failureStep, memoryLost, notReadyInTime } from './back-off.ts'
import {
  type DesiredDesk,
  type DeskHistory,
  type FleetLimits,
  type HostReadiness,
  isWarm,
  type Step,
  type StepKind,
  type StepOf,
} from './fleet.ts'
import { errandStep } from './plan-errand.ts'

export interface DeskFacts {
  want: DesiredDesk
  have: ObservedDesk | undefined
  past: DeskHistory
  host: HostReadiness
  hasLostMemory: boolean
  now: number
  limits: FleetLimits
}

const acts: ReadonlySet<StepKind> = new Set([
  'make',
  'refresh',
  'warm_up',
  'move_in',
  'start',
  'stop',
  'remove',
  'archive_home',
  'destroy_home',
  'restore_home',
  'move_home',
] satisfies StepKind[])

export function planDesk(facts: DeskFacts): Step {
  const { want, past, now } = facts
  const { deskId } = want
  if (want.nudge > past.nudge) return { do: 'forgive', deskId }
  const step = stepToward(facts)
  const mustWait = past.nextAttemptAt !== null && now < past.nextAttemptAt && acts.has(step.do)
  return mustWait ? { do: 'wait', deskId, phase: 'waiting_to_retry' } : step
}

function stepToward(facts: DeskFacts): Step {
  const errand = planErrand(facts)
  if (errand) return errand
  switch (facts.want.state) {
    case 'running':
      return planRunning(facts)
    case 'asleep':
    case 'stopped':
      return planQuiet(facts)
    case 'absent':
      return planLeaving(facts)
  }
}

function planErrand({ want, have, past }: DeskFacts): Step | undefined {
  if (want.state === 'absent') return undefined
  const isGivenUp = hasGivenUp(past) && past.generation === want.generation
  return errandStep({ want, have, isUp: have !== undefined && isUp(have), hasGivenUp: isGivenUp })
}

function planLeaving({ want: { deskId, companyId }, have, past }: DeskFacts): Step {
  if (have && isUp(have)) return { do: 'stop', deskId, why: 'leaving' }
  if (have) return { do: 'remove', deskId }
  if (past.state === 'gone') return rest(deskId, 'gone', 'gone')
  const hasNothingToKeep = companyId === null || past.phase === 'home_archived'
  return hasNothingToKeep ? { do: 'destroy_home', deskId } : { do: 'archive_home', deskId }
}

function planQuiet({ want: { deskId, state }, have }: DeskFacts): Step {
  const phase = state === 'asleep' ? 'asleep' : 'paused'
  if (have && isUp(have)) return { do: 'stop', deskId, why: phase }
  return rest(deskId, 'stopped', phase)
}

function planRunning(facts: DeskFacts): Step {
  const { want, have, past } = facts
  const { deskId } = want
  if (hasGivenUp(past) && past.generation === want.generation) return planGivenUp(facts)
  if (have && isUp(have) && have.phase === ending) return { do: 'stop', deskId, why: 'half_ended' }
  const isWanted = have?.generation === want.generation
  if (have && isUp(have))
    return isWanted ? planUp(facts, have) : { do: 'stop', deskId, why: 'new_generation' }
  if (have?.state === 'exited' && isNews(past, have)) return planFailure(facts, failureOfExit(have.exit))
  return planDown(facts, have)
}

/** Starting or ready, of the wanted generation. */
function planUp(facts: DeskFacts, have: ObservedDesk): Step {
  const { want, past, now, limits } = facts
  const { deskId } = want
  const mayChange = want.fault === null
  if (mayChange && !want.isBusy && have.configHash !== want.configHash)
    // A warm desk that is outdated is for nobody: a new one takes its place.
    return isWarm(want) ? { do: 'wait', deskId, phase: outdated } : { do: 'stop', deskId, why: 'new_config' }
  if (have.state === 'starting') {
    const isOver = now - have.since.getTime() > limits.readyDeadlineMs
    return isOver ? planFailure(facts, neverReady(have, limits)) : rest(deskId, 'starting', have.phase)
  }
  // Also in the middle of an answer: it would fail.
  if (facts.hasLostMemory) return planFailure(facts, lostMemory)
  if (mayChange && have.filesHash !== want.filesHash)
    return { do: past.state === 'ready' || isWarm(want) ? 'refresh' : 'move_in', deskId }
  if (isWarm(want) && !isWarmedUp(past, have)) return { do: 'warm_up', deskId }
  return rest(deskId, 'ready', 'ready')
}

/** Nothing runs: make what is missing or outdated, then start. */
function planDown({ want, host }: DeskFacts, have: ObservedDesk | undefined): Step {
  const { deskId } = want
  if (want.fault) return { ...rest(deskId, 'failed', cannotBeMade), failure: want.fault }
  if (host.is === 'unable') return { ...rest(deskId, 'failed', hostUnable), failure: host.failure }
  if (host.is === 'preparing') return { do: 'wait', deskId, phase: host.phase }
  if (!have) return { do: 'make', deskId }
  // A desk that was only half made knows no generation; making it again finishes it.
  if (have.generation !== want.generation && have.configHash !== '') return { do: 'remove', deskId }
  const isCurrent =
    have.generation === want.generation &&
    have.configHash === want.configHash &&
    have.filesHash === want.filesHash
  return isCurrent ? { do: 'start', deskId } : { do: 'make', deskId }
}

function planGivenUp({ want: { deskId }, have, past }: DeskFacts): Step {
  if (have && isUp(have)) return { do: 'stop', deskId, why: 'failed' }
  return { ...rest(deskId, 'failed', past.phase), failure: past.failure }
}

function planFailure({ want, past, now, limits }: DeskFacts, failure: Failure): Step {
  return failureStep(want, failure, past, now, limits)
}

function rest(deskId: string, state: DeskHistory['state'], phase: string): StepOf<'rest'> {
  return { do: 'rest', deskId, state, phase, failure: null }
}

/** The row says ready only after the warm-up, and of this start only when it says so since. */
function isWarmedUp({ state, phaseAt }: DeskHistory, { since }: ObservedDesk): boolean {
  return state === 'ready' && phaseAt >= since.getTime()
}

function isUp({ state }: ObservedDesk): boolean {
  return state === 'starting' || state === 'ready'
}

/** Given up until a person says otherwise. What may change by itself is looked at again each time. */
function hasGivenUp({ state, phase }: DeskHistory): boolean {
  return state === 'failed' && phase !== hostUnable && phase !== cannotBeMade
}

/** A gateway lost while it was wanted, and not yet counted. After a stop we asked for, an exit is no surprise. */
function isNews(past: DeskHistory, have: ObservedDesk): boolean {
  const wasWanted = past.state === 'starting' || past.state === 'ready'
  return wasWanted && (past.crashes.at(-1) ?? 0) < have.since.getTime()
}

/** A gateway that was asked to end. Who asked died before it had: it may go on for minutes, and takes nothing new. */
const ending = 'stopping'
/** Of a warm desk whose configuration is not the present one. */
export const outdated = 'outdated'
const hostUnable = 'host_unable'
const cannotBeMade = 'cannot_be_made'

function failureOfExit(exit: DeskExit | undefined): Failure {
  if (!exit) {
    return {
      code: 'vanished',
      text: 'The gateway of this desk ended and left no reason. Its files are safe.',
      action: 'It is being started again.',
    }
  }
  return { code: exit.cause, text: exit.reason, action: exit.action }
}

const lostMemory: Failure = {
  code: memoryLost,
  text: 'The gateway of this desk could not reach its own memory any more, so that it answered nobody. Its files are safe.',
  action: 'Look at how busy the machine is, then try again.',
}

function neverReady({ phase }: ObservedDesk, { readyDeadlineMs }: FleetLimits): Failure {
  const inWords = phase.replaceAll('_', ' ')
  return {
    code: notReadyInTime,
    text: `The gateway was started and did not become ready within ${readyDeadlineMs / 1000} seconds; it got as far as "${inWords}". Its files are safe.`,
    action: 'Look at how busy the machine is, then try again.',
  }
}
