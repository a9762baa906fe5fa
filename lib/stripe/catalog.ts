// How the plans are called at Stripe. A price may be replaced by a new one under the same key; the product stays, so that who pays an old
// price is still known to have the plan.
import type Stripe from 'stripe'
import type { PlanKey } from '#lib/billing/plans.ts'
import { planByKey } from '#lib/billing/plans.ts'
import { AppError } from '#lib/errors.ts'

export const currency = 'usd'
const prefix = 'deskhand_'

export function productIdOf(planKey: PlanKey): string {
  return prefix + planKey
}

export function lookupKeyOf(planKey: PlanKey): string {
  return `${prefix}${planKey}_month`
}

/** Null for a product that no plan is. */
export function planKeyOf(productId: string): PlanKey | null {
  return productId.startsWith(prefix) ? (planByKey(productId.slice(prefix.length))?.key ?? null) : null
}

/** The price that new subscriptions pay. @throws AppError `unavailable` where the account was never told of the plans. */
export async function priceOf(stripe: Stripe, planKey: PlanKey): Promise<Stripe.Price> {
  const { data } = await stripe.prices.list({ lookup_keys: [lookupKeyOf(planKey)], active: true, limit: 1 })
  const [price] = data
  if (price) return price
  throw new AppError('unavailable', {
    detail:
      'Plans cannot be bought here yet: the operator of this installation has not run `npm run stripe:sync`. Nothing was changed.',
  })
}
