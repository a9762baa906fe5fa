// Tells owners and admins by mail when an allowance of the company or of an employee is nearly used up, and when it is: once each for a
// month, and for a trial. Tasks ask for themselves. What is told is written on the counter in the same transaction.
import { sql } from 'kysely'
import { capFigures } from '#lib/allowance/cap-figures.ts'
import type { Tx } from '#lib/db/database.ts'
import { transactAsOrchestrator } from '#lib/db/transact.ts'
import { findRecipients } from '#lib/mail/find-recipients.ts'
import { queueMail } from '#lib/mail/queue-mail.ts'

interface Reached {
  companyId: string
  companyName: string
  scope: 'company' | 'employee'
  subjectId: string
  subjectName: string | null
  period: string
  spentMicros: number
  capMicros: number
  percent: 80 | 100
}

/** The period of a counter that counts from the beginning; of a company: until it pays. */
const wholeTrial = '1970-01-01'

export async function tellAllowances(): Promise<void> {
  await transactAsOrchestrator(async (tx) => {
    for (const reached of await readReached(tx)) await tell(tx, reached)
  })
}

/**
 * Of the counters that moved within the last hour. It is used up, too, when a call was refused for it: what is left is then less than a
 * call may cost. On trial the sum of the whole trial speaks for the month.
 */
async function readReached(tx: Tx): Promise<Reached[]> {
  const { rows } = await sql<Reached>`
    with looked_at as (
      select distinct on (counter.company_id, counter.scope, counter.subject_id) counter.*, caps.cap_micros,
        exists (select from model_refusals refused where refused.company_id = counter.company_id
          and refused.reason = counter.scope || '_allowance' and refused.cap_micros = caps.cap_micros
          and (counter.scope = 'company' or refused.employee_id = counter.subject_id)
          and refused.at >= greatest(counter.period, now() - interval '1 hour')) as has_refused
      from spend counter cross join lateral deskhand.caps_of(counter.company_id,
        case when counter.scope = 'employee' then counter.subject_id end, '{}', now(), ${capFigures}::jsonb) caps
      where counter.scope <> 'task' and counter.told_percent < 100 and counter.counted_at > now() - interval '1 hour'
        and caps.scope = counter.scope and caps.period = counter.period
      order by counter.company_id, counter.scope, counter.subject_id, caps.place desc
    ), reached as (
      select *, case when has_refused or spent_micros >= cap_micros then 100 else 80 end as percent from looked_at
      where spent_micros > 0 and (has_refused or spent_micros >= cap_micros * 0.8)
    )
    select reached.company_id, company.name as company_name, reached.scope, reached.subject_id, employee.name as subject_name,
      reached.period::text, reached.spent_micros, reached.cap_micros, reached.percent
    from reached join companies company on company.id = reached.company_id
    left join employees employee on employee.id = reached.subject_id
    where reached.told_percent < reached.percent`.execute(tx)
  return rows
}

async function tell(tx: Tx, reached: Reached): Promise<void> {
  const { companyId, companyName, scope, subjectId, subjectName, period, spentMicros, capMicros, percent } =
    reached
  await queueMail(tx, {
    companyId,
    to: await findRecipients(tx, companyId, 'managers'),
    template: 'allowance-reached',
    data: {
      companyName,
      percent,
      scope,
      ...(subjectName !== null && { subjectName }),
      spentMicros,
      capMicros,
      ...(scope === 'company' && period === wholeTrial && { isBeforePaying: true }),
      path: '/usage',
    },
    onceKey: `allowance-reached:${scope}:${subjectId}:${period}:${percent}`,
  })
  await tx
    .updateTable('spend')
    .set({ toldPercent: percent })
    .where('companyId', '=', companyId)
    .where('scope', '=', scope)
    .where('subjectId', '=', subjectId)
    .where(sql<string>`period::text`, '=', period)
    .execute()
}
