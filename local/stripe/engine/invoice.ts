/** Invoices: made of lines, against what the customer has as a balance, with the next number of the customer. */
import type { Customer, Invoice, Line, Subscription } from '../types.ts'
import { newId, type World } from '../world.ts'
import { differences, emit } from './events.ts'

type Reason = 'subscription_create' | 'subscription_cycle' | 'subscription_update' | 'upcoming'

export type Bill = { subscription: Subscription; lines: Line[]; reason: Reason; at: number }

/** Finalised and open: what it asks for is still to be paid. The subscription has it as its latest. */
export function makeInvoice(world: World, bill: Bill): Invoice {
  const customer = customerOf(world, bill.subscription)
  const draft = draftInvoice(world, bill, customer)
  emit(world, 'invoice.created', draft, bill.at)
  const sequence = customer.next_invoice_sequence
  world.store.put('customer', {
    ...customer,
    balance: draft.ending_balance ?? 0,
    next_invoice_sequence: sequence + 1,
  })
  const page = `${world.url}/invoice/${draft.id}`
  const invoice: Invoice = {
    ...draft,
    status: 'open',
    number: `${customer.invoice_prefix}-${String(sequence).padStart(4, '0')}`,
    hosted_invoice_url: page,
    invoice_pdf: `${page}/pdf`,
    effective_at: bill.at,
    status_transitions: { ...draft.status_transitions, finalized_at: bill.at },
  }
  world.store.put('invoice', invoice)
  linkLatest(world, invoice)
  emit(world, 'invoice.finalized', invoice, bill.at)
  return invoice
}

function linkLatest({ store }: World, invoice: Invoice): void {
  const subscription = store.find('subscription', invoice.parent.subscription_details.subscription)
  if (subscription) store.put('subscription', { ...subscription, latest_invoice: invoice.id })
}

function customerOf({ store }: World, { customer }: Subscription): Customer {
  const found = store.find('customer', customer)
  if (!found) throw new Error(`The customer ${customer} of a subscription is gone.`)
  return found
}

/** As it will be, but nothing is kept of it: for previews too. */
export function previewInvoice(world: World, bill: Bill): Invoice {
  return draftInvoice(world, bill, customerOf(world, bill.subscription), 'upcoming_in')
}

function draftInvoice(world: World, bill: Bill, customer: Customer, prefix = 'in'): Invoice {
  const { subscription, lines, reason, at } = bill
  const id = newId(prefix)
  const total = lines.reduce((sum, { amount }) => sum + amount, 0)
  const starting = customer.balance
  const due = Math.max(0, total + Math.min(0, starting))
  return {
    ...emptyInvoice,
    id,
    amount_due: due,
    amount_remaining: due,
    billing_reason: reason,
    created: at,
    currency: subscription.currency,
    customer: customer.id,
    customer_address: customer.address,
    customer_email: customer.email,
    customer_name: customer.name,
    customer_phone: customer.phone,
    starting_balance: starting,
    ending_balance: Math.min(0, total + starting),
    lines: {
      object: 'list',
      data: lines.map((line) => ({ ...line, invoice: id })),
      has_more: false,
      url: `/v1/invoices/${id}/lines`,
    },
    metadata: {},
    parent: {
      type: 'subscription_details',
      quote_details: null,
      subscription_details: { subscription: subscription.id, metadata: subscription.metadata },
    },
    period_start: Math.min(at, ...lines.map(({ period }) => period.start)),
    period_end: at,
    subtotal: total,
    subtotal_excluding_tax: total,
    test_clock: world.store.find('customer', customer.id)?.test_clock ?? null,
    total,
    total_excluding_tax: total,
  }
}

export function changeInvoice(
  world: World,
  id: string,
  changes: Partial<Invoice>,
  at: number,
  silently = false,
): Invoice {
  const before = world.store.find('invoice', id)
  if (!before) throw new Error(`There is no invoice ${id}.`)
  const after = { ...before, ...changes }
  world.store.put('invoice', after)
  if (!silently) emit(world, 'invoice.updated', after, at, differences(before, after))
  return after
}

export function voidInvoice(world: World, id: string, at: number): Invoice {
  const transitions = { finalized_at: null, marked_uncollectible_at: null, paid_at: null }
  const before = world.store.find('invoice', id)?.status_transitions ?? transitions
  const gone: Partial<Invoice> = {
    status: 'void',
    next_payment_attempt: null,
    status_transitions: { ...before, voided_at: at },
  }
  const voided = changeInvoice(world, id, gone, at, true)
  emit(world, 'invoice.voided', voided, at)
  return voided
}

const emptyInvoice = {
  object: 'invoice',
  account_country: 'US',
  account_name: 'Deskhand (local)',
  account_tax_ids: null,
  amount_overpaid: 0,
  amount_paid: 0,
  amount_shipping: 0,
  application: null,
  attempt_count: 0,
  attempted: false,
  auto_advance: true,
  automatic_tax: { disabled_reason: null, enabled: false, liability: null, provider: null, status: null },
  automatically_finalizes_at: null,
  collection_method: 'charge_automatically',
  custom_fields: null,
  customer_account: null,
  customer_shipping: null,
  customer_tax_exempt: 'none',
  customer_tax_ids: [],
  default_payment_method: null,
  default_source: null,
  default_tax_rates: [],
  description: null,
  discounts: [],
  due_date: null,
  effective_at: null,
  footer: null,
  from_invoice: null,
  hosted_invoice_url: null,
  invoice_pdf: null,
  issuer: { type: 'self' },
  last_finalization_error: null,
  latest_revision: null,
  livemode: false,
  next_payment_attempt: null,
  number: null,
  on_behalf_of: null,
  payment_settings: { default_mandate: null, payment_method_options: null, payment_method_types: null },
  post_payment_credit_notes_amount: 0,
  pre_payment_credit_notes_amount: 0,
  receipt_number: null,
  rendering: null,
  shipping_cost: null,
  shipping_details: null,
  statement_descriptor: null,
  status: 'draft',
  status_transitions: { finalized_at: null, marked_uncollectible_at: null, paid_at: null, voided_at: null },
  total_discount_amounts: [],
  total_pretax_credit_amounts: [],
  total_taxes: [],
  webhooks_delivered_at: null,
} satisfies Partial<Invoice>
