// Facts about tasks as they are gathered, to say from them why a task does not move.
import type { EmployeeFacts, PartFacts, WhyFacts, WorkerFacts } from '#lib/task/why-facts.ts'
import type { TaskStatus } from '#lib/wire/task-parts.ts'

export const now = new Date('2026-01-01T12:00:00Z')
export const ago = (seconds: number) => new Date(now.getTime() - seconds * 1000)
export const ahead = (seconds: number) => ago(-seconds)
export const failure = { code: 'x', text: 'The disk is full.', action: 'Free some space.' }

export const ada: EmployeeFacts = {
  id: 'ada',
  name: 'Ada',
  lifecycle: 'ready',
  since: ago(30),
  isSeatless: false,
  readyAfterMs: 9000,
  failure: null,
}
export const desk: WorkerFacts = {
  id: 'desk',
  name: 'Ada',
  capabilities: ['browser', 'openclaw'],
  seenAt: ago(500),
  isDraining: false,
  isFull: false,
  busyWith: [],
  heldUp: null,
  employee: ada,
}
export const outside: WorkerFacts = {
  ...desk,
  id: 'out',
  name: 'builder',
  capabilities: ['docker'],
  seenAt: ago(5),
  employee: null,
}
export const adaIs = (
  facts: Partial<EmployeeFacts>,
  worker: Partial<WorkerFacts> = {},
): Partial<WhyFacts> => {
  const employee = { ...ada, ...facts }
  return { assignee: employee, workers: [{ ...desk, ...worker, employee }] }
}
export const other = (number: number, status: TaskStatus) => ({ number, title: `Task ${number}`, status })
export const part = (number: number, status: TaskStatus, facts: Partial<PartFacts> = {}): PartFacts => ({
  ...other(number, status),
  statusAt: ago(20),
  failure: null,
  hasOpenQuestion: false,
  isMoving: false,
  id: `task ${number}`,
  waits: false,
  why: null,
  ...facts,
})
export const run = {
  workerName: 'Ada',
  isEmployee: true,
  claimedAt: ago(50),
  heardAt: ago(5),
  leaseExpiresAt: ahead(55),
  parkedAt: null,
}
export const lastRun = {
  attempt: 1,
  outcome: 'failed',
  endedAt: ago(4),
  workerName: 'Ada',
  reason: 'No page.',
}
export const plan = {
  state: 'wanted',
  createdAt: ago(10),
  madeAt: null,
  claimedUntil: null,
  parkedText: '',
  failure: null,
}

export function facts(status: TaskStatus, more: Partial<WhyFacts> = {}): WhyFacts {
  return {
    now,
    restingSince: null,
    status,
    statusAt: ago(40),
    createdAt: ago(100),
    queuedAt: status === 'ready' ? ago(40) : null,
    availableAt: ago(40),
    attempts: 1,
    maxAttempts: 3,
    requires: [],
    allowanceMicros: null,
    costMicros: 0,
    failure: null,
    isChecked: false,
    checkRefusal: null,
    plan: null,
    openDependencies: [],
    parts: [],
    run: null,
    lastRun: null,
    question: null,
    failedChecks: 0,
    assignee: null,
    workers: [desk, outside],
    ...more,
  }
}

/** Status and facts, and what is said about them. */
export type Line = [
  status: TaskStatus,
  facts: Partial<WhyFacts>,
  code: string,
  owner: string,
  text: string,
  action?: string,
]
