// What a company pays, and to which terms. Amounts are cents of the currency, as Stripe counts.
import { z } from 'zod'
import { entitlement } from './me.ts'
import { time } from './shapes.ts'

export const seatsInput = z.strictObject({
  planKey: z.string().max(40),
  seats: z.int().min(1).max(1000),
})
export type SeatsInput = z.output<typeof seatsInput>

export interface ChangePreview {
  /** Charged at once for the rest of this period. */
  dueNowCents: number
  /** The next invoice. What is given back counts from there on and is not paid back. */
  nextCents: number
  nextAt: string | null
  currency: string
}

export interface Invoice {
  id: string
  number: string | null
  createdAt: string
  status: 'open' | 'paid' | 'void' | 'uncollectible'
  totalCents: number
  currency: string
  /** Where Stripe shows it, and where it can be paid. */
  url: string | null
  pdfUrl: string | null
}

export const subscriptionStatus = z.enum([
  'incomplete',
  'incomplete_expired',
  'trialing',
  'active',
  'past_due',
  'canceled',
  'unpaid',
  'paused',
])
export type SubscriptionStatus = z.output<typeof subscriptionStatus>

const subscription = z.object({
  status: subscriptionStatus,
  planKey: z.string().nullable().describe('null: a price that belongs to no plan'),
  seats: z.int(),
  amountCents: z.int().describe('For a month, tax and discounts aside'),
  currency: z.string(),
  trialEndsAt: time.nullable(),
  periodEndsAt: time.nullable(),
  cancelsAt: time.nullable().describe('When it ends, once it was cancelled'),
  openInvoiceUrl: z.string().nullable().describe('Where what is open can be paid'),
})

export const billing = z.object({
  entitlement,
  subscription: subscription.nullable(),
  hasCustomer: z.boolean().describe('Whether there are invoices and a portal to look at'),
  isConfirming: z.boolean().describe('Stripe said that something changed, and what it is is being read'),
})
export type BillingState = z.output<typeof billing>
