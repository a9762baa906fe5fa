// By how much a company's own allowance can still be raised: up to what its plan includes and what was given on top. And whether it is the
// one of a month, or one sum for all of the time before the first payment.
import { type RawBuilder, sql } from 'kysely'
import type { Tx } from '#lib/db/database.ts'
import { capFigures } from './cap-figures.ts'

/** As a value in a statement that reads why a call was refused; null where it was not the company's allowance. */
export const raisableOfRefused: RawBuilder<number | null> =
  sql`case when refused.reason = 'company_allowance' then (
  select one.included_micros + one.extra_micros - least(one.cap_micros, one.included_micros + one.extra_micros)
  from companies one where one.id = refused.company_id) end as raisable_micros`

/** As another such value: what a company used before it pays begins anew with no month. */
export const isBeforePayingOfRefused: RawBuilder<boolean> = sql`(refused.reason = 'company_allowance' and ${isBeforePaying(sql`refused.company_id`)}) as is_before_paying`

interface Raisable {
  raisableMicros: number
  isBeforePaying: boolean
}

export async function readRaisable(tx: Tx, companyId: string): Promise<Raisable> {
  const { rows } = await sql<Raisable>`
    select included_micros + extra_micros - least(cap_micros, included_micros + extra_micros) as raisable_micros,
      ${isBeforePaying(sql`companies.id`)} as is_before_paying
    from companies where id = ${companyId}`.execute(tx)
  return rows[0] ?? { raisableMicros: 0, isBeforePaying: false }
}

/** Only then there is a counter without a month. */
function isBeforePaying(companyId: RawBuilder<unknown>): RawBuilder<boolean> {
  return sql`exists (select from deskhand.caps_of(${companyId}, null, '{}', now(), ${capFigures}::jsonb) cap
    where cap.period = date '1970-01-01')`
}
