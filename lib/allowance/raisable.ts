// By how much a company's own allowance can still be raised: up to what its plan includes and what was given on top.
import { type RawBuilder, sql } from 'kysely'
import type { Tx } from '#lib/db/database.ts'

/** As a value in a statement that reads why a call was refused; null where it was not the company's allowance. */
export const raisableOfRefused: RawBuilder<number | null> =
  sql`case when refused.reason = 'company_allowance' then (
  select one.included_micros + one.extra_micros - least(one.cap_micros, one.included_micros + one.extra_micros)
  from companies one where one.id = refused.company_id) end as raisable_micros`

export async function readRaisable(tx: Tx, companyId: string): Promise<number> {
  const { rows } = await sql<{ raisableMicros: number }>`
    select included_micros + extra_micros - least(cap_micros, included_micros + extra_micros) as raisable_micros
    from companies where id = ${companyId}`.execute(tx)
  return rows[0]?.raisableMicros ?? 0
}
