// Whether a mail that waited still tells the truth, asked in the moment before it goes out: somebody may have paid while the mail server
// was away. What happened once (a payment, a removal) stays so; what is announced or asked for may not be any more.
import { sql } from 'kysely'
import { z } from 'zod'
import { readEntitlement } from '#lib/billing/read-entitlement.ts'
import type { Tx } from '#lib/db/database.ts'
import type { Entitlement } from '#lib/wire/me.ts'
import type { MailTemplate } from './templates.ts'

export interface WaitingMail {
  companyId: string
  template: string
  data: unknown
}

type Rule = (tx: Tx, mail: WaitingMail) => Promise<unknown>

const rules = new Map<string, Rule>(
  Object.entries({
    'trial-ending': ending('trial'),
    'grace-ending': ending('past_due'),
    'trial-ended': whileStanding(({ standing }) => standing === 'trial_over'),
    stopped: whileStanding(({ standing }) => standing === 'stopped'),
    'removal-warning': whileStanding(({ mayRun, standing }) => !mayRun && standing !== 'suspended'),
    'payment-failed': whileInvoiceIsOpen,
    'subscription-canceled': whileCancelled,
    'seats-exceeded': whoStillRests,
  } satisfies Partial<Record<MailTemplate, Rule>>),
)

/** What the mail has to say now; undefined where nothing of it is true any more. Within the orchestrator's transaction. */
export async function stillSo(tx: Tx, mail: WaitingMail): Promise<unknown> {
  const rule = rules.get(mail.template)
  return rule ? rule(tx, mail) : mail.data
}

function whileStanding(holds: (entitlement: Entitlement) => boolean): Rule {
  return async (tx, { companyId, data }) => (holds(await readEntitlement(tx, companyId)) ? data : undefined)
}

const withEnd = z.looseObject({ endsAt: z.string() })
/** Times that went through Stripe are in whole seconds. */
const sameMomentMs = 60_000

/** Wrong, too, when the end was put off meanwhile. */
function ending(standing: Entitlement['standing']): Rule {
  return async (tx, { companyId, data }) => {
    const { endsAt } = withEnd.parse(data)
    const found = await readEntitlement(tx, companyId)
    const isLater = Date.parse(found.endsAt ?? '') > Date.parse(endsAt) + sameMomentMs
    return found.standing === standing && !isLater ? data : undefined
  }
}

async function whileInvoiceIsOpen(tx: Tx, { companyId, data }: WaitingMail): Promise<unknown> {
  const subscriptions = tx.selectFrom('subscriptions').where('companyId', '=', companyId)
  const open = subscriptions.where('openInvoiceUrl', 'is not', null).where('status', '!=', 'canceled')
  return (await open.select('id').executeTakeFirst()) && data
}

async function whileCancelled(tx: Tx, { companyId, data }: WaitingMail): Promise<unknown> {
  const subscriptions = tx.selectFrom('subscriptions').where('companyId', '=', companyId)
  return (
    (await subscriptions
      .where('cancelsAt', '=', new Date(withEnd.parse(data).endsAt))
      .select('id')
      .executeTakeFirst()) && data
  )
}

const withNames = z.looseObject({ employeeNames: z.array(z.string()) })

async function whoStillRests(tx: Tx, { companyId, data }: WaitingMail): Promise<unknown> {
  const told = withNames.parse(data)
  const { rows } = await sql<{ name: string }>`
    select employee.name from employees employee join desks desk on desk.employee_id = employee.id
    where employee.company_id = ${companyId} and desk.seatless`.execute(tx)
  const resting = new Set(rows.map(({ name }) => name))
  const employeeNames = told.employeeNames.filter((name) => resting.has(name))
  return employeeNames.length > 0 ? { ...told, employeeNames } : undefined
}
