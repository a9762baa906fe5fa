// Time passes for one company: everything that counts from a clock moves into the past, and so nothing has to wait.
import type { Sql } from './company.ts'

const moved: Record<string, readonly string[]> = {
  companies: [
    'created_at',
    'trial_started_at',
    'trial_ends_at',
    'suspended_at',
    'resumed_at',
    'chat_viewed_at',
    'entitled_until',
    'removal_at',
  ],
  subscriptions: [
    'created_at',
    'trial_ends_at',
    'period_started_at',
    'period_ends_at',
    'cancels_at',
    'ended_at',
    'past_due_since',
    'synced_at',
  ],
  billing_customers: ['created_at', 'synced_at'],
  mails: ['created_at', 'sent_at'],
  employees: ['hired_at', 'fired_at', 'home_kept_until'],
  trial_identities: ['created_at'],
}

export interface Age {
  days: number
  /** Of the Stripe emulator: there the time passes too. */
  stripeUrl?: string | undefined
}

/** In one statement, so that no sweep sees half of it. Columns that mean "no end in sight" stay. */
export async function age(sql: Sql, companyId: string, { days, stripeUrl }: Age): Promise<void> {
  const moves = Object.entries(moved).map(([table, columns]) => {
    const sets = columns.map(
      (column) =>
        `${column} = case when ${column} < '9000-01-01' then ${column} - passed.by else ${column} end`,
    )
    const owner = table === 'companies' ? 'id' : 'company_id'
    return `${table}_moved as (update ${table} set ${sets.join(', ')} from passed where ${table}.${owner} = $1)`
  })
  await sql.query(
    `with passed as (select make_interval(secs => $2::double precision) as by), ${moves.join(', ')} select from passed`,
    [companyId, days * 24 * 60 * 60],
  )
  if (stripeUrl) await ageCustomer(sql, companyId, days, stripeUrl)
}

async function ageCustomer(sql: Sql, companyId: string, days: number, stripeUrl: string): Promise<void> {
  const { rows } = await sql.query<{ customer: string }>(
    'select stripe_customer_id as customer from billing_customers where company_id = $1',
    [companyId],
  )
  for (const { customer } of rows) {
    const answer = await fetch(new URL('/_control/age', stripeUrl), {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ customer, days }),
    })
    if (!answer.ok) throw new Error(`The Stripe emulator answers ${answer.status}: ${await answer.text()}`)
  }
}
