// Hints about customers: who follows one, under a lease, and what is written in the end. All times are the database's; the fence keeps whoever
// comes back late from writing what was true before.
import { sql } from 'kysely'
import type { Tx } from '#lib/db/database.ts'
import { transactAsOrchestrator } from '#lib/db/transact.ts'
import { lockSeats } from './read-entitlement.ts'

export interface ClaimedHint {
  companyId: string
  stripeCustomerId: string
  /** The hints that are followed by reading the truth now. */
  wanted: number
  fence: number
  failures: number
}

/** Of those who may pay, the truth is read this often also when Stripe says nothing: an event may be lost. */
const rereadAfter = sql`interval '1 hour'`

/** Customers of whom something is to be read, the ones with hints first. */
export async function claimHints(most: number, leaseMs: number): Promise<ClaimedHint[]> {
  const { rows } = await transactAsOrchestrator((tx) =>
    sql<ClaimedHint>`
      with due as (
        select company_id from billing_customers customer
        where stripe_customer_id is not null and (sync_lease_until is null or sync_lease_until <= now())
          and (sync_done < sync_wanted or (coalesce(synced_at, created_at) < now() - ${rereadAfter} and (
            checkout_at > now() - interval '26 hours'
            or exists (select from subscriptions where company_id = customer.company_id
              and status not in ('canceled', 'incomplete_expired')))))
        order by sync_done < sync_wanted desc, synced_at nulls first
        limit ${most} for update skip locked
      )
      update billing_customers customer
      set sync_fence = sync_fence + 1, sync_lease_until = now() + make_interval(secs => ${leaseMs / 1000})
      from due where customer.company_id = due.company_id
      returning customer.company_id, stripe_customer_id, sync_wanted as wanted, sync_fence as fence, sync_failures as failures`.execute(
      tx,
    ),
  )
  return rows
}

/** Runs `write` as the one who holds the lease, and notes that the hints were followed. False when somebody else holds it by now: nothing is written. */
export function finishHint(hint: ClaimedHint, write: (tx: Tx) => Promise<void>): Promise<boolean> {
  return transactAsOrchestrator(async (tx) => {
    // In this order everywhere: whoever changes seats has this lock before the row.
    await lockSeats(tx, hint.companyId)
    const held = await tx
      .updateTable('billingCustomers')
      .set((eb) => ({
        syncDone: eb.fn('greatest', ['syncDone', eb.val(hint.wanted)]),
        syncedAt: sql<Date>`now()`,
        syncLeaseUntil: null,
        syncFailures: 0,
        failure: null,
      }))
      .where('companyId', '=', hint.companyId)
      .where('syncFence', '=', hint.fence)
      .returning('companyId')
      .executeTakeFirst()
    if (!held) return false
    await write(tx)
    return true
  })
}

/** The hint stays; it is followed again when the wait is over. */
export async function postponeHint(hint: ClaimedHint, reason: string, waitMs: number): Promise<void> {
  await transactAsOrchestrator((tx) =>
    tx
      .updateTable('billingCustomers')
      .set((eb) => ({
        syncLeaseUntil: sql<Date>`now() + make_interval(secs => ${waitMs / 1000})`,
        syncFailures: eb('syncFailures', '+', 1),
        failure: reason.slice(0, 1000),
      }))
      .where('companyId', '=', hint.companyId)
      .where('syncFence', '=', hint.fence)
      .execute(),
  )
}
