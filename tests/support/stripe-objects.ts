// Objects of Stripe as its API answers with them, as far as anybody reads them here.
import type { ToldInvoice, ToldSubscription } from '#lib/billing/subscription-row.ts'

export function seconds(time: string): number {
  return Date.parse(time) / 1000
}

/** Three seats of Studio for November. */
export function aSubscription(facts: Partial<ToldSubscription> = {}): ToldSubscription {
  const item = {
    price: { product: 'deskhand_studio', unit_amount: 4900 },
    quantity: 3,
    current_period_start: seconds('2026-11-01T00:00:00Z'),
    current_period_end: seconds('2026-12-01T00:00:00Z'),
  }
  return {
    id: 'sub_1',
    status: 'active',
    currency: 'usd',
    created: seconds('2026-10-01T00:00:00Z'),
    livemode: false,
    trial_end: null,
    cancel_at: null,
    cancel_at_period_end: false,
    ended_at: null,
    items: { data: [item] },
    ...facts,
  }
}

export interface InvoiceFacts {
  id?: string
  status?: ToldInvoice['status']
  finalized?: string
  paid?: string
  subscription?: string
  attempts?: number
  amountCents?: number
  lines?: ToldInvoice['lines']['data']
  reason?: ToldInvoice['billing_reason']
}

export function anInvoice(facts: InvoiceFacts = {}): ToldInvoice {
  const { id = 'in_1', status = 'open', finalized = '2026-11-01T00:00:00Z', paid, attempts = 0 } = facts
  const { subscription = 'sub_1', amountCents = 14_700, lines = [], reason = 'subscription_cycle' } = facts
  const isPaid = status === 'paid'
  return {
    id,
    number: `A-${id}`,
    status,
    currency: 'usd',
    billing_reason: reason,
    created: seconds(finalized),
    amount_paid: isPaid ? amountCents : 0,
    amount_remaining: isPaid ? 0 : amountCents,
    attempted: attempts > 0,
    attempt_count: attempts,
    hosted_invoice_url: `https://stripe.example/${id}`,
    status_transitions: { finalized_at: seconds(finalized), paid_at: paid ? seconds(paid) : null },
    parent: { subscription_details: { subscription } },
    lines: { data: lines },
  }
}
