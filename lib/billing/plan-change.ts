// A wanted change of plan or seats beside the subscription as Stripe has it: what the preview shows and what the change does is the same.
import type Stripe from 'stripe'
import type { CompanyCaller } from '#lib/access/caller.ts'
import type { Tx } from '#lib/db/database.ts'
import { AppError } from '#lib/errors.ts'
import { planKeyOf, priceOf } from '#lib/stripe/catalog.ts'
import type { WantedSeats } from './check-seats.ts'
import { requireCustomer } from './keep-customer.ts'
import { invoiceIsOpen, requireUnsuspended } from './payable.ts'
import { readCurrent } from './read-billing.ts'
import { readBillingFacts } from './read-entitlement.ts'
import { idOf, isHeld } from './subscription-row.ts'

export interface PlanChange {
  subscription: Stripe.Subscription
  item: Stripe.SubscriptionItem
  /** What the item is to be. Without a price it keeps its own, also one that is sold no more. */
  wanted: { id: string; price?: string; quantity: number }
  /** For a month, before and after. */
  beforeCents: number
  afterCents: number
}

/** Whose subscription can be changed. @throws AppError `conflict` without one, `payment_required` while an invoice is open. */
export async function requireSubscription(
  tx: Tx,
  { companyId }: CompanyCaller,
): Promise<{ id: string; customer: string; planKey: string | null; seats: number }> {
  requireUnsuspended(await readBillingFacts(tx, companyId))
  const current = await readCurrent(tx, companyId)
  if (!current || !isHeld(current.status)) {
    throw new AppError('conflict', {
      detail:
        'Your company has no subscription to change. Nothing was changed. Choose a plan and pay for it.',
    })
  }
  if (current.status === 'past_due' || current.status === 'unpaid') {
    throw invoiceIsOpen()
  }
  const customer = await requireCustomer(tx, companyId)
  return { id: current.id, customer, planKey: current.planKey, seats: current.seats }
}

/** Reads the subscription and the price from Stripe: who pays an old price for the same plan goes on paying that. */
export async function readPlanChange(
  stripe: Stripe,
  subscriptionId: string,
  { plan, seats }: WantedSeats,
): Promise<PlanChange> {
  const subscription = await stripe.subscriptions.retrieve(subscriptionId)
  const items = subscription.items.data
  const item = items.find(({ price }) => planKeyOf(idOf(price.product)) !== null) ?? items[0]
  if (!item) throw new Error(`The subscription ${subscriptionId} has no items`)
  const keepsPlan = planKeyOf(idOf(item.price.product)) === plan.key
  const price = keepsPlan ? item.price : await priceOf(stripe, plan.key)
  return {
    subscription,
    item,
    wanted: { id: item.id, quantity: seats, ...(!keepsPlan && { price: price.id }) },
    beforeCents: (item.price.unit_amount ?? 0) * (item.quantity ?? 0),
    afterCents: (price.unit_amount ?? 0) * seats,
  }
}
