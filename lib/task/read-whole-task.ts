// A task as its own page shows it: the card and everything that hangs on it.
import { type Selectable, sql } from 'kysely'
import { z } from 'zod'
import type { Tx } from '#lib/db/database.ts'
import type { CheckResult as CheckResultTable } from '#lib/db/types.ts'
import { notFound } from '#lib/errors.ts'
import { newestPlan, planToWire } from '#lib/plan/plan-row.ts'
import { questionToWire, selectQuestions } from '#lib/question/question-row.ts'
import { check, checkResult } from '#lib/wire/check.ts'
import { type Failure, failure } from '#lib/wire/shapes.ts'
import { run, type Task, task } from '#lib/wire/task.ts'
import { readWhyFacts, statusOf } from './read-why-facts.ts'
import { toCard } from './task-row.ts'

/** @throws AppError `not_found`. */
export async function readWholeTask(tx: Tx, companyId: string, id: string): Promise<Task> {
  const row = await tx
    .selectFrom('tasks')
    .where('companyId', '=', companyId)
    .where('id', '=', id)
    .selectAll()
    .executeTakeFirst()
  if (!row) throw notFound('task')
  const [around] = await readWhyFacts(tx, companyId, [row])
  if (!around) throw notFound('task')
  const newest = await newestPlan(tx, companyId, id)
  const card = toCard(row, around)
  return {
    ...card,
    parts: {
      ...card.parts,
      summaries: card.parts.total > 0 ? await readPartSummaries(tx, companyId, id) : [],
    },
    description: row.description,
    model: row.model,
    thinking: task.shape.thinking.parse(row.thinking),
    planMode: task.shape.planMode.parse(row.planMode),
    partRole: row.partRole,
    partReason: row.partReason,
    needsReview: row.needsReview,
    checks: z.array(check).parse(row.checks),
    checkResults: await readCheckResults(tx, id),
    allowanceMicros: row.allowanceMicros,
    availableAt: row.availableAt > around.now ? row.availableAt.toISOString() : null,
    dependsOn: await readLinked(tx, id, 'dependsOnId', 'taskId'),
    blocks: await readLinked(tx, id, 'taskId', 'dependsOnId'),
    feedback: row.feedback,
    summary: row.summary,
    result: row.result ?? null,
    failure: around.failure,
    plan: newest ? planToWire(newest) : null,
    runs: await readRuns(tx, id),
    questions: await readQuestions(tx, companyId, id),
    createdBy: { userId: row.createdBy, apiKeyId: row.createdByKey, name: row.creatorName },
    finishedAt: row.finishedAt?.toISOString() ?? null,
  }
}

type Side = 'taskId' | 'dependsOnId'

async function readLinked(tx: Tx, id: string, wanted: Side, own: Side): Promise<Task['dependsOn']> {
  const rows = await tx
    .selectFrom('taskDependencies as link')
    .innerJoin('tasks as other', 'other.id', `link.${wanted}`)
    .where(`link.${own}`, '=', id)
    .select(['other.id', 'other.number', 'other.title', 'other.status'])
    .orderBy('other.number')
    .execute()
  return rows.map((row) => ({ ...row, status: statusOf(row.status) }))
}

async function readCheckResults(tx: Tx, taskId: string): Promise<Task['checkResults']> {
  const rows = await tx
    .selectFrom('checkResults')
    .where('taskId', '=', taskId)
    .where(
      'runId',
      '=',
      sql<string>`(select checked.run_id from check_results checked join runs on runs.id = checked.run_id
        where checked.task_id = ${taskId} order by runs.attempt desc limit 1)`,
    )
    .selectAll()
    .orderBy('at')
    .execute()
  return rows.map(checkResultToWire)
}

function checkResultToWire(row: Selectable<CheckResultTable>): Task['checkResults'][number] {
  return checkResult.parse({ ...row, at: row.at.toISOString() })
}

/** A line or two of each, for whoever looks at the whole. */
const summaryLength = 500

async function readPartSummaries(
  tx: Tx,
  companyId: string,
  parentId: string,
): Promise<Task['parts']['summaries']> {
  return tx
    .selectFrom('tasks')
    .where('companyId', '=', companyId)
    .where('parentId', '=', parentId)
    .where('summary', '<>', '')
    .select(['id', sql<string>`left(summary, ${summaryLength})`.as('summary')])
    .orderBy('number')
    .execute()
}

interface RunRow {
  id: string
  attempt: number
  workerId: string
  workerName: string
  employeeId: string | null
  claimedAt: Date
  startedAt: Date | null
  heartbeatAt: Date | null
  leaseExpiresAt: Date
  endedAt: Date | null
  parkedAt: Date | null
  outcome: string | null
  summary: string
  failure: Failure | null
  costMicros: number
}

/** Newest first; a task that was sent back very often shows the last hundred. */
async function readRuns(tx: Tx, taskId: string): Promise<Task['runs']> {
  const { rows } = await sql<RunRow>`
    select run.id, run.attempt, run.worker_id, coalesce(employee.name, worker.name) as worker_name, run.employee_id, run.claimed_at,
      run.started_at, run.heartbeat_at, run.lease_expires_at, run.ended_at, run.parked_at, run.outcome, run.summary, run.failure, run.cost_micros
    from runs run join workers worker on worker.id = run.worker_id left join employees employee on employee.id = run.employee_id
    where run.task_id = ${taskId} order by run.attempt desc limit 100`.execute(tx)
  return rows.map(({ workerId, workerName, employeeId, ...row }) => ({
    id: row.id,
    attempt: row.attempt,
    worker: { id: workerId, name: workerName, employeeId },
    claimedAt: row.claimedAt.toISOString(),
    startedAt: row.startedAt?.toISOString() ?? null,
    heartbeatAt: row.heartbeatAt?.toISOString() ?? null,
    leaseExpiresAt: row.leaseExpiresAt.toISOString(),
    endedAt: row.endedAt?.toISOString() ?? null,
    parkedAt: row.endedAt === null ? (row.parkedAt?.toISOString() ?? null) : null,
    outcome: run.shape.outcome.parse(row.outcome),
    summary: row.summary,
    failure: failure.nullable().parse(row.failure),
    costMicros: row.costMicros,
  }))
}

async function readQuestions(tx: Tx, companyId: string, taskId: string): Promise<Task['questions']> {
  const rows = await selectQuestions(tx, companyId).where('taskId', '=', taskId).orderBy('askedAt').execute()
  return rows.map(questionToWire)
}
