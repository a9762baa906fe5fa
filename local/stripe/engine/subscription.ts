/** A subscription's row: looked up, changed with its event, ended. */
import type { Invoice, Item, Plan, Price, Subscription } from '../types.ts'
import { newId, type World } from '../world.ts'
import { differences, emit } from './events.ts'
import { changeInvoice } from './invoice.ts'

export function subscriptionOf({ store }: World, invoice: Invoice): Subscription {
  const found = store.find('subscription', invoice.parent.subscription_details.subscription)
  if (!found) throw new Error(`The subscription of the invoice ${invoice.id} is gone.`)
  return found
}

export function changeSubscription(
  world: World,
  id: string,
  changes: Partial<Subscription>,
  at: number,
): Subscription {
  const before = world.store.find('subscription', id)
  if (!before) throw new Error(`There is no subscription ${id}.`)
  const after = { ...before, ...changes }
  world.store.put('subscription', after)
  const differs = differences(before, after)
  if (Object.keys(differs).length > 0) emit(world, 'customer.subscription.updated', after, at, differs)
  return after
}

/** Cancelled for good. What is still owed stays open, and nobody tries to collect it any more. */
export function endSubscription(
  world: World,
  id: string,
  at: number,
  reason: 'cancellation_requested' | 'payment_failed',
): Subscription {
  const { store } = world
  const before = store.find('subscription', id)
  if (!before) throw new Error(`There is no subscription ${id}.`)
  const after: Subscription = {
    ...before,
    status: 'canceled',
    canceled_at: before.canceled_at ?? at,
    ended_at: at,
    cancellation_details: {
      comment: null,
      feedback: null,
      feedback_option: null,
      ...before.cancellation_details,
      reason,
    },
  }
  store.put('subscription', after)
  for (const { id: line, subscription } of store.all('pending_line'))
    if (subscription === id) store.remove('pending_line', line)
  for (const invoice of store.all('invoice'))
    if (invoice.status === 'open' && invoice.parent.subscription_details.subscription === id)
      changeInvoice(world, invoice.id, { next_payment_attempt: null, auto_advance: false }, at)
  emit(world, 'customer.subscription.deleted', after, at)
  return after
}

export function newItem(
  subscription: string,
  { price, quantity, at }: { price: Price; quantity: number; at: number },
  period: { start: number; end: number },
): Item {
  return {
    id: newId('si'),
    object: 'subscription_item',
    billing_thresholds: null,
    created: at,
    current_period_start: period.start,
    current_period_end: period.end,
    current_trial: null,
    discounts: [],
    metadata: {},
    plan: planOf(price),
    price,
    quantity,
    subscription,
    tax_rates: [],
  }
}

/** The older form of a price, which Stripe still sends along. */
export function planOf(price: Price): Plan {
  return {
    id: price.id,
    object: 'plan',
    active: price.active,
    amount: price.unit_amount,
    amount_decimal: price.unit_amount_decimal,
    billing_scheme: 'per_unit',
    created: price.created,
    currency: price.currency,
    interval: price.recurring?.interval ?? 'month',
    interval_count: price.recurring?.interval_count ?? 1,
    livemode: false,
    metadata: price.metadata,
    meter: null,
    nickname: price.nickname,
    product: price.product,
    tiers_mode: null,
    transform_usage: null,
    trial_period_days: null,
    usage_type: 'licensed',
  }
}
