import type Stripe from 'stripe'
import { authorize } from '#lib/access/authorize.ts'
import type { CompanyCaller } from '#lib/access/caller.ts'
import { record } from '#lib/audit/record.ts'
import { transact } from '#lib/db/transact.ts'
import { asking, asksOwner } from '#lib/stripe/refusal.ts'
import type { SeatsInput } from '#lib/wire/billing.ts'
import type { Billing } from './billing.ts'
import { checkRoom, parseSeats } from './check-seats.ts'
import { type PlanChange, readPlanChange, requireSubscription } from './plan-change.ts'
import { lockSeats } from './read-entitlement.ts'
import { untilFollowed, wantSync } from './want-sync.ts'

const confirmWithinMs = 10_000

export interface Changed {
  /** Whether it is known here. */
  isConfirmed: boolean
  /** Nothing is changed yet: the payment has to be confirmed there first. */
  confirmUrl: string | null
}

/**
 * Another plan, more or fewer seats, or the same ones again for a subscription that was cancelled: it goes on. More is paid for at once,
 * or nothing is changed; where the bank asks its owner at each payment, the change waits for them at Stripe. What is given back counts from the next invoice on. Waits a moment until it is known here, and says whether it is.
 * @throws AppError `limit_reached` naming who would have to go, `payment_required` for a declined card, `conflict`, `unavailable`.
 */
export async function changeSubscription(
  caller: CompanyCaller,
  input: SeatsInput,
  billing: Billing,
): Promise<Changed> {
  authorize(caller, 'billing.manage')
  const wanted = parseSeats(input)
  const current = await transact(caller, async (tx) => {
    await lockSeats(tx, caller.companyId)
    await checkRoom(tx, caller, wanted)
    const found = await requireSubscription(tx, caller)
    await record(tx, {
      companyId: caller.companyId,
      action: 'billing.change_asked',
      details: {
        from: { plan: found.planKey, seats: found.seats },
        to: { plan: wanted.plan.key, seats: wanted.seats },
      },
    })
    return found
  })
  const confirmUrl = await asking(async () =>
    apply(billing.stripe, await readPlanChange(billing.stripe, current.id, wanted)),
  )
  if (confirmUrl) return { isConfirmed: false, confirmUrl }
  const hint = await wantSync(caller)
  const withinMs = billing.confirmWithinMs ?? confirmWithinMs
  return { confirmUrl: null, isConfirmed: hint !== null && (await untilFollowed(caller, hint, withinMs)) }
}

/** Answers with where the payment is confirmed, when the bank wants its owner for that. */
async function apply(stripe: Stripe, change: PlanChange): Promise<string | null> {
  const { subscription, wanted, beforeCents, afterCents } = change
  const isMore = afterCents > beforeCents
  const update = stripe.subscriptions.update(subscription.id, {
    items: [wanted],
    ...(isMore
      ? { proration_behavior: 'always_invoice', payment_behavior: 'error_if_incomplete' }
      : { proration_behavior: 'none' }),
    ...resumed(subscription),
  })
  return update.then(
    () => null,
    (error: unknown) => {
      if (!isMore || !asksOwner(error)) throw error
      return hold(stripe, change)
    },
  )
}

/** Stripe keeps the change until its invoice is paid, and forgets it after a day; the seats are not there before. */
async function hold(stripe: Stripe, { subscription, wanted }: PlanChange): Promise<string | null> {
  const { latest_invoice: invoice } = await stripe.subscriptions.update(subscription.id, {
    items: [wanted],
    proration_behavior: 'always_invoice',
    payment_behavior: 'pending_if_incomplete',
    expand: ['latest_invoice'],
  })
  return invoice && typeof invoice !== 'string' && invoice.status === 'open'
    ? (invoice.hosted_invoice_url ?? null)
    : null
}

/** A cancellation is taken back, however it was made. */
function resumed({ cancel_at_period_end, cancel_at }: Stripe.Subscription): Stripe.SubscriptionUpdateParams {
  if (cancel_at_period_end) return { cancel_at_period_end: false }
  return cancel_at ? { cancel_at: '' } : {}
}
