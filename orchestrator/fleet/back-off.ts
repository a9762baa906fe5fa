// When to try again and when to stop trying. Pure.
import type { Failure } from '#lib/wire/shapes.ts'
import type { DesiredDesk, DeskHistory, FleetLimits, StepOf } from './fleet.ts'

/** What the database keeps of failed attempts. */
const rememberedCrashes = 20

export const notReadyInTime = 'not_ready_in_time'
export const memoryLost = 'memory_lost'

/** Whether one more failure, now, is one too many. */
function isCrashLoop(
  crashes: readonly number[],
  failure: Failure,
  now: number,
  { crashLoop, neverReady, lostMemory }: FleetLimits,
): boolean {
  const slow = new Map([
    [notReadyInTime, neverReady],
    [memoryLost, lostMemory],
  ])
  const limit = slow.get(failure.code) ?? crashLoop
  return countSince(crashes, now - limit.windowMs) + 1 >= limit.attempts
}

function isTrialOver(
  crashes: readonly number[],
  { code }: Failure,
  now: number,
  { trial }: FleetLimits,
): boolean {
  return code === notReadyInTime || countSince(crashes, now - trial.windowMs) + 1 >= trial.attempts
}

/** What follows an attempt that came to nothing. A desk that shall run is given up some time; one that shall go is never given up. */
export function failureStep(
  { deskId, state, build }: DesiredDesk,
  failure: Failure,
  past: DeskHistory,
  now: number,
  limits: FleetLimits,
): StepOf<'note_failure' | 'give_up' | 'refuse_release'> {
  if (build.trial && state === 'running' && isTrialOver(past.crashes, failure, now, limits))
    return { do: 'refuse_release', deskId, releaseId: build.trial.releaseId, failure }
  const isLast = state === 'running' && isCrashLoop(past.crashes, failure, now, limits)
  if (!isLast) return { do: 'note_failure', deskId, failure }
  const text = `${failure.text} This happened again and again, so it is not started any more.`
  return { do: 'give_up', deskId, failure: { ...failure, text } }
}

export function withCrash(crashes: readonly number[], now: number): number[] {
  return [...crashes, now].slice(-rememberedCrashes)
}

/** `crashes` with the present one. */
export function nextAttemptAfter(crashes: readonly number[], now: number, limits: FleetLimits): number {
  const recent = countSince(crashes, now - limits.crashLoop.windowMs)
  const delayMs = limits.backOffMs[Math.max(recent, 1) - 1] ?? limits.backOffMs.at(-1) ?? 0
  return now + delayMs
}

function countSince(times: readonly number[], start: number): number {
  return times.filter((time) => time > start).length
}
