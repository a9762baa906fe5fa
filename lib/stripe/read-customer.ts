// All that Stripe says of a customer, read anew: what events say is not believed, and their order says nothing.
import type Stripe from 'stripe'
import { isMissing } from './refusal.ts'

export interface StripeTruth {
  isDeleted: boolean
  /** All there ever were of a customer who exists; of one that was deleted, and of those Stripe lists no more, only the asked ones. */
  subscriptions: Stripe.Subscription[]
  /** Asked for and gone for good: Stripe knows the customer, and no such subscription. */
  missing: string[]
  invoices: Stripe.Invoice[]
}

const most = 1_000
/** Enough for two years of one invoice a month and a change of seats a week. */
const mostInvoices = 100

/**
 * `known` are the subscriptions that have not ended as far as we know. @throws StripeError also when the customer is not there at all:
 * then the key is another account's, and nothing may follow from that.
 */
export async function readCustomer(
  stripe: Stripe,
  customer: string,
  known: readonly string[],
): Promise<StripeTruth> {
  const found = await stripe.customers.retrieve(customer)
  const isDeleted = found.deleted === true
  const listed = isDeleted
    ? []
    : await stripe.subscriptions
        .list({ customer, status: 'all', limit: 100 })
        .autoPagingToArray({ limit: most })
  const ids = new Set(listed.map(({ id }) => id))
  const asked = await Promise.all(known.filter((id) => !ids.has(id)).map((id) => readOne(stripe, id)))
  const invoices = isDeleted ? [] : (await stripe.invoices.list({ customer, limit: mostInvoices })).data
  const rest = asked.filter((one) => typeof one !== 'string')
  return {
    isDeleted,
    subscriptions: [...listed, ...rest],
    missing: asked.filter((one) => typeof one === 'string'),
    invoices,
  }
}

/** The id of one that is gone. */
async function readOne(stripe: Stripe, id: string): Promise<Stripe.Subscription | string> {
  try {
    return await stripe.subscriptions.retrieve(id)
  } catch (error) {
    if (isMissing(error)) return id
    throw error
  }
}

/** What tells the same card under any customer. */
export async function readCards(stripe: Stripe, customer: string): Promise<string[]> {
  const { data } = await stripe.paymentMethods.list({ customer, type: 'card', limit: 100 })
  return [...new Set(data.flatMap(({ card }) => card?.fingerprint ?? []))]
}
