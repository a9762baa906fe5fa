// Everything that is told of customers in every order, and lives in which all of it happens.
import { randomUUID } from 'node:crypto'
import type Stripe from 'stripe'
import { type PracticeAccount, practiceWebhookSecret } from './stripe-account.ts'
import { type PayingCompany, setSeats, subscribe } from './stripe-life.ts'

const types = {
  created: 'customer.subscription.created',
  updated: 'customer.subscription.updated',
  deleted: 'customer.subscription.deleted',
  paid: 'invoice.paid',
  failed: 'invoice.payment_failed',
} as const

/** All 120 orders of the five. */
export const orders: readonly string[][] = permutations(Object.values(types))

function permutations(things: readonly string[]): string[][] {
  if (things.length === 0) return [[]]
  return things.flatMap((first, at) =>
    permutations(things.filter((_, other) => other !== at)).map((rest) => [first, ...rest]),
  )
}

type Life = (account: PracticeAccount, company: PayingCompany) => Promise<void>

/** In each of them everything is told; one ends with a subscription that is over, one late, one paid. */
const lives: readonly Life[] = [
  async (account, company) => {
    const subscription = await subscribe(account, company)
    await setSeats(account, subscription, 3)
    await declineRenewal(account, company)
    await account.stripe.subscriptions.cancel(subscription.id)
  },
  async (account, company) => {
    const first = await subscribe(account, company)
    await account.stripe.subscriptions.cancel(first.id)
    await subscribe(account, company, 4)
    await declineRenewal(account, company)
  },
  async (account, company) => {
    const first = await subscribe(account, company)
    await declineRenewal(account, company)
    await account.stripe.subscriptions.cancel(first.id)
    const second = await subscribe(account, company, 1)
    await setSeats(account, second, 5)
  },
]
export const ends = ['active', 'canceled', 'past_due']

export async function live(account: PracticeAccount, company: PayingCompany, at: number): Promise<void> {
  await lives[at % lives.length]?.(account, company)
}

/** With a card that pays while its owner is there, and not when time has passed. */
async function declineRenewal(
  { stripe, control }: PracticeAccount,
  { customer }: PayingCompany,
): Promise<void> {
  const card = await stripe.paymentMethods.attach('pm_card_chargeCustomerFail', { customer })
  await stripe.customers.update(customer, { invoice_settings: { default_payment_method: card.id } })
  await control('age', { customer, days: 31 })
}

const threeDaysSeconds = 3 * 24 * 60 * 60

export interface Letter {
  body: Buffer<ArrayBuffer>
  signature: string
}

/** An event of three days ago, signed as it is delivered. What it says of the subscription is not so (any more). */
export function letter(stripe: Stripe, type: string, customer: string): Letter {
  const event = {
    id: `evt_${randomUUID().replaceAll('-', '')}`,
    object: 'event',
    type,
    livemode: false,
    created: Math.floor(Date.now() / 1000) - threeDaysSeconds,
    data: { object: { id: 'sub_stale', object: 'subscription', status: 'incomplete', customer } },
  }
  const payload = JSON.stringify(event)
  const signature = stripe.webhooks.generateTestHeaderString({ payload, secret: practiceWebhookSecret })
  return { body: Buffer.from(payload), signature }
}
