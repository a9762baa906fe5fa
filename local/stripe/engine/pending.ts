/** Changes that wait until their invoice is paid: applied then, forgotten after not quite a day. */
import type { Item, Line, Subscription } from '../types.ts'
import type { World } from '../world.ts'
import { emit } from './events.ts'
import { makeInvoice, voidInvoice } from './invoice.ts'
import { type Outcome, payInvoice } from './payment.ts'
import { changeSubscription } from './subscription.ts'

const heldSeconds = 23 * 60 * 60

type Held = { items: Item[]; lines: Line[]; at: number; outcome: Outcome }

/** The invoice is open and the subscription as it was. One that waited before is overtaken. */
export function hold(world: World, subscription: Subscription, { items, lines, at, outcome }: Held): void {
  if (subscription.pending_update && subscription.latest_invoice)
    voidInvoice(world, subscription.latest_invoice, at)
  const waiting = changeSubscription(
    world,
    subscription.id,
    {
      pending_update: {
        billing_cycle_anchor: null,
        cancel_at_period_end: null,
        discount: null,
        discounts: null,
        expires_at: at + heldSeconds,
        metadata: null,
        subscription_items: items,
        trial_end: null,
        trial_from_plan: null,
      },
    },
    at,
  )
  const invoice = makeInvoice(world, { subscription: waiting, lines, reason: 'subscription_update', at })
  payInvoice(world, invoice, { at, present: true, outcome })
}

export function expireHeld(world: World, subscription: Subscription, at: number): void {
  if (subscription.latest_invoice) voidInvoice(world, subscription.latest_invoice, at)
  const after = changeSubscription(world, subscription.id, { pending_update: null }, at)
  emit(world, 'customer.subscription.pending_update_expired', after, at)
}
