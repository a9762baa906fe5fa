// The three final reports. A repeat of an accepted one is answered as before; anything else after the end is `lease_lost`.
import { type RawBuilder, sql } from 'kysely'
import type { z } from 'zod'
import { authorize } from '#lib/access/authorize.ts'
import type { KeyHolder } from '#lib/access/caller.ts'
import { callOnce } from '#lib/db/transact.ts'
import { AppError, notFound, sqlState } from '#lib/errors.ts'
import { hintLater } from '#lib/live/hint-later.ts'
import type { completeInput, failInput, ReportAnswer, releaseInput } from '#lib/wire/run.ts'
import type { Failure } from '#lib/wire/shapes.ts'
import { hashOf } from './lease.ts'
import { type RunActor, workAs } from './work-as.ts'

type Report<Body extends z.ZodType> = { runId: string } & z.output<Body>

/** Done, says the worker. With checks the platform judges first. @throws AppError `lease_lost` */
export function completeRun(actor: RunActor, input: Report<typeof completeInput>): Promise<ReportAnswer> {
  const { runId, leaseToken, summary, result, usage } = input
  const report = sql`${runId}, ${hashOf(leaseToken)}, ${hashOfReport('completed', input)},
    ${summary}, ${jsonb(result)}, ${jsonb(usage)}`
  if (actor === 'orchestrator' || actor.kind !== 'key')
    return endRun(actor, runId, sql`deskhand.complete_run(${report})`)
  return completeByKey(actor, runId, report)
}

/** What is reported most, in one statement, and told once for many. */
async function completeByKey(
  caller: KeyHolder,
  runId: string,
  report: RawBuilder<unknown>,
): Promise<ReportAnswer> {
  authorize(caller, 'runs.work')
  const { companyId, apiKeyId } = caller
  const { rows } = await callOnce((db) =>
    sql<EndedRow>`select * from deskhand.complete_run_as(${companyId}, ${apiKeyId}, ${report})`.execute(db),
  ).catch((error: unknown) => {
    throw sqlState(error) === noDataFound ? notFound('run') : refusal(error)
  })
  const answer = answerOf(runId, rows)
  hintLater({ companyId, kind: 'run', subjectId: answer.taskId })
  return answer
}

/** It did not work out: another attempt after a while, or the end. @throws AppError `lease_lost` */
export function failRun(actor: RunActor, input: Report<typeof failInput>): Promise<ReportAnswer> {
  const { runId, leaseToken, reason, canRetry, summary, code = 'worker_failed' } = input
  const action =
    code === 'allowance_used_up'
      ? 'Raise the allowance of the task, then try again.'
      : 'Look at the log of the last attempt, then try again.'
  const failure: Failure = { code, text: reason, action }
  return endRun(
    actor,
    runId,
    sql`deskhand.fail_run(${runId}, ${hashOf(leaseToken)}, ${hashOfReport('failed', input)},
      ${jsonb(failure)}, ${canRetry}, ${summary})`,
  )
}

/** Given back unharmed, which counts as no attempt. @throws AppError `lease_lost` */
export function releaseRun(actor: RunActor, input: Report<typeof releaseInput>): Promise<ReportAnswer> {
  const { runId, leaseToken, reason } = input
  return endRun(
    actor,
    runId,
    sql`deskhand.release_run(${runId}, ${hashOf(leaseToken)}, ${hashOfReport('released', input)}, ${reason})`,
  )
}

const noDataFound = 'P0002'
const checkViolation = '23514'

type EndedRow = Omit<ReportAnswer, 'runId'>

async function endRun(actor: RunActor, runId: string, call: RawBuilder<unknown>): Promise<ReportAnswer> {
  const { rows } = await workAs(actor, (tx) => sql<EndedRow>`select * from ${call}`.execute(tx)).catch(
    (error: unknown) => {
      throw refusal(error)
    },
  )
  return answerOf(runId, rows)
}

/** How long JSON is when it is kept, only the database knows. A worker would send the same again and again. */
function refusal(error: unknown): unknown {
  return sqlState(error) === checkViolation ? tooLarge(error) : error
}

function answerOf(runId: string, [row]: EndedRow[]): ReportAnswer {
  if (!row) throw new Error('The run gave no row')
  return { runId, ...row }
}

function tooLarge(cause: unknown): AppError {
  const detail =
    'A result has at most 64 KB and the usage 8 KB. Nothing was changed. Hand in the rest as a file, then report again.'
  return new AppError('too_large', { detail, cause })
}

/** Keys in one order: a worker that wrote its report down and reads it again may have mixed them. */
function hashOfReport(outcome: string, report: object): Buffer {
  return hashOf(`${outcome} ${JSON.stringify(inOrder(report))}`)
}

function inOrder(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(inOrder)
  if (typeof value !== 'object' || value === null) return value
  return Object.fromEntries(
    Object.entries(value)
      .toSorted(([one], [other]) => (one < other ? -1 : 1))
      .map(([key, part]) => [key, inOrder(part)]),
  )
}

function jsonb(value: unknown): RawBuilder<unknown> {
  return value === undefined ? sql`null::jsonb` : sql`${JSON.stringify(value)}::jsonb`
}
