// The vocabulary of the fleet: what is wanted of a desk, what was written about it before, and the steps between.
import type { DesiredState, ObservedState } from '#lib/desk/lifecycle.ts'
import type { Failure } from '#lib/wire/shapes.ts'
import type { ObservedDesk } from '#orchestrator/runtime/desk-runtime.ts'

/** All times in the fleet's decisions are milliseconds since 1970, by this host's clock. */
export interface DesiredDesk {
  deskId: string
  /** null: a warm desk. It is made and ready before anybody is hired, so nothing is lost with it. */
  companyId: string | null
  state: DesiredState
  /** When somebody last wanted something else. */
  wantedSince: number
  generation: number
  /** Grows each time a person says "Start" or "Try again": what failed before no longer counts. */
  nudge: number
  filesHash: string
  configHash: string
  /** An answer is being written: a restart that can wait waits. */
  isBusy: boolean
  /** Somebody has written and waits for an answer. */
  isAwaited: boolean
  /** Something to be done with its home before it works on. */
  errand: HomeErrand | null
  build: WantedBuild
  /** Why it cannot be made at all. A gateway that runs already goes on with what it has. */
  fault: Failure | null
}

export const isWarm = ({ companyId }: Pick<DesiredDesk, 'companyId'>): boolean => companyId === null

export interface WantedBuild {
  /** A release that the desk has not run well for a while yet: when it does not become ready, it goes back. */
  trial: { releaseId: string } | null
  /** It went back from one. */
  complaint: Failure | null
}

export interface HomeErrand {
  do: 'back_up' | 'restore_home' | 'move_home'
  id: string
  /** Without it there is no home to work in: it is tried again until it works. */
  isNeeded: boolean
  /** Whether the file that it needs is on this machine. */
  isHere: boolean
}

/** What the desk's row says of it: the fleet's memory, kept in the database. */
export interface DeskHistory {
  state: ObservedState
  phase: string
  phaseAt: number
  generation: number | null
  nudge: number
  failure: Failure | null
  /** Ends of failed attempts, oldest first. */
  crashes: number[]
  nextAttemptAt: number | null
  build: BuildHistory
}

export interface BuildHistory {
  /** What it runs or was last made from; null for the host's own build. */
  release: string | null
  /** What it last ran well for a while. */
  proven: string | null
  complaint: Failure | null
}

/** Whether this host can run desks yet. Desks that already run do not care. */
export type HostReadiness =
  | { is: 'ready' }
  | { is: 'preparing'; phase: string }
  | { is: 'unable'; failure: Failure }

export interface FleetSnapshot {
  now: number
  host: HostReadiness
  desired: DesiredDesk[]
  observed: ObservedDesk[]
  history: ReadonlyMap<string, DeskHistory>
  /** Desks at which a step is being taken right now: they get none, and a start among them takes a place. */
  underWay: ReadonlyMap<string, StepKind>
  /** When the gateway that is there now said that it cannot reach its memory any more, by desk. */
  lostMemoryAt: ReadonlyMap<string, number>
}

type StopReason =
  | 'asleep'
  | 'paused'
  | 'leaving'
  | 'new_config'
  | 'new_generation'
  | 'failed'
  | 'home_errand'
  | 'half_ended'

export type Step = { deskId: string } & (
  | { do: 'make' }
  | { do: 'refresh' }
  /** Its first turn, which takes seconds, before anybody waits for one. */
  | { do: 'warm_up' }
  /** The employee's files at a desk that is up: from then on it is theirs. */
  | { do: 'move_in' }
  | { do: 'start' }
  | { do: 'stop'; why: StopReason }
  | { do: 'remove' }
  | { do: 'archive_home' }
  | { do: 'destroy_home' }
  | { do: 'back_up'; errandId: string }
  | { do: 'restore_home'; errandId: string }
  | { do: 'move_home'; errandId: string }
  /** A desk of ours that no row of this host wants: it must not run, and nothing of it is thrown away. */
  | { do: 'quarantine' }
  /** A removal that waits, because it comes together with too many others. */
  | { do: 'hold_back' }
  /** An attempt came to nothing: count it and end what is left of it. */
  | { do: 'note_failure'; failure: Failure }
  | { do: 'give_up'; failure: Failure }
  /** Back to the build before, and never again to this one by itself. */
  | { do: 'refuse_release'; releaseId: string; failure: Failure }
  | { do: 'forgive' }
  | { do: 'wait'; phase: string }
  | { do: 'rest'; state: ObservedState; phase: string; failure: Failure | null }
)

export type StepKind = Step['do']
export type StepOf<Kind extends StepKind> = Extract<Step, { do: Kind }>

export interface FleetLimits {
  backOffMs: readonly number[]
  crashLoop: { attempts: number; windowMs: number }
  /** How long a start may take before it counts as failed. */
  readyDeadlineMs: number
  /** Starts that never became ready are slow; fewer of them are enough. */
  neverReady: { attempts: number; windowMs: number }
  /** A gateway loses its memory when somebody asks it, so that this comes slowly, too. */
  lostMemory: { attempts: number; windowMs: number }
  /** A release is on trial at a desk until it was ready for so long; meanwhile fewer failures are enough. */
  trial: { attempts: number; windowMs: number; provenAfterMs: number }
  simultaneousStarts: number
  /** More than this share of more than `fewDesks` desks is never removed at once, unless it was wanted for so long. */
  massRemoval: { share: number; fewDesks: number; holdMs: number }
}

const secondMs = 1000
const minuteMs = 60 * secondMs

export const defaultLimits: Omit<FleetLimits, 'simultaneousStarts'> = {
  backOffMs: [1, 2, 4, 8, 16, 30].map((seconds) => seconds * secondMs),
  crashLoop: { attempts: 10, windowMs: 5 * minuteMs },
  readyDeadlineMs: 120 * secondMs,
  neverReady: { attempts: 3, windowMs: 15 * minuteMs },
  lostMemory: { attempts: 6, windowMs: 60 * minuteMs },
  trial: { attempts: 3, windowMs: 5 * minuteMs, provenAfterMs: 3 * minuteMs },
  massRemoval: { share: 0.5, fewDesks: 3, holdMs: 15 * minuteMs },
}
