// All an operator needs to know of one company, and none of what it says or makes.
import { sql } from 'kysely'
import type { Operator } from '#lib/access/caller.ts'
import { currentSubscription, entitlementOf } from '#lib/billing/entitlement.ts'
import { readBillingFacts } from '#lib/billing/read-entitlement.ts'
import type { Tx } from '#lib/db/database.ts'
import { transact } from '#lib/db/transact.ts'
import { type DeskFacts, lifecycleOf } from '#lib/desk/lifecycle.ts'
import { notFound } from '#lib/errors.ts'
import type { Lifecycle } from '#lib/wire/employee.ts'
import type { Entitlement } from '#lib/wire/me.ts'
import { failure } from '#lib/wire/shapes.ts'
import { explainStanding } from './explain-standing.ts'
import { type MailRow, readMails } from './read-mails.ts'

export interface CompanyFile {
  id: string
  name: string
  foundedAt: Date
  entitlement: Entitlement
  /** Why, in sentences. */
  explanation: string[]
  suspendedAt: Date | null
  includedMicros: number
  extraMicros: number
  capMicros: number | null
  spentMicros: number
  customer: {
    stripeCustomerId: string | null
    syncedAt: Date | null
    isBehind: boolean
    failure: string | null
  } | null
  subscription: {
    id: string
    status: string
    planKey: string | null
    seats: number
    amountCents: number
    currency: string
    periodEndsAt: Date | null
    cancelsAt: Date | null
    isLive: boolean
  } | null
  members: { userId: string; email: string; displayName: string; role: string; joinedAt: Date }[]
  employees: EmployeeLine[]
  mails: MailRow[]
}

export interface EmployeeLine {
  id: string
  name: string
  roleKey: string
  model: string
  portraitSeed: string
  lifecycle: Lifecycle
  phase: string
  phaseAt: Date
  failure: { code: string; text: string; action: string } | null
  hostName: string | null
  spentMicros: number
}

const mailsShown = 25

/** `asksStripe`: whether this installation can. @throws AppError `not_found` */
export function readCompany(
  operator: Operator,
  { id, asksStripe = true }: { id: string; asksStripe?: boolean },
): Promise<CompanyFile> {
  return transact(operator, async (tx) => {
    const company = await tx
      .selectFrom('companies')
      .where('id', '=', id)
      .select(['id', 'name', 'createdAt as foundedAt', 'suspendedAt', 'suspendedReason', 'chatViews'])
      .select(['includedMicros', 'extraMicros', 'capMicros'])
      .select(sql<Date>`now()`.as('now'))
      .executeTakeFirst()
    if (!company) throw notFound('company')
    const { now, suspendedReason, chatViews, ...facts } = company
    const employees = await readEmployees(tx, id)
    const entitlement = entitlementOf(await readBillingFacts(tx, id), employees.length, now)
    const subscription = await readSubscription(tx, id)
    const customer = await readCustomer(tx, id)
    const isUnread = !asksStripe && Boolean(customer?.stripeCustomerId)
    return {
      ...facts,
      entitlement,
      explanation: explainStanding({ entitlement, suspendedReason, subscription, chatViews, isUnread }),
      customer,
      subscription,
      members: await readMembers(tx, id),
      employees,
      spentMicros: await readSpent(tx, id),
      mails: await readMails(tx, { companyId: id, limit: mailsShown }),
    }
  })
}

async function readCustomer(tx: Tx, companyId: string): Promise<CompanyFile['customer']> {
  const customer = await tx
    .selectFrom('billingCustomers')
    .where('companyId', '=', companyId)
    .select(['stripeCustomerId', 'syncedAt', 'failure'])
    .select((eb) => eb('syncWanted', '>', eb.ref('syncDone')).as('isBehind'))
    .executeTakeFirst()
  return customer ? { ...customer, isBehind: customer.isBehind === true } : null
}

async function readSubscription(tx: Tx, companyId: string) {
  const newestFirst = await tx
    .selectFrom('subscriptions')
    .where('companyId', '=', companyId)
    .select(['id', 'status', 'planKey', 'seats', 'amountCents', 'paidCents', 'currency', 'isLive'])
    .select(['trialEndsAt', 'periodStartedAt', 'periodEndsAt', 'cancelsAt', 'endedAt', 'pastDueSince'])
    .orderBy('createdAt', 'desc')
    .execute()
  return currentSubscription(newestFirst)
}

function readMembers(tx: Tx, companyId: string): Promise<CompanyFile['members']> {
  return tx
    .selectFrom('members')
    .where('companyId', '=', companyId)
    .select(['userId', 'email', 'displayName', 'role', 'joinedAt'])
    .orderBy('joinedAt')
    .execute()
}

async function readEmployees(tx: Tx, companyId: string): Promise<EmployeeLine[]> {
  const rows = await tx
    .selectFrom('employees as employee')
    .innerJoinLateral(
      (eb) =>
        eb
          .selectFrom('desks')
          .whereRef('desks.employeeId', '=', 'employee.id')
          .selectAll()
          .orderBy('desks.createdAt', 'desc')
          .limit(1)
          .as('desk'),
      (join) => join.onTrue(),
    )
    .leftJoin('hosts as host', 'host.id', 'desk.hostId')
    .where('employee.companyId', '=', companyId)
    .where('employee.firedAt', 'is', null)
    .select(['employee.id', 'employee.name', 'employee.roleKey', 'employee.model', 'employee.portraitSeed'])
    .select(['employee.firedAt', 'desk.desiredState', 'desk.desiredGeneration', 'desk.observedState'])
    .select(['desk.observedGeneration', 'desk.observedPhase as phase', 'desk.observedPhaseAt as phaseAt'])
    .select(['desk.observedFailure', 'host.name as hostName'])
    .select(
      sql<number>`(select coalesce(sum(cost_micros), 0)::bigint from ledger_entries
        where ledger_entries.employee_id = employee.id
          and started_at >= date_trunc('month', now() at time zone 'UTC') at time zone 'UTC')`.as(
        'spentMicros',
      ),
    )
    .$narrowType<Pick<DeskFacts, 'desiredState' | 'observedState'>>()
    .orderBy('employee.hiredAt')
    .execute()
  return rows.map((row) => {
    const { id, name, roleKey, model, portraitSeed, phase, phaseAt, hostName, spentMicros } = row
    return {
      ...{ id, name, roleKey, model, portraitSeed, phase, phaseAt, hostName, spentMicros },
      lifecycle: lifecycleOf(row),
      failure: failure.nullable().catch(null).parse(row.observedFailure),
    }
  })
}

/** Of this calendar month, in UTC. */
async function readSpent(tx: Tx, companyId: string): Promise<number> {
  const { rows } = await sql<{ spentMicros: number }>`
    select coalesce(sum(cost_micros), 0)::bigint as "spentMicros" from ledger_entries
    where company_id = ${companyId}::uuid
      and started_at >= date_trunc('month', now() at time zone 'UTC') at time zone 'UTC'`.execute(tx)
  return rows[0]?.spentMicros ?? 0
}
