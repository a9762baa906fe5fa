/** Paying an invoice: what the card says, what becomes of the invoice, and what becomes of the subscription then. */
import type { Invoice, InvoicePayment, PaymentIntent, Subscription } from '../types.ts'
import { newId, secondsOfDay, switchesOf, turnSwitches, type World } from '../world.ts'
import { behaviourOf } from './cards.ts'
import { emit } from './events.ts'
import { applyHeld, isAwaited } from './held.ts'
import { changeInvoice } from './invoice.ts'
import { changeSubscription, endSubscription, subscriptionOf } from './subscription.ts'

export type Outcome = 'paid' | 'declined' | 'asks' | 'no_card'

/** Days from a failed attempt to the next one. */
const retryDays = [3, 5, 7]

/** What a kept card answers. `present`: its owner is there, and a bank that asks wants to be answered each time, as at Stripe. */
export function askCard(world: World, method: string | null, present: boolean): Outcome {
  const number = method ? world.store.find('card_number', method)?.number : undefined
  return number === undefined ? 'no_card' : askNumber(world, number, present)
}

export function askNumber(world: World, number: string, present: boolean): Outcome {
  const [forced, ...rest] = switchesOf(world).nextPayments
  if (forced) {
    turnSwitches(world, { nextPayments: rest })
    return forced === 'succeed' ? 'paid' : 'declined'
  }
  const behaviour = behaviourOf(number)
  if (behaviour === 'asks') return present ? 'asks' : 'paid'
  if (behaviour === 'late') return present ? 'paid' : 'declined'
  return behaviour === 'declines' ? 'declined' : 'paid'
}

/** The card that pays a subscription's invoices. */
export function cardOf(world: World, subscription: Subscription): string | null {
  const customer = world.store.find('customer', subscription.customer)
  return subscription.default_payment_method ?? customer?.invoice_settings.default_payment_method ?? null
}

export type Attempt = { at: number; present: boolean; method?: string; outcome?: Outcome }

/** Tries to collect an open invoice. */
export function payInvoice(
  world: World,
  invoice: Invoice,
  attempt: Attempt,
): { invoice: Invoice; outcome: Outcome } {
  const method = attempt.method ?? cardOf(world, subscriptionOf(world, invoice))
  if (invoice.amount_due === 0)
    return { invoice: settleInvoice(world, invoice, null, attempt.at), outcome: 'paid' }
  const outcome = attempt.outcome ?? askCard(world, method, attempt.present)
  if (outcome === 'paid') return { invoice: settleInvoice(world, invoice, method, attempt.at), outcome }
  return { invoice: failInvoice(world, invoice, method, outcome, attempt.at), outcome }
}

function settleInvoice(world: World, invoice: Invoice, method: string | null, at: number): Invoice {
  if (invoice.amount_due > 0) notePayment(world, invoice, method, at, null)
  const paid = changeInvoice(
    world,
    invoice.id,
    {
      status: 'paid',
      amount_paid: invoice.amount_due,
      amount_remaining: 0,
      attempted: true,
      attempt_count: invoice.attempt_count + (invoice.amount_due > 0 ? 1 : 0),
      auto_advance: false,
      next_payment_attempt: null,
      status_transitions: { ...invoice.status_transitions, paid_at: at },
    },
    at,
    true,
  )
  emit(world, 'invoice.paid', paid, at)
  emit(world, 'invoice.payment_succeeded', paid, at)
  recover(world, paid, at)
  return paid
}

/** Late is who owes the latest invoice: with that paid, the subscription goes on. */
function recover(world: World, invoice: Invoice, at: number): void {
  const subscription = subscriptionOf(world, invoice)
  const { id, status, latest_invoice: latest } = subscription
  if (isAwaited(subscription, invoice)) applyHeld(world, subscription, at)
  else if (latest === invoice.id && ['incomplete', 'past_due', 'unpaid'].includes(status))
    changeSubscription(world, id, { status: 'active' }, at)
}

function failInvoice(
  world: World,
  invoice: Invoice,
  method: string | null,
  outcome: Outcome,
  at: number,
): Invoice {
  notePayment(world, invoice, method, at, outcome)
  const attempts = invoice.attempt_count + 1
  const subscription = subscriptionOf(world, invoice)
  const isFirst = invoice.billing_reason === 'subscription_create'
  const isHeld = isAwaited(subscription, invoice)
  const days = isFirst || isHeld ? undefined : retryDays[attempts - 1]
  const failed = changeInvoice(
    world,
    invoice.id,
    {
      attempted: true,
      attempt_count: attempts,
      next_payment_attempt: days === undefined ? null : at + days * secondsOfDay,
      auto_advance: days !== undefined,
    },
    at,
  )
  emit(world, 'invoice.payment_failed', failed, at)
  if (outcome === 'asks') emit(world, 'invoice.payment_action_required', failed, at)
  if (isHeld) return failed
  if (subscription.status === 'active' || subscription.status === 'trialing')
    changeSubscription(world, subscription.id, { status: 'past_due' }, at)
  if (!isFirst && days === undefined) giveUp(world, subscription, at)
  return failed
}

/** After the last retry. */
function giveUp(world: World, { id, status }: Subscription, at: number): void {
  if (status === 'canceled' || status === 'unpaid') return
  if (switchesOf(world).afterRetries === 'unpaid') changeSubscription(world, id, { status: 'unpaid' }, at)
  else endSubscription(world, id, at, 'payment_failed')
}

function notePayment(
  world: World,
  invoice: Invoice,
  method: string | null,
  at: number,
  failure: Outcome | null,
): void {
  const { store } = world
  const earlier = store.all('invoice_payment').find((payment) => payment.invoice === invoice.id)
  const intentId = earlier?.payment.payment_intent ?? newId('pi')
  const chargeId = failure ? null : newId('ch')
  const intent: PaymentIntent = {
    id: intentId,
    object: 'payment_intent',
    amount: invoice.amount_due,
    amount_received: failure ? 0 : invoice.amount_due,
    created: store.find('payment_intent', intentId)?.created ?? at,
    currency: invoice.currency,
    customer: invoice.customer,
    latest_charge: chargeId,
    last_payment_error: failure && errorOf(failure),
    livemode: false,
    metadata: {},
    payment_method: failure ? null : method,
    status:
      failure === null ? 'succeeded' : failure === 'asks' ? 'requires_action' : 'requires_payment_method',
  }
  store.put('payment_intent', intent)
  store.put('invoice_payment', {
    ...(earlier ?? newInvoicePayment(invoice, intentId, at)),
    amount_paid: failure ? null : invoice.amount_due,
    status: failure ? 'open' : 'paid',
    status_transitions: { canceled_at: null, paid_at: failure ? null : at },
  })
  if (chargeId) noteCharge(world, chargeId, intent, at)
  emit(world, failure ? 'payment_intent.payment_failed' : 'payment_intent.succeeded', intent, at)
}

function newInvoicePayment(invoice: Invoice, intent: string, at: number): InvoicePayment {
  return {
    id: newId('inpay'),
    object: 'invoice_payment',
    amount_paid: null,
    amount_requested: invoice.amount_due,
    created: at,
    currency: invoice.currency,
    invoice: invoice.id,
    is_default: true,
    livemode: false,
    payment: { type: 'payment_intent', payment_intent: intent },
    status: 'open',
    status_transitions: { canceled_at: null, paid_at: null },
  }
}

function noteCharge(world: World, id: string, intent: PaymentIntent, at: number): void {
  world.store.put('charge', {
    id,
    object: 'charge',
    amount: intent.amount,
    created: at,
    currency: intent.currency,
    customer: intent.customer,
    livemode: false,
    metadata: {},
    paid: true,
    payment_intent: intent.id,
    payment_method: intent.payment_method,
    receipt_url: `${world.url}/receipt/${id}`,
    status: 'succeeded',
  })
}

function errorOf(outcome: Outcome): PaymentIntent['last_payment_error'] {
  if (outcome === 'asks')
    return {
      type: 'card_error',
      code: 'authentication_required',
      message: 'Your card was declined. This transaction requires authentication.',
    }
  return {
    type: 'card_error',
    code: 'card_declined',
    decline_code: 'generic_decline',
    message: outcome === 'no_card' ? 'There is no card to pay with.' : 'Your card was declined.',
  }
}
