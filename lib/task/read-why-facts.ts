// Gathers what stands around tasks, for any number of them in the same few queries.
import { type Selectable, sql } from 'kysely'
import { isBeforePayingOfRefused, raisableOfRefused } from '#lib/allowance/raisable.ts'
import type { Tx } from '#lib/db/database.ts'
import type { Task as TaskTable } from '#lib/db/types.ts'
import { askToContinue, type Refusal } from '#lib/question/ask-to-continue.ts'
import { failure } from '#lib/wire/shapes.ts'
import { type TaskStatus, taskStatuses } from '#lib/wire/task-parts.ts'
import { readAssignees, readWorkers } from './read-work-force.ts'
import { whyOf } from './why.ts'
import type { LiveRunFacts, OtherTask, PartFacts, WhyFacts } from './why-facts.ts'

const factsColumns = [
  'id',
  'status',
  'statusAt',
  'createdAt',
  'queuedAt',
  'availableAt',
  'attempts',
  'maxAttempts',
  'requires',
  'allowanceMicros',
  'costMicros',
  'failure',
  'checkingRunId',
  'assigneeId',
  'parts',
] as const satisfies (keyof TaskTable)[]

export type FactsRow = Pick<Selectable<TaskTable>, (typeof factsColumns)[number]>

/** The facts of "why", and what else a card shows of what stands around a task. */
export interface Surroundings extends WhyFacts {
  worker: { id: string; name: string; employeeId: string | null } | null
  partsCostMicros: number
  openQuestions: number
}

/** In the order of the rows. A whole that waits for a part is told why that one waits; of the parts of parts nothing more is asked. */
export async function readWhyFacts(tx: Tx, companyId: string, rows: FactsRow[]): Promise<Surroundings[]> {
  const all = await readSurroundings(tx, companyId, rows)
  const next = all.flatMap(({ parts }) => nextOf(parts) ?? [])
  if (next.length === 0) return all
  const ids = next.map(({ id }) => id)
  const nextRows = await tx.selectFrom('tasks').where('id', 'in', ids).select(factsColumns).execute()
  const around = await readSurroundings(tx, companyId, nextRows)
  const whys = new Map(nextRows.map(({ id }, place) => [id, around[place]]))
  for (const part of next) {
    const facts = whys.get(part.id)
    part.why = facts ? whyOf(facts) : null
  }
  return all
}

/** The part that could go on first, where none moves. */
function nextOf(parts: PartFacts[]): PartFacts | undefined {
  if (parts.some(({ isMoving }) => isMoving)) return undefined
  return parts.find((part) => !part.waits && ['ready', 'claimed', 'running'].includes(part.status))
}

async function readSurroundings(tx: Tx, companyId: string, rows: FactsRow[]): Promise<Surroundings[]> {
  if (rows.length === 0) return []
  const idsIn = (...statuses: TaskStatus[]) =>
    rows.filter(({ status }) => statuses.some((one) => one === status)).map(({ id }) => id)
  const { now, restingSince } = await readClock(tx, companyId)
  const plans = await readPlans(tx, idsIn('planning'))
  const dependencies = await readOpenDependencies(tx, idsIn('ready'))
  const wholes = rows.flatMap((row) => (row.parts > 0 ? row.id : []))
  const parts = await readParts(tx, wholes)
  const runs = await readLiveRuns(tx, idsIn('claimed', 'running'))
  const lastRuns = await readLastRuns(tx, idsIn('ready', 'running'))
  const questions = await readQuestions(tx, idsIn('claimed', 'running'))
  const checkRefusals = await readCheckRefusals(
    tx,
    rows.flatMap(({ checkingRunId }) => checkingRunId ?? []),
  )
  const failedChecks = await readFailedChecks(tx, idsIn('in_review'))
  const assignees = await readAssignees(
    tx,
    companyId,
    rows.flatMap(({ assigneeId }) => assigneeId ?? []),
  )
  const workers = idsIn('ready').length > 0 ? await readWorkers(tx, companyId) : []
  return rows.map((row) => {
    const own = parts.get(row.id) ?? []
    const asked = questions.get(row.id)?.[0]
    const run = runs.get(row.id)?.[0]
    return {
      ...row,
      status: statusOf(row.status),
      failure: failure.nullable().parse(row.failure),
      isChecked: row.checkingRunId !== null,
      checkRefusal: checkRefusals.get(row.checkingRunId ?? '') ?? null,
      now,
      restingSince,
      plan: plans.get(row.id)?.[0] ?? null,
      openDependencies: (dependencies.get(row.id) ?? []).map(toOther),
      parts: own.map((part) => toPart(part, now)),
      partsCostMicros: own.reduce((sum, part) => sum + part.costMicros, 0),
      run: run ? toRun(run) : null,
      worker: run ? { id: run.workerId, name: run.workerName, employeeId: run.employeeId } : null,
      lastRun: lastRuns.get(row.id)?.[0] ?? null,
      question: asked ?? null,
      openQuestions: asked?.open ?? 0,
      failedChecks: failedChecks.get(row.id)?.[0]?.failed ?? 0,
      assignee: assignees.get(row.assigneeId ?? '') ?? null,
      workers,
    }
  })
}

export function statusOf(status: string): TaskStatus {
  const known = taskStatuses.find((one) => one === status)
  if (!known) throw new Error(`The database knows a status that lib/wire/task-parts.ts does not: ${status}`)
  return known
}

/** Leases run by the clock of the database, and so does the right to work. */
async function readClock(tx: Tx, companyId: string): Promise<{ now: Date; restingSince: Date | null }> {
  const { rows } = await sql<{ now: Date; restingSince: Date | null }>`
    select clock_timestamp() as now, case when not deskhand.may_work(id)
      then greatest(suspended_at, least(entitled_until, now()), created_at) end as resting_since
    from companies where id = ${companyId}::uuid`.execute(tx)
  return rows[0] ?? { now: new Date(), restingSince: null }
}

async function readPlans(tx: Tx, ids: string[]) {
  if (ids.length === 0) return new Map()
  const { rows } = await sql<{
    taskId: string
    state: string
    createdAt: Date
    madeAt: Date | null
    claimedUntil: Date | null
    parkedText: string
    failure: unknown
  }>`
    select distinct on (task_id) task_id, state, created_at, made_at, claimed_until, parked_text, failure
    from plans where task_id = any (${ids}::uuid[]) order by task_id, created_at desc`.execute(tx)
  return byTask(rows.map((row) => ({ ...row, failure: failure.nullable().parse(row.failure) })))
}

interface OtherRow {
  number: number
  title: string
  status: string
}

async function readOpenDependencies(tx: Tx, ids: string[]) {
  if (ids.length === 0) return new Map<string, OtherRow[]>()
  const { rows } = await sql<OtherRow & { taskId: string }>`
    select link.task_id, before.number, before.title, before.status
    from task_dependencies link join tasks before on before.id = link.depends_on_id
    where link.task_id = any (${ids}::uuid[]) and before.status <> 'done' order by before.number`.execute(tx)
  return byTask(rows)
}

interface PartRow extends OtherRow {
  id: string
  waits: boolean
  taskId: string
  statusAt: Date
  failure: unknown
  costMicros: number
  isChecked: boolean
  asks: boolean
  leaseExpiresAt: Date | null
}

async function readParts(tx: Tx, ids: string[]) {
  if (ids.length === 0) return new Map<string, PartRow[]>()
  const { rows } = await sql<PartRow>`
    select part.id, part.parent_id as task_id, part.open_dependencies > 0 as waits, part.number, part.title, part.status, part.status_at, part.failure, part.cost_micros,
      part.checking_run_id is not null as is_checked,
      case when part.parts = 0 then run.lease_expires_at else (
        select max(lease_expires_at) from tasks below join runs on runs.task_id = below.id and runs.ended_at is null
        where below.parent_id = part.id) end as lease_expires_at,
      exists (select from questions where questions.task_id = part.id and state = 'open') as asks
    from tasks part left join runs run on run.task_id = part.id and run.ended_at is null
    where part.parent_id = any (${ids}::uuid[]) order by part.number`.execute(tx)
  return byTask(rows)
}

interface RunRow {
  taskId: string
  workerId: string
  workerName: string
  employeeId: string | null
  claimedAt: Date
  heardAt: Date
  leaseExpiresAt: Date
  parkedAt: Date | null
}

async function readLiveRuns(tx: Tx, ids: string[]) {
  if (ids.length === 0) return new Map<string, RunRow[]>()
  const { rows } = await sql<RunRow>`
    select run.task_id, run.worker_id, coalesce(employee.name, worker.name) as worker_name, run.employee_id, run.claimed_at,
      greatest(run.claimed_at, run.started_at, run.heartbeat_at) as heard_at, run.lease_expires_at, run.parked_at
    from runs run join workers worker on worker.id = run.worker_id left join employees employee on employee.id = run.employee_id
    where run.task_id = any (${ids}::uuid[]) and run.ended_at is null`.execute(tx)
  return byTask(rows)
}

interface LastRunRow {
  taskId: string
  attempt: number
  outcome: string
  endedAt: Date
  workerName: string
  reason: string
}

async function readLastRuns(tx: Tx, ids: string[]) {
  if (ids.length === 0) return new Map<string, LastRunRow[]>()
  const { rows } = await sql<LastRunRow>`
    select distinct on (run.task_id) run.task_id, run.attempt, run.outcome, run.ended_at,
      coalesce(employee.name, worker.name) as worker_name, coalesce(run.failure ->> 'text', '') as reason
    from runs run join workers worker on worker.id = run.worker_id left join employees employee on employee.id = run.employee_id
    where run.task_id = any (${ids}::uuid[]) and run.ended_at is not null order by run.task_id, run.attempt desc`.execute(
    tx,
  )
  return byTask(rows)
}

interface QuestionRow {
  taskId: string
  text: string
  askedAt: Date
  asker: string
  open: number
}

async function readQuestions(tx: Tx, ids: string[]) {
  if (ids.length === 0) return new Map<string, QuestionRow[]>()
  const { rows } = await sql<QuestionRow>`
    select distinct on (question.task_id) question.task_id, question.text, question.asked_at,
      coalesce(employee.name, 'The worker') as asker, count(*) over (partition by question.task_id) as open
    from questions question left join employees employee on employee.id = question.employee_id
    where question.task_id = any (${ids}::uuid[]) and question.state = 'open' order by question.task_id, question.asked_at`.execute(
    tx,
  )
  return byTask(rows)
}

/** By the run whose work is judged: the last time that there was no room for the judge's question. */
async function readCheckRefusals(tx: Tx, runIds: string[]): Promise<Map<string, { text: string; at: Date }>> {
  if (runIds.length === 0) return new Map()
  const { rows } = await sql<Refusal & { runId: string; at: Date }>`
    select distinct on (refused.run_id) refused.run_id, refused.reason, refused.cap_micros, refused.spent_micros,
      refused.wanted_micros, refused.said, refused.at, ${raisableOfRefused}, ${isBeforePayingOfRefused}
    from model_refusals refused join runs run on run.id = refused.run_id
    where refused.run_id = any (${runIds}::uuid[]) and refused.at >= run.ended_at
    order by refused.run_id, refused.at desc`.execute(tx)
  return new Map(rows.map((row) => [row.runId, { at: row.at, text: askToContinue(row, '', row.at).text }]))
}

async function readFailedChecks(tx: Tx, ids: string[]) {
  if (ids.length === 0) return new Map<string, { taskId: string; failed: number }[]>()
  const { rows } = await sql<{ taskId: string; failed: number }>`
    select result.task_id, count(*) filter (where result.outcome <> 'passed') as failed
    from check_results result
    where result.task_id = any (${ids}::uuid[])
      and result.run_id = (select id from runs where runs.task_id = result.task_id order by attempt desc limit 1)
    group by result.task_id`.execute(tx)
  return byTask(rows)
}

function toOther({ number, title, status }: OtherRow): OtherTask {
  return { number, title, status: statusOf(status) }
}

function toPart(row: PartRow, now: Date): PartFacts {
  const isHeardOf = row.leaseExpiresAt !== null && row.leaseExpiresAt > now
  return {
    ...toOther(row),
    id: row.id,
    waits: row.waits,
    why: null,
    statusAt: row.statusAt,
    failure: failure.nullable().parse(row.failure),
    hasOpenQuestion: row.asks,
    isMoving: isHeardOf || row.isChecked,
  }
}

function toRun({ employeeId, workerName, ...times }: RunRow): LiveRunFacts {
  const { claimedAt, heardAt, leaseExpiresAt, parkedAt } = times
  return { workerName, isEmployee: employeeId !== null, claimedAt, heardAt, leaseExpiresAt, parkedAt }
}

function byTask<Row extends { taskId: string }>(rows: Row[]): Map<string, Row[]> {
  return Map.groupBy(rows, ({ taskId }) => taskId)
}
