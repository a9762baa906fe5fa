import type Stripe from 'stripe'
import { authorize } from '#lib/access/authorize.ts'
import type { CompanyCaller } from '#lib/access/caller.ts'
import { record } from '#lib/audit/record.ts'
import { transact } from '#lib/db/transact.ts'
import { AppError } from '#lib/errors.ts'
import { priceOf } from '#lib/stripe/catalog.ts'
import { asking } from '#lib/stripe/refusal.ts'
import type { SeatsInput } from '#lib/wire/billing.ts'
import { type Billing, billingPath, confirmingPath } from './billing.ts'
import { checkRoom, parseSeats, type WantedSeats } from './check-seats.ts'
import { beginCheckout, customerFor, endCheckout } from './keep-customer.ts'
import { invoiceIsOpen, requireUnsuspended } from './payable.ts'
import { readBillingFacts } from './read-entitlement.ts'
import { isHeld } from './subscription-row.ts'
import { wantSync } from './want-sync.ts'

/**
 * Where the plan is paid. Whoever pays during the trial pays nothing before it is over. @throws AppError `conflict` for a company that
 * has a subscription, `payment_required` for one that is suspended or has an invoice open, `limit_reached` when more work here than there would be seats, `unavailable` when Stripe does not answer.
 */
export async function startCheckout(
  caller: CompanyCaller,
  input: SeatsInput,
  { stripe, siteUrl }: Billing,
): Promise<{ url: string }> {
  authorize(caller, 'billing.manage')
  const wanted = parseSeats(input)
  const { begun, trialEndsAt } = await transact(caller, async (tx) => {
    await checkRoom(tx, caller, wanted)
    const facts = await readBillingFacts(tx, caller.companyId)
    requireUnsuspended(facts)
    if (facts.subscription && isHeld(facts.subscription.status))
      throw alreadyPaying(facts.subscription.status)
    const begun = await beginCheckout(tx)
    const details = { plan: wanted.plan.key, seats: wanted.seats }
    await record(tx, { companyId: caller.companyId, action: 'billing.checkout_started', details })
    return { begun, trialEndsAt: facts.trialEndsAt }
  })
  try {
    return await asking(async () => {
      const customer = await customerFor(caller, stripe, begun)
      await leaveOneOpen(caller, stripe, customer)
      const given = { customer, wanted, trialEndsAt, siteUrl, companyId: caller.companyId }
      const { url } = await stripe.checkout.sessions.create(await sessionOf(stripe, given))
      if (!url) throw new Error('Stripe made a checkout without an address')
      return { url }
    })
  } finally {
    await endCheckout(caller)
  }
}

function alreadyPaying(status: string): AppError {
  if (status === 'past_due' || status === 'unpaid') return invoiceIsOpen()
  return new AppError('conflict', {
    detail:
      'Your company has a subscription already. Nothing was charged. Change its plan and seats on the page Billing.',
  })
}

/** Of two windows with a checkout only the last can be paid; and who has paid a moment ago pays nothing twice. */
async function leaveOneOpen(caller: CompanyCaller, stripe: Stripe, customer: string): Promise<void> {
  const subscriptions = await stripe.subscriptions.list({ customer, limit: 100 })
  const held = subscriptions.data.find(({ status }) => isHeld(status))
  if (held) {
    await wantSync(caller)
    throw alreadyPaying(held.status)
  }
  const { data } = await stripe.checkout.sessions.list({ customer, status: 'open', limit: 100 })
  for (const session of data) await stripe.checkout.sessions.expire(session.id)
}

interface SessionFacts {
  customer: string
  companyId: string
  wanted: WantedSeats
  trialEndsAt: Date | null
  siteUrl: string
}

async function sessionOf(
  stripe: Stripe,
  { customer, companyId, wanted, trialEndsAt, siteUrl }: SessionFacts,
): Promise<Stripe.Checkout.SessionCreateParams> {
  const price = await priceOf(stripe, wanted.plan.key)
  return {
    mode: 'subscription',
    customer,
    client_reference_id: companyId,
    line_items: [{ price: price.id, quantity: wanted.seats }],
    subscription_data: { metadata: { company_id: companyId }, ...restOfTrial(trialEndsAt) },
    // Addresses and tax ids are asked for, checked and kept by Stripe alone.
    billing_address_collection: 'required',
    tax_id_collection: { enabled: true },
    customer_update: { address: 'auto', name: 'auto' },
    success_url: `${siteUrl}${confirmingPath}?session={CHECKOUT_SESSION_ID}`,
    cancel_url: `${siteUrl}${billingPath}?checkout=cancelled`,
  }
}

/** Stripe refuses a trial of less than two days; a quarter of an hour goes by at the checkout. */
const leastTrialMs = (48 * 60 + 15) * 60 * 1000

function restOfTrial(trialEndsAt: Date | null): { trial_end?: number } {
  if (!trialEndsAt || trialEndsAt.getTime() - Date.now() < leastTrialMs) return {}
  return { trial_end: Math.floor(trialEndsAt.getTime() / 1000) }
}
