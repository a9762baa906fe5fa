// What tests of the money gate share: calls of known cost, and what the counters say.
import type { Model } from '#lib/model/models.ts'
import { noUsage } from '#lib/model/prices.ts'
import type { Sql } from '#tests/support/company.ts'
import type { Employee } from '#tests/support/employee.ts'
import { type CallPlace, type CallSize, isRefusal, type Reservation, reserveCall } from '../reserve.ts'
import { settleCall } from '../settle.ts'

const sonnet: Model = {
  id: 'claude-sonnet-4-5',
  name: 'Sonnet',
  strength: '',
  contextWindow: 200_000,
  maxTokens: 64_000,
}

export const placeOf = (
  { companyId, employeeId, deskId }: Employee,
  more: Partial<CallPlace> = {},
): CallPlace => ({
  companyId,
  employeeId,
  deskId,
  messageId: null,
  runId: null,
  planId: null,
  ...more,
})

/** Without input, so that only the answer costs: 15 micro-dollars a token. */
export function sizeOf(maxTokens: number, step = maxTokens): CallSize {
  const stepHash = step.toString(16).padStart(64, '0')
  return { maxTokens, inputTokensAtMost: 0, inputTokensAbout: 0, cachesForAnHour: false, stepHash }
}

/** A signal that has been given already: nobody waits. */
const gone = AbortSignal.abort()

export const reserve = (place: CallPlace, size: CallSize, signal: AbortSignal | undefined = gone) =>
  reserveCall(place, sonnet, size, { practice: true, ...(signal && { signal }) })

/** @throws Error when it is refused */
export async function granted(place: CallPlace, size: CallSize): Promise<Reservation> {
  const outcome = await reserve(place, size)
  if (isRefusal(outcome)) throw new Error(outcome.text)
  return outcome
}

export const settle = (reservation: Reservation, outputTokens: number) =>
  settleCall(reservation, {
    state: 'settled',
    httpStatus: 200,
    firstByteMs: 1,
    usage: { ...noUsage(), outputTokens },
  })

/** Spends so much of everything the place counts for: whole tokens of 15 micro-dollars. */
export async function spendAt(place: CallPlace, tokens: number): Promise<void> {
  await settle(await granted(place, sizeOf(tokens)), tokens)
}

export async function counters(sql: Sql, companyId: string) {
  const { rows } = await sql.query(
    `select scope, subject_id, period::text, spent_micros, reserved_micros from spend where company_id = $1`,
    [companyId],
  )
  return rows.map((row) => ({
    scope: String(row.scope),
    subjectId: String(row.subject_id),
    period: String(row.period),
    spent: Number(row.spent_micros),
    reserved: Number(row.reserved_micros),
  }))
}

/** What the counters would be if they were added up from the ledger. */
export async function ledgerSums(sql: Sql, companyId: string) {
  const { rows } = await sql.query(
    `with counted as (
      select 'company' as scope, company_id as subject_id, deskhand.month_of(started_at) as period, l.* from ledger_entries l
      union all select 'company', company_id, '1970-01-01', l.* from ledger_entries l where counts_for_trial
      union all select 'employee', employee_id, deskhand.month_of(started_at), l.* from ledger_entries l where employee_id is not null
      union all select 'task', unnest(task_ids), '1970-01-01', l.* from ledger_entries l
    ) select scope, subject_id, period::text, sum(cost_micros) as spent,
        coalesce(sum(reserved_micros) filter (where state = 'open'), 0) as reserved
      from counted where company_id = $1 group by 1, 2, 3`,
    [companyId],
  )
  return rows.map((row) => ({
    scope: String(row.scope),
    subjectId: String(row.subject_id),
    period: String(row.period),
    spent: Number(row.spent),
    reserved: Number(row.reserved),
  }))
}
