/** A new subscription, and the payment of its first invoice. */
import type { Price, Recurring, Subscription } from '../types.ts'
import { newId, type World } from '../world.ts'
import { emit } from './events.ts'
import { makeInvoice } from './invoice.ts'
import { periodLines } from './lines.ts'
import { type Outcome, payInvoice } from './payment.ts'
import { periodEnd } from './periods.ts'
import { newItem } from './subscription.ts'
import { trialWarningAt, warnOfTrialEnd } from './trial-warning.ts'

export interface Order {
  customer: string
  lines: { price: Price; quantity: number }[]
  trialEnd: number | null
  paymentMethod: string | null
  metadata: Record<string, string>
  missingPaymentMethod: 'cancel' | 'create_invoice'
  at: number
  /** Its owner is there: what the card said when it was asked. */
  outcome?: Outcome
  waitsForPayment?: boolean
}

const monthly: Recurring = {
  interval: 'month',
  interval_count: 1,
  meter: null,
  trial_period_days: null,
  usage_type: 'licensed',
}

export function subscribe(world: World, order: Order): { subscription: Subscription; outcome: Outcome } {
  const { at, trialEnd } = order
  const made = newSubscription(world, order)
  world.store.put('subscription', made)
  emit(world, 'customer.subscription.created', made, at)
  if ((trialWarningAt(world, made) ?? Number.POSITIVE_INFINITY) <= at) warnOfTrialEnd(world, made, at)
  const [first] = made.items.data
  const period = { start: at, end: first?.current_period_end ?? at }
  const invoice = makeInvoice(world, {
    subscription: made,
    lines: periodLines(world, made, period, trialEnd !== null),
    reason: 'subscription_create',
    at,
  })
  const outcome =
    order.waitsForPayment && invoice.amount_due > 0
      ? 'no_card'
      : payInvoice(world, invoice, { at, present: true, ...(order.outcome && { outcome: order.outcome }) })
          .outcome
  return { subscription: world.store.find('subscription', made.id) ?? made, outcome }
}

function newSubscription(world: World, order: Order): Subscription {
  const { at, lines, trialEnd, customer } = order
  const id = newId('sub')
  const [first] = lines
  const end = trialEnd ?? periodEnd(at, at, first?.price.recurring ?? monthly)
  return {
    ...emptySubscription,
    id,
    // Paid at once, or never begun.
    status: trialEnd ? 'trialing' : 'incomplete',
    billing_cycle_anchor: trialEnd ?? at,
    created: at,
    currency: first?.price.currency ?? 'usd',
    customer,
    default_payment_method: order.paymentMethod,
    items: {
      object: 'list',
      data: lines.map((line) => newItem(id, { ...line, at }, { start: at, end })),
      has_more: false,
      url: `/v1/subscription_items?subscription=${id}`,
    },
    metadata: order.metadata,
    start_date: at,
    test_clock: world.store.find('customer', customer)?.test_clock ?? null,
    trial_end: trialEnd,
    trial_start: trialEnd && at,
    trial_settings: {
      end_behavior: { billing_cycle_anchor: null, missing_payment_method: order.missingPaymentMethod },
    },
  }
}

const emptySubscription = {
  object: 'subscription',
  application: null,
  application_fee_percent: null,
  automatic_tax: { disabled_reason: null, enabled: false, liability: null },
  billing_cycle_anchor_config: null,
  billing_mode: { type: 'flexible', flexible: { proration_discounts: 'included' } },
  billing_schedules: [],
  billing_thresholds: null,
  cancel_at: null,
  cancel_at_period_end: false,
  canceled_at: null,
  cancellation_details: { comment: null, feedback: null, feedback_option: null, reason: null },
  collection_method: 'charge_automatically',
  customer_account: null,
  days_until_due: null,
  default_source: null,
  default_tax_rates: [],
  description: null,
  discounts: [],
  ended_at: null,
  invoice_settings: {
    account_tax_ids: null,
    custom_fields: null,
    description: null,
    footer: null,
    issuer: { type: 'self' },
  },
  latest_invoice: null,
  livemode: false,
  managed_payments: null,
  next_pending_invoice_item_invoice: null,
  on_behalf_of: null,
  pause_collection: null,
  payment_settings: {
    payment_method_options: null,
    payment_method_types: null,
    save_default_payment_method: 'off',
  },
  pending_invoice_item_interval: null,
  pending_setup_intent: null,
  pending_update: null,
  schedule: null,
  transfer_data: null,
} satisfies Partial<Subscription>
