import { authorize } from '#lib/access/authorize.ts'
import type { CompanyCaller } from '#lib/access/caller.ts'
import type { Tx } from '#lib/db/database.ts'
import { transact } from '#lib/db/transact.ts'
import { type BillingState, subscriptionStatus } from '#lib/wire/billing.ts'
import { currentSubscription } from './entitlement.ts'
import { readEntitlement } from './read-entitlement.ts'

/** What the company pays and to which terms, as it is known here: Stripe is not asked. */
export function readBilling(caller: CompanyCaller): Promise<BillingState> {
  authorize(caller, 'billing.read')
  const { companyId } = caller
  return transact(caller, async (tx) => {
    const customer = await tx
      .selectFrom('billingCustomers')
      .where('companyId', '=', companyId)
      .select(['stripeCustomerId', 'syncWanted', 'syncDone'])
      .executeTakeFirst()
    const subscription = await readCurrent(tx, companyId)
    return {
      entitlement: await readEntitlement(tx, companyId),
      subscription: subscription && {
        ...subscription,
        status: subscriptionStatus.parse(subscription.status),
        trialEndsAt: subscription.trialEndsAt?.toISOString() ?? null,
        periodEndsAt: subscription.periodEndsAt?.toISOString() ?? null,
        cancelsAt: subscription.cancelsAt?.toISOString() ?? null,
      },
      hasCustomer: Boolean(customer?.stripeCustomerId),
      isConfirming: customer !== undefined && customer.syncDone < customer.syncWanted,
    }
  })
}

/** The subscription that decides. */
export async function readCurrent(tx: Tx, companyId: string) {
  const rows = await tx
    .selectFrom('subscriptions')
    .where('companyId', '=', companyId)
    .select([
      'id',
      'status',
      'planKey',
      'seats',
      'amountCents',
      'paidCents',
      'currency',
      'trialEndsAt',
      'periodStartedAt',
      'periodEndsAt',
      'cancelsAt',
      'endedAt',
      'pastDueSince',
      'openInvoiceUrl',
    ])
    .orderBy('createdAt', 'desc')
    .execute()
  return currentSubscription(rows)
}
