// Puts a company where it stands as towards money, by its facts: what follows from them is the product's own rules.
import { randomBytes } from 'node:crypto'
import type pg from 'pg'
import { currentSubscription, type SubscriptionFacts, standingColumns } from '#lib/billing/entitlement.ts'
import { planByKey, terms } from '#lib/billing/plans.ts'
import type { Standing } from '#lib/wire/me.ts'

type Sql = Pick<pg.ClientBase, 'query'>
type Row = Record<string, unknown>

const dayMs = 24 * 60 * 60 * 1000
const daysAgo = (days: number) => new Date(Date.now() - days * dayMs)

/** Whatever it was before: it has one subscription or none, and stands there now. */
export async function letStand(sql: Sql, companyId: string, standing: Standing): Promise<void> {
  await sql.query('delete from subscriptions where company_id = $1', [companyId])
  await setCompany(sql, companyId, {
    plan_key: null,
    trial_started_at: null,
    trial_ends_at: null,
    chat_views: 0,
    chat_viewed_at: null,
    suspended_at: null,
  })
  await begin(sql, companyId, standing)
  await settleByRules(sql, companyId)
}

async function begin(sql: Sql, companyId: string, standing: Standing): Promise<void> {
  switch (standing) {
    case 'looking':
      return
    case 'looked':
      return setCompany(sql, companyId, { chat_views: terms.freeChatViews + 1 })
    case 'trial':
      return trial(sql, companyId, 0)
    case 'trial_over':
      return trial(sql, companyId, terms.trialDays + 1)
    case 'paying':
      return subscription(sql, companyId, {})
    case 'past_due':
      return subscription(sql, companyId, { status: 'past_due', past_due_since: daysAgo(1) })
    case 'stopped':
      return subscription(sql, companyId, { status: 'canceled', ended_at: daysAgo(1) })
    case 'suspended':
      await subscription(sql, companyId, {})
      return setCompany(sql, companyId, { suspended_at: daysAgo(0) })
  }
}

function trial(sql: Sql, companyId: string, startedDaysAgo: number): Promise<void> {
  return setCompany(sql, companyId, {
    plan_key: 'studio',
    trial_started_at: daysAgo(startedDaysAgo),
    trial_ends_at: daysAgo(startedDaysAgo - terms.trialDays),
  })
}

async function subscription(sql: Sql, companyId: string, columns: Row): Promise<void> {
  await setCompany(sql, companyId, { plan_key: 'company' })
  await insertSubscription(sql, companyId, columns)
}

/** A subscription of the largest plan with all its seats, paid unless the columns say otherwise. */
export async function insertSubscription(sql: Sql, companyId: string, columns: Row): Promise<string> {
  const id = `sub_${randomBytes(8).toString('hex')}`
  const plan = planByKey(String(columns.plan_key ?? 'company'))
  const seats = Number(columns.seats ?? plan?.maxEmployees ?? 1)
  const row = {
    id,
    company_id: companyId,
    status: 'active',
    plan_key: plan?.key,
    seats,
    amount_cents: seats * (plan?.priceCentsPerEmployeeMonth ?? 0),
    currency: 'usd',
    is_live: false,
    created_at: new Date(),
    synced_at: new Date(),
    ...columns,
  }
  await sql.query('insert into subscriptions select * from jsonb_populate_record(null::subscriptions, $1)', [
    JSON.stringify(row),
  ])
  return id
}

async function setCompany(sql: Sql, companyId: string, columns: Row): Promise<void> {
  const sets = Object.keys(columns).map((column, index) => `${column} = $${index + 2}`)
  await sql.query(`update companies set ${sets.join(', ')} where id = $1`, [
    companyId,
    ...Object.values(columns),
  ])
}

/** What `settleTerms` does in the product, as the owner of the tables. */
export async function settleByRules(sql: Sql, companyId: string): Promise<void> {
  const { rows: companies } = await sql.query(
    `select created_at as "foundedAt", plan_key as "planKey", trial_ends_at as "trialEndsAt", suspended_at as "suspendedAt",
      chat_views as "chatViews" from companies where id = $1`,
    [companyId],
  )
  const { rows: subscriptions } = await sql.query<SubscriptionFacts>(
    `select status, plan_key as "planKey", seats, cancels_at as "cancelsAt", ended_at as "endedAt",
      amount_cents as "amountCents", paid_cents as "paidCents", past_due_since as "pastDueSince", trial_ends_at as "trialEndsAt", period_started_at as "periodStartedAt",
      period_ends_at as "periodEndsAt"
      from subscriptions where company_id = $1 order by created_at desc`,
    [companyId],
  )
  const columns = standingColumns({ ...companies[0], subscription: currentSubscription(subscriptions) })
  await sql.query(`select deskhand.write_terms($1, $2, $3, $4, $5)`, [
    companyId,
    columns.planKey,
    columns.entitledUntil,
    columns.removalAt,
    columns.includedMicros,
  ])
}
