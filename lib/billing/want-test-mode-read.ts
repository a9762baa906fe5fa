// At the start of an installation with a key of live mode: whoever is known from test mode, if from anywhere, is read anew, and found out.
import { sql } from 'kysely'
import { transactAsOrchestrator } from '#lib/db/transact.ts'

/** Those who have ever paid are not among them. */
export async function wantTestModeRead(): Promise<void> {
  await transactAsOrchestrator((tx) =>
    sql`update billing_customers customer set sync_wanted = sync_wanted + 1
      where stripe_customer_id is not null and sync_done = sync_wanted
        and not exists (select from subscriptions where company_id = customer.company_id and is_live)`.execute(
      tx,
    ),
  )
}
