/** What the emulator keeps: Stripe's own objects as they go over the wire, and a few notes of its own. */
import type Stripe from 'stripe'

type With<Whole, Narrower> = Omit<Whole, keyof Narrower> & Narrower

export type Customer = With<
  Stripe.Customer,
  {
    name: string | null
    phone: string | null
    address: Stripe.Address | null
    balance: number
    test_clock: string | null
    invoice_prefix: string
    next_invoice_sequence: number
    invoice_settings: With<Stripe.Customer.InvoiceSettings, { default_payment_method: string | null }>
  }
>
export type Product = Stripe.Product
export type Price = With<
  Stripe.Price,
  { product: string; unit_amount: number; unit_amount_decimal: string; recurring: Recurring | null }
>
export type Recurring = With<Stripe.Price.Recurring, { interval: Interval }>
export type Interval = 'day' | 'week' | 'month' | 'year'
export type PaymentMethod = With<
  Stripe.PaymentMethod,
  { customer: string | null; card: Stripe.PaymentMethod.Card }
>
export type Plan = With<Stripe.Plan, { amount_decimal: string; product: string }>
export type Item = With<Stripe.SubscriptionItem, { price: Price; plan: Plan; quantity: number }>
export type Subscription = With<
  Stripe.Subscription,
  {
    status: Status
    customer: string
    latest_invoice: string | null
    default_payment_method: string | null
    test_clock: string | null
    trial_settings: TrialSettings
    items: Stripe.ApiList<Item>
    pending_update: PendingUpdate | null
  }
>
type PendingUpdate = With<Stripe.Subscription.PendingUpdate, { subscription_items: Item[] }>
type TrialSettings = {
  end_behavior: { billing_cycle_anchor: null; missing_payment_method: 'cancel' | 'create_invoice' }
}
export type Status =
  | 'incomplete'
  | 'incomplete_expired'
  | 'trialing'
  | 'active'
  | 'past_due'
  | 'canceled'
  | 'unpaid'
export type Line = With<
  Stripe.InvoiceLineItem,
  {
    quantity_decimal: string
    subscription: string
    pricing: {
      type: 'price_details'
      price_details: { price: string; product: string }
      unit_amount_decimal: string
    }
  }
>
export type Invoice = With<
  Stripe.Invoice,
  {
    status: 'draft' | 'open' | 'paid' | 'void' | 'uncollectible'
    customer: string
    default_payment_method: string | null
    test_clock: string | null
    lines: Stripe.ApiList<Line>
    parent: {
      type: 'subscription_details'
      quote_details: null
      subscription_details: { subscription: string; metadata: Stripe.Metadata }
    }
  }
>
export type Session = With<
  Stripe.Checkout.Session,
  {
    customer: string | null
    subscription: string | null
    invoice: string | null
    success_url: string
    url: string | null
  }
>
export type PortalSession = Stripe.BillingPortal.Session
export type TestClock = Stripe.TestHelpers.TestClock
export type PaymentIntent = {
  id: string
  object: 'payment_intent'
  amount: number
  amount_received: number
  created: number
  currency: string
  customer: string
  latest_charge: string | null
  last_payment_error: { type: 'card_error'; code: string; decline_code?: string; message: string } | null
  livemode: false
  metadata: Stripe.Metadata
  payment_method: string | null
  status: 'succeeded' | 'requires_payment_method' | 'requires_action'
}
type Charge = {
  id: string
  object: 'charge'
  amount: number
  created: number
  currency: string
  customer: string
  livemode: false
  metadata: Stripe.Metadata
  paid: boolean
  payment_intent: string
  payment_method: string | null
  receipt_url: string
  status: 'succeeded'
}
export type InvoicePayment = {
  id: string
  object: 'invoice_payment'
  amount_paid: number | null
  amount_requested: number
  created: number
  currency: string
  invoice: string
  is_default: true
  livemode: false
  payment: { type: 'payment_intent'; payment_intent: string }
  status: 'open' | 'paid'
  status_transitions: { canceled_at: null; paid_at: number | null }
}
type StripeEvent = With<
  Stripe.EventBase,
  { type: string; data: { object: unknown; previous_attributes?: Record<string, unknown> } }
>

export type WebhookEndpoint = {
  id: string
  object: 'webhook_endpoint'
  api_version: string | null
  application: null
  created: number
  description: string | null
  enabled_events: string[]
  livemode: false
  metadata: Stripe.Metadata
  /** Told once, when it is made. */
  secret: string
  status: 'enabled' | 'disabled'
  url: string
}
export type PortalConfiguration = {
  id: string
  object: 'billing_portal.configuration'
  active: boolean
  application: null
  business_profile: unknown
  created: number
  default_return_url: string | null
  features: unknown
  is_default: boolean
  livemode: false
  login_page: { enabled: false; url: null }
  metadata: Stripe.Metadata
  name: string | null
  updated: number
}

/** What a change owes, or gives back, on the next invoice. */
type PendingLine = { id: string; subscription: string; line: Line }
/** Up to which end of its trial a subscription's owner was warned. */
type TrialWarning = { id: string; trialEnd: number }
/** What a checkout session will make once it is paid. */
export type Wish = {
  id: string
  lines: { price: string; quantity: number }[]
  trialEnd: number | null
  trialDays: number | null
  subscriptionMetadata: Stripe.Metadata
  missingPaymentMethod: 'cancel' | 'create_invoice'
  /** A card that waits for its 3-D Secure step. */
  cardToConfirm: { number: string; name: string; email: string } | null
}
/** The number of a card stays here, never in an answer. */
type CardNumber = { id: string; number: string }
export type Delivery = {
  id: string
  event: string
  webhook: string
  customer: string | null
  attempts: number
  nextAttemptMs: number
  state: 'waiting' | 'held' | 'delivered' | 'dropped' | 'given_up'
  lastAnswer: string | null
}
type Replay = { id: string; request: string; status: number; body: string; createdMs: number }
type Setting = { id: 'switches' } & Switches

export type Switches = {
  delayMs: number
  /** How many more times each event is delivered. */
  repeat: number
  shuffle: boolean
  /** How many of the next events are lost; -1: all. */
  drop: number
  hold: boolean
  /** The next payments, first to last; when empty, the card decides. */
  nextPayments: ('succeed' | 'decline')[]
  /** What becomes of a subscription when its last retry has failed. */
  afterRetries: 'cancel' | 'unpaid'
}

export interface Tables {
  customer: Customer
  product: Product
  price: Price
  payment_method: PaymentMethod
  subscription: Subscription
  invoice: Invoice
  invoice_payment: InvoicePayment
  payment_intent: PaymentIntent
  charge: Charge
  session: Session
  portal_session: PortalSession
  portal_configuration: PortalConfiguration
  webhook_endpoint: WebhookEndpoint
  test_clock: TestClock
  event: StripeEvent
  pending_line: PendingLine
  trial_warning: TrialWarning
  wish: Wish
  card_number: CardNumber
  delivery: Delivery
  replay: Replay
  setting: Setting
}
export type TableName = keyof Tables
