import { sql } from 'kysely'
import type { Tx } from '#lib/db/database.ts'
import type { StripeCounts } from './stripe-in-words.ts'

/** Works for operators and for the orchestrator. */
export async function countCustomers(tx: Tx): Promise<StripeCounts> {
  const { rows } = await sql<StripeCounts>`
    select (select count(*)::int from billing_customers where stripe_customer_id is not null) as customers,
      count(*) filter (where is_live)::int as live, count(*) filter (where not is_live)::int as test
    from subscriptions where status not in ('canceled', 'incomplete', 'incomplete_expired')`.execute(tx)
  return rows[0] ?? { customers: 0, live: 0, test: 0 }
}
