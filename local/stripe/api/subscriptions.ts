import { z } from 'zod'
import { cancelNow, change, endTrial, type ItemChange } from '../engine/change.ts'
import { askCard } from '../engine/payment.ts'
import { subscribe } from '../engine/subscribe.ts'
import type { Price, Subscription } from '../types.ts'
import { nowOf, secondsOfDay, type World } from '../world.ts'
import { listOf } from './answer.ts'
import { type Api, endpoint } from './endpoint.ts'
import { count, expand, ignored, mergeMetadata, metadata, orUnset, paging, whole, yesOrNo } from './form.ts'
import { known } from './known.ts'
import { Refusal } from './refusal.ts'

const trialEnd = z.union([z.literal('now'), whole])
const missingPaymentMethod = z.enum(['cancel', 'create_invoice'])
const trialSettings = z
  .strictObject({ end_behavior: z.strictObject({ missing_payment_method: missingPaymentMethod }) })
  .transform(({ end_behavior: end }) => ({ end_behavior: { billing_cycle_anchor: null, ...end } }))
const newSubscription = z.strictObject({
  ...expand,
  customer: z.string(),
  items: z
    .array(z.strictObject({ price: z.string(), quantity: count.optional(), metadata: metadata.optional() }))
    .min(1)
    .max(20),
  metadata: metadata.optional(),
  default_payment_method: z.string().optional(),
  payment_behavior: z.enum(['allow_incomplete', 'default_incomplete', 'error_if_incomplete']).optional(),
  trial_end: trialEnd.optional(),
  trial_period_days: count.optional(),
  trial_settings: trialSettings.optional(),
  automatic_tax: ignored,
  off_session: ignored,
  payment_settings: ignored,
  description: ignored,
})
/** How the items of a subscription change: for updates and for previews of them. */
export const itemChanges = z
  .array(
    z.strictObject({
      id: z.string().optional(),
      price: z.string().optional(),
      quantity: count.optional(),
      deleted: yesOrNo.optional(),
      metadata: metadata.optional(),
    }),
  )
  .max(20)
export const proration = z.enum(['create_prorations', 'always_invoice', 'none'])
const subscriptionChange = z.strictObject({
  ...expand,
  items: itemChanges.optional(),
  proration_behavior: proration.optional(),
  proration_date: whole.optional(),
  payment_behavior: z.enum(['allow_incomplete', 'error_if_incomplete', 'pending_if_incomplete']).optional(),
  cancel_at_period_end: yesOrNo.optional(),
  cancel_at: orUnset(z.union([whole, z.enum(['min_period_end', 'max_period_end'])])).optional(),
  cancellation_details: ignored,
  trial_end: trialEnd.optional(),
  trial_settings: trialSettings.optional(),
  default_payment_method: orUnset(z.string()).optional(),
  metadata: metadata.optional(),
  automatic_tax: ignored,
  off_session: ignored,
  payment_settings: ignored,
})
const listed = z.strictObject({
  ...paging,
  customer: z.string().optional(),
  price: z.string().optional(),
  status: z
    .enum([
      'all',
      'ended',
      'active',
      'canceled',
      'incomplete',
      'incomplete_expired',
      'past_due',
      'paused',
      'trialing',
      'unpaid',
    ])
    .optional(),
})

export function subscriptions(api: Api): void {
  const { world } = api
  endpoint(api, 'post', 'subscriptions', newSubscription, ({ input }) => create(world, input))
  endpoint(api, 'get', 'subscriptions/:id', z.strictObject(expand), ({ id }) =>
    known(world, 'subscription', id),
  )
  endpoint(api, 'post', 'subscriptions/:id', subscriptionChange, ({ id, input }) => update(world, id, input))
  const cancelled = z.strictObject({
    ...expand,
    prorate: yesOrNo.optional(),
    invoice_now: yesOrNo.optional(),
    cancellation_details: ignored,
  })
  endpoint(api, 'delete', 'subscriptions/:id', cancelled, ({ id, input }) => {
    const subscription = live(known(world, 'subscription', id))
    const at = nowOf(world, subscription.customer)
    return cancelNow(world, subscription, {
      at,
      prorate: input.prorate ?? false,
      invoiceNow: input.invoice_now ?? false,
    })
  })
  endpoint(api, 'get', 'subscriptions', listed, ({ input }) => {
    const rows = world.store
      .all('subscription')
      .filter(({ customer }) => !input.customer || customer === input.customer)
      .filter(({ items }) => !input.price || items.data.some(({ price }) => price.id === input.price))
      .filter(({ status }) => hasStatus(status, input.status))
    return listOf(rows, input, '/v1/subscriptions')
  })
}

function hasStatus(status: string, wanted: string | undefined): boolean {
  if (wanted === 'all') return true
  if (wanted === undefined) return status !== 'canceled'
  if (wanted === 'ended') return status === 'canceled' || status === 'incomplete_expired'
  return status === wanted
}

export function recurringPrice(world: World, id: string, param: string): Price {
  const price = known(world, 'price', id, param)
  if (!price.recurring)
    throw Refusal.invalid(
      `The price specified is set to \`type=one_time\` but this field only accepts prices with \`type=recurring\`.`,
      param,
    )
  if (!price.active)
    throw Refusal.invalid('The price specified is inactive. This field only accepts active prices.', param)
  return price
}

function create(world: World, input: z.output<typeof newSubscription>): Subscription {
  const customer = known(world, 'customer', input.customer, 'customer')
  const at = nowOf(world, customer.id)
  const lines = input.items.map(({ price, quantity }, place) => ({
    price: recurringPrice(world, price, `items[${place}][price]`),
    quantity: quantity ?? 1,
  }))
  const given = input.trial_end === 'now' ? null : (input.trial_end ?? null)
  const trial = input.trial_period_days ? at + input.trial_period_days * secondsOfDay : given
  const paymentMethod = input.default_payment_method ?? null
  if (paymentMethod) known(world, 'payment_method', paymentMethod, 'default_payment_method')
  const waits = input.payment_behavior === 'default_incomplete'
  const method = paymentMethod ?? customer.invoice_settings.default_payment_method
  if (!trial && !waits && !method) throw noCard
  const outcome = trial || waits ? undefined : askCard(world, method, true)
  if (outcome && outcome !== 'paid' && input.payment_behavior === 'error_if_incomplete')
    throw Refusal.declined(outcome)
  return subscribe(world, {
    customer: customer.id,
    lines,
    trialEnd: trial,
    paymentMethod,
    metadata: mergeMetadata({}, input.metadata),
    missingPaymentMethod: input.trial_settings?.end_behavior.missing_payment_method ?? 'create_invoice',
    at,
    waitsForPayment: waits,
    ...(outcome && { outcome }),
  }).subscription
}

const noCard = Refusal.invalid(
  'This customer has no attached payment source or default payment method. Please consider adding a default payment method.',
  undefined,
  'resource_missing',
)

function live(subscription: Subscription): Subscription {
  const { id, status } = subscription
  if (status !== 'canceled' && status !== 'incomplete_expired') return subscription
  throw Refusal.missing('subscription', id)
}

function update(world: World, id: string, input: z.output<typeof subscriptionChange>): Subscription {
  const before = known(world, 'subscription', id)
  if (before.status === 'canceled' || before.status === 'incomplete_expired')
    throw Refusal.invalid('A canceled subscription can only update its cancellation_details and metadata.')
  if (input.payment_behavior === 'pending_if_incomplete') requireHoldable(input)
  const at = nowOf(world, before.customer)
  change(world, before, {
    items: pricedChanges(world, input.items),
    proration: input.proration_behavior ?? 'create_prorations',
    at,
    prorateFrom: input.proration_date ?? at,
    whenUnpaid: input.payment_behavior ?? 'allow_incomplete',
    fields: fieldsOf(world, before, input, at),
  })
  if (input.trial_end === 'now' && before.status === 'trialing')
    endTrial(world, known(world, 'subscription', id), at)
  return known(world, 'subscription', id)
}

/** Only what an invoice decides about can wait for it. */
function requireHoldable(input: z.output<typeof subscriptionChange>): void {
  const [other] = ['cancel_at_period_end', 'cancel_at', 'metadata', 'default_payment_method'].filter(
    (name) => name in input,
  )
  if (other)
    throw Refusal.invalid(
      `The ${other} parameter is not supported when payment_behavior is pending_if_incomplete.`,
      other,
    )
}

export function pricedChanges(world: World, items: z.output<typeof itemChanges> | undefined): ItemChange[] {
  return (items ?? []).map(({ price, ...rest }, place) => ({
    ...rest,
    price: price === undefined ? undefined : recurringPrice(world, price, `items[${place}][price]`),
  }))
}

function fieldsOf(
  world: World,
  before: Subscription,
  input: z.output<typeof subscriptionChange>,
  at: number,
): Partial<Subscription> {
  const method = input.default_payment_method
  if (method) known(world, 'payment_method', method, 'default_payment_method')
  return {
    ...cancellation(before, input, at),
    ...movedTrial(before, input.trial_end, at),
    ...(method !== undefined && { default_payment_method: method }),
    ...(input.trial_settings && { trial_settings: input.trial_settings }),
    metadata: mergeMetadata(before.metadata, input.metadata),
  }
}

/** With the period, or at a moment; both at once is refused, as at Stripe. */
function cancellation(
  before: Subscription,
  { cancel_at: moment, cancel_at_period_end: withPeriod }: z.output<typeof subscriptionChange>,
  at: number,
): Partial<Subscription> {
  if (moment !== undefined && withPeriod !== undefined)
    throw Refusal.invalid(
      'You may only specify one of these parameters: cancel_at, cancel_at_period_end.',
      'cancel_at',
    )
  const ends = before.items.data.map((item) => item.current_period_end)
  if (withPeriod === true)
    return { cancel_at_period_end: true, cancel_at: Math.min(...ends), canceled_at: at, ...requested(before) }
  if (moment === null || (withPeriod === false && before.cancel_at_period_end))
    return { cancel_at_period_end: false, cancel_at: null, canceled_at: null, ...requested(before, null) }
  if (moment === undefined) return {}
  const until =
    moment === 'min_period_end' ? Math.min(...ends) : moment === 'max_period_end' ? Math.max(...ends) : moment
  if (until <= at) throw Refusal.invalid('cancel_at must be in the future.', 'cancel_at')
  return { cancel_at_period_end: false, cancel_at: until, canceled_at: at, ...requested(before) }
}

const requested = (
  before: Subscription,
  reason: 'cancellation_requested' | null = 'cancellation_requested',
): Pick<Subscription, 'cancellation_details'> => ({
  cancellation_details: {
    comment: null,
    feedback: null,
    feedback_option: null,
    ...before.cancellation_details,
    reason,
  },
})

function movedTrial(
  before: Subscription,
  end: number | 'now' | undefined,
  at: number,
): Partial<Subscription> {
  if (end === undefined || end === 'now') return {}
  if (end <= at) throw Refusal.invalid('trial_end must be in the future.', 'trial_end')
  const data = before.items.data.map((item) => ({ ...item, current_period_end: end }))
  return {
    status: 'trialing',
    trial_end: end,
    trial_start: before.trial_start ?? at,
    billing_cycle_anchor: end,
    items: { ...before.items, data },
  }
}
