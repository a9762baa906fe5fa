// What has to be known to say why a task does not move. Gathered in bulk by read-why-facts.ts.
import type { Lifecycle } from '#lib/wire/employee.ts'
import type { Failure } from '#lib/wire/shapes.ts'
import type { Why } from '#lib/wire/task.ts'
import type { TaskStatus } from '#lib/wire/task-parts.ts'

export interface OtherTask {
  number: number
  title: string
  status: TaskStatus
}

export interface PartFacts extends OtherTask {
  id: string
  /** For another task, and so not the one that holds its whole up. */
  waits: boolean
  /** Since when it is where it is. */
  statusAt: Date
  failure: Failure | null
  hasOpenQuestion: boolean
  /** A run of it has been heard of within its lease, or the platform judges its work. */
  isMoving: boolean
  /** Why it waits itself: known of the one that could go next, where none moves. */
  why: Why | null
}

export interface LiveRunFacts {
  workerName: string
  isEmployee: boolean
  claimedAt: Date
  /** The last sign of life, the claim included. */
  heardAt: Date
  leaseExpiresAt: Date
  /** It may not spend any more, and waits for somebody to decide; null while it goes on. */
  parkedAt: Date | null
}

export interface EmployeeFacts {
  id: string
  name: string
  lifecycle: Lifecycle
  /** Since when the desk is where it is. */
  since: Date
  /** Rests, because more work here than seats are paid for. */
  isSeatless: boolean
  /** How long the last start took. */
  readyAfterMs: number | null
  failure: Failure | null
}

/** A task whose run is parked for an allowance that others would need, too. */
export interface HeldUp {
  number: number
  title: string
  /** When it was parked. */
  since: Date
  whose: 'company' | 'employee'
}

export interface WorkerFacts {
  id: string
  name: string
  capabilities: string[]
  seenAt: Date
  isDraining: boolean
  /** Has as many runs as it takes at once. */
  isFull: boolean
  /** The tasks it works on. */
  busyWith: number[]
  /** Why they begin nothing new; null for a worker outside, who spends nothing of ours. */
  heldUp: HeldUp | null
  /** Whose desk it is; null for a worker outside. */
  employee: EmployeeFacts | null
}

export interface WhyFacts {
  now: Date
  /** Since when nobody may work here, for want of a plan that is paid; null while they may. */
  restingSince: Date | null
  status: TaskStatus
  statusAt: Date
  createdAt: Date
  queuedAt: Date | null
  availableAt: Date
  attempts: number
  maxAttempts: number
  requires: string[]
  allowanceMicros: number | null
  costMicros: number
  failure: Failure | null
  /** The platform judges the work of a run right now. */
  isChecked: boolean
  /** The newest plan, while the task is being planned. */
  plan: {
    state: string
    createdAt: Date
    madeAt: Date | null
    claimedUntil: Date | null
    /** No allowance has room for it; empty otherwise. */
    parkedText: string
    failure: Failure | null
  } | null
  /** No allowance has room to judge its work. */
  checkRefusal: { text: string; at: Date } | null
  /** What it waits for and is not done. */
  openDependencies: OtherTask[]
  parts: PartFacts[]
  run: LiveRunFacts | null
  lastRun: { attempt: number; outcome: string; endedAt: Date; workerName: string; reason: string } | null
  question: { text: string; askedAt: Date; asker: string } | null
  /** Checks that did not pass at the last run that was checked. */
  failedChecks: number
  assignee: EmployeeFacts | null
  /** All workers of the company: the same list for all its tasks. */
  workers: WorkerFacts[]
}

/** How long after its last sign of life a worker counts as there. */
export const onlineSeconds = 90
