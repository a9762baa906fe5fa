// A subscription as Stripe tells it, as a row. Pure: what the row says depends on nothing but what Stripe says now.
import type Stripe from 'stripe'
import { planKeyOf } from '#lib/stripe/catalog.ts'
import { type SubscriptionStatus, subscriptionStatus } from '#lib/wire/billing.ts'

/** Neither over nor never begun: there is no room for another one beside it. */
export function isHeld(status: string): boolean {
  return !['incomplete', 'incomplete_expired', 'canceled'].includes(status)
}

type ToldItem = Pick<Stripe.SubscriptionItem, 'current_period_start' | 'current_period_end' | 'quantity'> & {
  price: Pick<Stripe.Price, 'product' | 'unit_amount'>
}

/** What is read of a subscription. */
export type ToldSubscription = Pick<
  Stripe.Subscription,
  | 'id'
  | 'status'
  | 'currency'
  | 'created'
  | 'livemode'
  | 'trial_end'
  | 'cancel_at'
  | 'cancel_at_period_end'
  | 'ended_at'
> & { items: { data: readonly ToldItem[] } }

/** What is read of an invoice. */
export type ToldInvoice = Pick<
  Stripe.Invoice,
  | 'id'
  | 'number'
  | 'status'
  | 'currency'
  | 'created'
  | 'amount_paid'
  | 'amount_remaining'
  | 'attempted'
  | 'attempt_count'
  | 'hosted_invoice_url'
  | 'billing_reason'
> & {
  status_transitions: Pick<Stripe.Invoice.StatusTransitions, 'finalized_at' | 'paid_at'>
  parent: { subscription_details: { subscription: string | { id: string } } | null } | null
  lines: { data: readonly Pick<Stripe.InvoiceLineItem, 'amount' | 'period'>[] }
}

export interface SubscriptionRow {
  id: string
  companyId: string
  status: SubscriptionStatus
  planKey: string | null
  seats: number
  amountCents: number
  paidCents: number | null
  currency: string
  trialEndsAt: Date | null
  periodStartedAt: Date | null
  periodEndsAt: Date | null
  cancelsAt: Date | null
  endedAt: Date | null
  pastDueSince: Date | null
  openInvoiceUrl: string | null
  isLive: boolean
  createdAt: Date
}

/** @throws ZodError for a status that this version of the API does not have. */
export function subscriptionRow(
  companyId: string,
  subscription: ToldSubscription,
  invoices: readonly ToldInvoice[],
): SubscriptionRow {
  const items = subscription.items.data
  // The plan's own item; others (an operator's extras) are only paid.
  const item = items.find(({ price }) => planKeyOf(idOf(price.product)) !== null) ?? items[0]
  const open = openInvoices(subscription, invoices)
  const status = subscriptionStatus.parse(subscription.status)
  const isLate = status === 'past_due' || status === 'unpaid'
  return {
    id: subscription.id,
    companyId,
    status,
    planKey: item ? planKeyOf(idOf(item.price.product)) : null,
    seats: item?.quantity ?? 0,
    amountCents: items.reduce(
      (sum, { price, quantity }) => sum + (price.unit_amount ?? 0) * (quantity ?? 0),
      0,
    ),
    paidCents: item ? paidFor(item, invoicesOf(subscription, invoices)) : null,
    currency: subscription.currency,
    trialEndsAt: timeOf(subscription.trial_end),
    periodStartedAt: timeOf(item?.current_period_start),
    periodEndsAt: timeOf(item?.current_period_end),
    cancelsAt: cancelTime(subscription, item),
    endedAt: timeOf(subscription.ended_at),
    pastDueSince: isLate ? lateSince(unpaidInvoices(subscription, invoices)) : null,
    openInvoiceUrl: status === 'canceled' ? null : (open[0]?.hosted_invoice_url ?? null),
    isLive: subscription.livemode,
    createdAt: new Date(subscription.created * 1000),
  }
}

/**
 * For the period that runs: what was added in the middle of it in part, what was given back taken off, before discounts. An invoice counts
 * from its draft on, since a renewal's is one for an hour, until it is given up.
 */
function paidFor(item: ToldItem, invoices: readonly ToldInvoice[]): number | null {
  const lines = invoices
    .filter(
      (invoice) => invoice.status !== 'void' && invoice.status !== 'uncollectible' && !isHeldBack(invoice),
    )
    .flatMap(({ lines }) => lines.data)
    .filter(({ period }) => period.start < item.current_period_end && period.end > item.current_period_start)
  if (lines.length === 0) return null
  return Math.max(
    0,
    lines.reduce((sum, { amount }) => sum + amount, 0),
  )
}

/** Of a change that is not paid: nothing is had of it before. Where nobody is late, it waits for its payment, and nothing is owed. */
export function isHeldBack({ billing_reason, status }: ToldInvoice): boolean {
  return billing_reason === 'subscription_update' && status === 'open'
}

/** Which subscription an invoice is for. */
export function subscriptionIdOf(invoice: ToldInvoice): string | undefined {
  const found = invoice.parent?.subscription_details?.subscription
  return found ? idOf(found) : undefined
}

export function idOf(thing: string | { id: string }): string {
  return typeof thing === 'string' ? thing : thing.id
}

function cancelTime(
  { status, cancel_at, cancel_at_period_end }: ToldSubscription,
  item: ToldItem | undefined,
): Date | null {
  if (status === 'canceled') return null
  return timeOf(cancel_at ?? (cancel_at_period_end ? item?.current_period_end : null))
}

/** Oldest first. */
function openInvoices(subscription: ToldSubscription, invoices: readonly ToldInvoice[]): ToldInvoice[] {
  return invoicesOf(subscription, invoices).filter(({ status }) => status === 'open')
}

/** With those that Stripe was told to collect no more: who owes them is late all the same, until a later one is paid. Oldest first. */
function unpaidInvoices(subscription: ToldSubscription, invoices: readonly ToldInvoice[]): ToldInvoice[] {
  const all = invoicesOf(subscription, invoices)
  const lastPaid = all.findLast(({ status }) => status === 'paid')
  const paidUntil = lastPaid ? finalizedAt(lastPaid) : 0
  return all.filter(
    (invoice) =>
      invoice.status === 'open' || (invoice.status === 'uncollectible' && finalizedAt(invoice) > paidUntil),
  )
}

function invoicesOf({ id }: ToldSubscription, invoices: readonly ToldInvoice[]): ToldInvoice[] {
  return invoices
    .filter((invoice) => subscriptionIdOf(invoice) === id)
    .sort((one, other) => finalizedAt(one) - finalizedAt(other))
}

/** Since the oldest invoice that is not paid was due: an invoice that is charged by itself is due when it is final. */
function lateSince([oldest]: readonly ToldInvoice[]): Date | null {
  return oldest ? new Date(finalizedAt(oldest) * 1000) : null
}

function finalizedAt({ status_transitions, created }: ToldInvoice): number {
  return status_transitions.finalized_at ?? created
}

function timeOf(seconds: number | null | undefined): Date | null {
  return seconds === null || seconds === undefined ? null : new Date(seconds * 1000)
}
