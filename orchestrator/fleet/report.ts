// What a step means for the desk's row, before it is taken and when it is done. Pure.
import type { ObservedState } from '#lib/desk/lifecycle.ts'
import type { Failure } from '#lib/wire/shapes.ts'
import type { ObservedDesk } from '#orchestrator/runtime/desk-runtime.ts'
import { nextAttemptAfter, withCrash } from './back-off.ts'
import type { BuildHistory, DesiredDesk, DeskHistory, FleetLimits, Step, StepKind, StepOf } from './fleet.ts'

/** The observed columns of a desk, but for the time of the phase, which follows from what was written before. */
export interface Report {
  state: ObservedState
  phase: string
  generation: number | null
  nudge: number
  failure: Failure | null
  crashes: number[]
  nextAttemptAt: number | null
  build: BuildHistory
  /** A release with which it did not become ready. */
  refuses?: string
  /** Since when the phase lasts, where the runtime knows. */
  phaseSince: number | null
  /** A start begins here: how long it takes is counted from now. */
  isLaunch?: boolean
}

interface ReportFacts {
  want: DesiredDesk
  have: ObservedDesk | undefined
  past: DeskHistory
  now: number
  limits: FleetLimits
}

type Reporter<Kind extends StepKind> = (step: StepOf<Kind>, facts: ReportFacts) => Partial<Report>

const reporters: { [Kind in StepKind]: Reporter<Kind> } = {
  make: () => ({ state: 'starting', phase: 'preparing_desk' }),
  refresh: (_, { have }) => ({ state: 'ready', phase: 'ready', phaseSince: have?.since.getTime() ?? null }),
  warm_up: (_, { have }) => ({ state: 'starting', phase: 'warming_up', ...generationOf(have) }),
  move_in: (_, { have }) => ({ state: 'starting', phase: 'moving_in', ...generationOf(have) }),
  start: () => ({ state: 'starting', phase: 'starting_gateway', isLaunch: true }),
  stop: () => ({ state: 'stopping', phase: 'stopping' }),
  remove: () => ({ state: 'stopping', phase: 'removing_desk' }),
  archive_home: () => ({ state: 'stopping', phase: 'archiving_home' }),
  destroy_home: () => ({ state: 'stopping', phase: 'home_archived' }),
  back_up: () => ({ state: 'stopping', phase: 'making_backup' }),
  restore_home: () => ({ state: 'stopping', phase: 'restoring_home' }),
  move_home: () => ({ state: 'stopping', phase: 'moving_home' }),
  quarantine: () => ({}),
  hold_back: () => ({ phase: 'removal_held_back' }),
  note_failure: (_, { past, now, limits, want }) => {
    const crashes = withCrash(past.crashes, now)
    return {
      state: want.state === 'running' ? 'starting' : 'stopping',
      phase: 'waiting_to_retry',
      crashes,
      nextAttemptAt: nextAttemptAfter(crashes, now, limits),
    }
  },
  give_up: ({ failure }, { past, now, want }) => ({
    state: 'failed',
    phase: 'given_up',
    failure,
    crashes: withCrash(past.crashes, now),
    generation: want.generation,
  }),
  refuse_release: ({ releaseId }, { past, now }) => ({
    state: 'starting',
    phase: 'undoing_upgrade',
    // Counted, so that the same end is not news once more.
    crashes: withCrash(past.crashes, now),
    refuses: releaseId,
  }),
  forgive: (_, { want }) => ({
    state: 'none',
    phase: 'trying_again',
    nudge: want.nudge,
    crashes: [],
    generation: want.generation,
  }),
  wait: ({ phase }, { past }) => ({
    state: waitingState(past.state),
    phase,
    nextAttemptAt: past.nextAttemptAt,
  }),
  rest: ({ state, phase, failure }, { have }) => {
    const isUp = state === 'starting' || state === 'ready'
    const phaseSince = isUp && have ? have.since.getTime() : null
    return { state, phase, failure, phaseSince, ...(isUp ? generationOf(have) : {}) }
  },
}

export function reportOf<Kind extends StepKind>(step: StepOf<Kind>, facts: ReportFacts): Report {
  const report: Reporter<Kind> = reporters[step.do]
  const { state, phase, generation, nudge, failure, crashes, build } = facts.past
  const before = {
    state,
    phase,
    generation,
    nudge,
    failure,
    crashes,
    build,
    nextAttemptAt: null,
    phaseSince: null,
  }
  const after: Report = { ...before, ...report(step, facts) }
  const known = { ...after, build: buildAfter(step, after.state, facts) }
  return known.state === 'failed' ? known : { ...known, failure: null }
}

/** Only what is ready and rests proves a build, and has something wrong with it while it works. */
function buildAfter(
  step: Step,
  state: ObservedState,
  { have, past, want, now, limits }: ReportFacts,
): BuildHistory {
  const { build } = past
  const release = have ? have.release : build.release
  if (step.do !== 'rest' || state !== 'ready' || !have)
    return { ...build, release, complaint: state === 'ready' ? build.complaint : null }
  const isProven = now - have.since.getTime() >= limits.trial.provenAfterMs
  const complaint = have.complaint ?? want.build.complaint
  return { release, proven: isProven ? release : build.proven, complaint }
}

function generationOf(have: ObservedDesk | undefined): { generation?: number } {
  return have ? { generation: have.generation } : {}
}

/** Waiting is neither working nor broken. */
function waitingState(state: ObservedState): ObservedState {
  if (state === 'failed') return 'none'
  return state === 'ready' ? 'starting' : state
}

/** What is written when the step is done, where the next look at the desk could not tell. */
export const afterwards: { [Kind in StepKind]?: Pick<Report, 'state' | 'phase'> } = {
  archive_home: { state: 'stopping', phase: 'home_archived' },
  destroy_home: { state: 'gone', phase: 'gone' },
  warm_up: { state: 'ready', phase: 'ready' },
  move_in: { state: 'ready', phase: 'ready' },
}
