import { authorize } from '#lib/access/authorize.ts'
import type { CompanyCaller } from '#lib/access/caller.ts'
import { transact } from '#lib/db/transact.ts'
import { asking } from '#lib/stripe/refusal.ts'
import type { ChangePreview, SeatsInput } from '#lib/wire/billing.ts'
import type { Billing } from './billing.ts'
import { checkRoom, parseSeats } from './check-seats.ts'
import { readPlanChange, requireSubscription } from './plan-change.ts'

/** What a change would cost now and from the next invoice on, as Stripe works it out. Nothing is changed. @throws like `changeSubscription` */
export async function previewChange(
  caller: CompanyCaller,
  input: SeatsInput,
  { stripe }: Pick<Billing, 'stripe'>,
): Promise<ChangePreview> {
  authorize(caller, 'billing.read')
  const seats = parseSeats(input)
  const current = await transact(caller, async (tx) => {
    await checkRoom(tx, caller, seats)
    return requireSubscription(tx, caller)
  })
  return asking(async () => {
    const { item, wanted, beforeCents, afterCents, subscription } = await readPlanChange(
      stripe,
      current.id,
      seats,
    )
    const preview =
      afterCents <= beforeCents
        ? undefined
        : await stripe.invoices.createPreview({
            customer: current.customer,
            subscription: current.id,
            subscription_details: { items: [wanted], proration_behavior: 'always_invoice' },
          })
    const dueNowCents = preview?.amount_due ?? 0
    return {
      dueNowCents,
      nextCents: afterCents,
      nextAt: new Date(item.current_period_end * 1000).toISOString(),
      currency: subscription.currency,
    }
  })
}
