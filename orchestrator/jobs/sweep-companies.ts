// What time does to those who do not pay: warned, stopped, and in the end their homes removed. Each company is a transaction of its own
// under the lock of its seats; what is irreversible is decided once more by the statement that does it. Nothing is remembered between
// sweeps but the mails that were queued, so that two at once, or one after three days without any, do the same.
import { sql } from 'kysely'
import { record } from '#lib/audit/record.ts'
import { type DueMail, dueMails } from '#lib/billing/due-mails.ts'
import { terms } from '#lib/billing/plans.ts'
import { lockSeats, readBillingFacts } from '#lib/billing/read-entitlement.ts'
import { settleTerms } from '#lib/billing/settle-terms.ts'
import type { Tx } from '#lib/db/database.ts'
import { transactAsOrchestrator } from '#lib/db/transact.ts'
import { findRecipients } from '#lib/mail/find-recipients.ts'
import { queueMail } from '#lib/mail/queue-mail.ts'

/** @throws AggregateError when some could not be looked at; the others are done. */
export async function sweepCompanies(): Promise<void> {
  const errors: unknown[] = []
  for (const companyId of await readDue()) {
    await transactAsOrchestrator((tx) => sweepCompany(tx, companyId)).catch((error: unknown) =>
      errors.push(error),
    )
  }
  if (errors.length > 0)
    throw new AggregateError(errors, `${errors.length} companies could not be looked after`)
}

/** Whose right ends within two days, and whose has ended with homes that are kept. */
function readDue(): Promise<string[]> {
  return transactAsOrchestrator(async (tx) => {
    const { rows } = await sql<{ id: string }>`
      select id from companies company
      where (entitled_until is null or entitled_until < now() + interval '2 days' or suspended_at is not null)
        and (entitled_until > now() or exists (select from employees where company_id = company.id and fired_at is null))
      order by id`.execute(tx)
    return rows.map(({ id }) => id)
  })
}

async function sweepCompany(tx: Tx, companyId: string): Promise<void> {
  await lockSeats(tx, companyId)
  await settleTerms(tx, companyId)
  if (!(await isKnown(tx, companyId))) return
  await sendDue(tx, companyId)
  await sql`select deskhand.halt_desks(${companyId}::uuid)`.execute(tx)
  await removeHomes(tx, companyId)
}

/**
 * Whether Stripe was asked lately, and since whatever ended: somebody may have paid while nothing ran here. Otherwise it is asked, and the
 * next sweep knows.
 */
async function isKnown(tx: Tx, companyId: string): Promise<boolean> {
  const { rows } = await sql<{ known: boolean }>`
    select suspended_at is not null or deskhand.billing_is_known(id, greatest(now() - interval '1 day',
      case when entitled_until <= now() then entitled_until end, case when removal_at <= now() then removal_at end)) as known
    from companies where id = ${companyId}::uuid`.execute(tx)
  if (rows[0]?.known) return true
  await tx
    .updateTable('billingCustomers')
    .set((eb) => ({ syncWanted: eb('syncWanted', '+', 1) }))
    .where('companyId', '=', companyId)
    .where('syncDone', '=', (eb) => eb.ref('syncWanted'))
    .execute()
  return false
}

async function sendDue(tx: Tx, companyId: string): Promise<void> {
  const facts = await readBillingFacts(tx, companyId)
  const { rows } = await sql<{ now: Date; names: string[] }>`
    select now() as now, array(select name from employees where company_id = ${companyId}::uuid and fired_at is null order by hired_at) as names`.execute(
    tx,
  )
  const { now = new Date(), names = [] } = rows[0] ?? {}
  for (const mail of dueMails(facts, names.length, now)) {
    if (!(await wasQueued(tx, companyId, mail))) await send(tx, companyId, mail, names)
  }
}

/** The lock of the company's seats keeps the answer true until the commit. Warned of removal before a suspension is not warned. */
async function wasQueued(tx: Tx, companyId: string, { template, since }: DueMail): Promise<boolean> {
  const { rows } = await sql`select from mails join companies on companies.id = mails.company_id
    where company_id = ${companyId}::uuid and template = ${template} and mails.created_at >= ${since}
      and (template <> 'removal-warning' or resumed_at is null or mails.created_at >= resumed_at)
      and skipped is distinct from 'too_late' limit 1`.execute(tx)
  return rows.length > 0
}

async function send(tx: Tx, companyId: string, mail: DueMail, names: string[]): Promise<void> {
  const about = await aboutCompany(tx, companyId)
  const moment = 'endsAt' in mail.data ? mail.data.endsAt : mail.data.removalAt
  const days = 'days' in mail.data ? `:${mail.data.days}` : ''
  const common = { ...about, onceKey: `${mail.template}:${companyId}:${moment}${days}` }
  const { companyName } = about
  switch (mail.template) {
    case 'trial-ending':
      return queueMail(tx, { ...common, template: mail.template, data: { companyName, ...mail.data } })
    case 'grace-ending':
      return queueMail(tx, { ...common, template: mail.template, data: { companyName, ...mail.data } })
    case 'removal-warning':
      return queueMail(tx, {
        ...common,
        template: mail.template,
        data: { companyName, employeeNames: names, ...mail.data },
      })
    default:
      return queueMail(tx, { ...common, template: mail.template, data: { companyName, ...mail.data } })
  }
}

async function aboutCompany(tx: Tx, companyId: string) {
  const { name } = await tx
    .selectFrom('companies')
    .where('id', '=', companyId)
    .select('name')
    .executeTakeFirstOrThrow()
  return { companyId, companyName: name, to: await findRecipients(tx, companyId, 'owners') }
}

/** The mail server needs a moment: whoever was warned two days ago was warned two days ago. */
const noticeHours = terms.removalWarningDays * 24 - 1

async function removeHomes(tx: Tx, companyId: string): Promise<void> {
  const { rows } = await sql<{ employeeId: string; employeeName: string }>`
    select employee_id, employee_name from deskhand.remove_homes(${companyId}::uuid, make_interval(hours => ${noticeHours}))`.execute(
    tx,
  )
  if (rows.length === 0) return
  const { companyName, to } = await aboutCompany(tx, companyId)
  await queueMail(tx, {
    companyId,
    to,
    template: 'removed',
    data: { companyName, employeeNames: rows.map(({ employeeName }) => employeeName) },
    onceKey: `removed:${companyId}:${rows[0]?.employeeId}`,
  })
  for (const { employeeId, employeeName } of rows) {
    const details = { name: employeeName, reason: 'unpaid' }
    await record(tx, { companyId, action: 'employee.fired', subjectId: employeeId, details })
  }
}
