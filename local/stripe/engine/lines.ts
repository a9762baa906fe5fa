/** The lines of an invoice: a period of an item, or what a change within one owes and gives back. */
import type { Item, Line, Price, Subscription } from '../types.ts'
import { newId, type World } from '../world.ts'

type Span = { start: number; end: number }

export function periodLines(world: World, subscription: Subscription, period: Span, isTrial = false): Line[] {
  return subscription.items.data.map((item) =>
    lineOf(subscription, item, {
      amount: isTrial ? 0 : item.price.unit_amount * item.quantity,
      description: isTrial
        ? `Trial period for ${nameOf(world, item.price)}`
        : `${item.quantity} × ${nameOf(world, item.price)}`,
      period,
      proration: false,
    }),
  )
}

/** What `before` has not used of its period, given back; and what `after` costs for the rest of it. */
export function prorationLines(
  world: World,
  subscription: Subscription,
  before: Item,
  after: Item | null,
  at: number,
): Line[] {
  const { current_period_start: start, current_period_end: end } = before
  const share = Math.min(1, Math.max(0, (end - at) / (end - start)))
  const period = { start: at, end }
  const unused = lineOf(subscription, before, {
    amount: -Math.round(before.price.unit_amount * before.quantity * share),
    description: `Unused time on ${before.quantity} × ${nameOf(world, before.price)}`,
    period,
    proration: true,
  })
  if (!after) return [unused]
  const remaining = lineOf(subscription, after, {
    amount: Math.round(after.price.unit_amount * after.quantity * share),
    description: `Remaining time on ${after.quantity} × ${nameOf(world, after.price)}`,
    period,
    proration: true,
  })
  return [unused, remaining]
}

function lineOf(
  subscription: Subscription,
  item: Item,
  {
    amount,
    description,
    period,
    proration,
  }: { amount: number; description: string; period: Span; proration: boolean },
): Line {
  const { price, quantity } = item
  return {
    id: newId('il'),
    object: 'line_item',
    amount,
    currency: price.currency,
    description,
    discount_amounts: [],
    discountable: !proration,
    discounts: [],
    invoice: null,
    livemode: false,
    metadata: subscription.metadata,
    parent: {
      type: 'subscription_item_details',
      invoice_item_details: null,
      subscription_item_details: {
        invoice_item: proration ? newId('ii') : null,
        proration,
        proration_details: { credited_items: null },
        subscription: subscription.id,
        subscription_item: item.id,
      },
    },
    period,
    pretax_credit_amounts: [],
    pricing: {
      type: 'price_details',
      price_details: { price: price.id, product: price.product },
      unit_amount_decimal: price.unit_amount_decimal,
    },
    quantity,
    quantity_decimal: String(quantity),
    subscription: subscription.id,
    subtotal: amount,
    taxes: [],
  }
}

const nameOf = ({ store }: World, price: Price) => store.find('product', price.product)?.name ?? price.product
