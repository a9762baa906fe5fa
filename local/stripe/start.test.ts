import type Stripe from 'stripe'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type PracticeStripe, practiceStripe } from '#tests/support/practice-stripe.ts'

let practice: PracticeStripe
let stripe: Stripe
let price: Stripe.Price

beforeAll(async () => {
  practice = await practiceStripe()
  stripe = practice.stripe
  await stripe.products.create({ id: 'deskhand_studio', name: 'Studio' })
  price = await stripe.prices.create({
    product: 'deskhand_studio',
    currency: 'usd',
    unit_amount: 4900,
    recurring: { interval: 'month' },
    lookup_key: 'deskhand_studio_month',
  })
})
afterAll(() => practice.stop())

const customer = (more: Stripe.CustomerCreateParams = {}) =>
  stripe.customers.create({ email: 'grace@example.com', name: 'Grace', ...more })

const checkout = async (more: Partial<Stripe.Checkout.SessionCreateParams> = {}) => {
  const { id } = await customer()
  return stripe.checkout.sessions.create({
    mode: 'subscription',
    customer: id,
    line_items: [{ price: price.id, quantity: 2 }],
    success_url: 'http://localhost:3000/billing?session={CHECKOUT_SESSION_ID}',
    cancel_url: 'http://localhost:3000/billing',
    subscription_data: { metadata: { company: 'one' } },
    ...more,
  })
}

const idOf = (thing: string | { id: string } | null): string => {
  if (thing === null) throw new Error('There is none.')
  return typeof thing === 'string' ? thing : thing.id
}

const subscribed = async (card?: string) => {
  const session = await checkout()
  await practice.pay(session.url, card)
  const { subscription } = await stripe.checkout.sessions.retrieve(session.id)
  return stripe.subscriptions.retrieve(idOf(subscription), {
    expand: ['latest_invoice', 'default_payment_method'],
  })
}

describe('paying', () => {
  it('makes an active subscription and leads to the success page', async () => {
    const session = await checkout({ client_reference_id: 'one' })
    const paid = await practice.pay(session.url)
    expect(paid).toMatchObject({
      status: 303,
      location: `http://localhost:3000/billing?session=${session.id}`,
    })
    const done = await stripe.checkout.sessions.retrieve(session.id, {
      expand: ['subscription.latest_invoice'],
    })
    expect(done).toMatchObject({ status: 'complete', payment_status: 'paid', client_reference_id: 'one' })
    expect(done.subscription).toMatchObject({
      status: 'active',
      metadata: { company: 'one' },
      latest_invoice: { status: 'paid', amount_paid: 9800, billing_reason: 'subscription_create' },
    })
  })

  it('is refused with a card that is declined, and can be tried again with another', async () => {
    const session = await checkout()
    expect(await practice.pay(session.url, '4000000000000002')).toMatchObject({ status: 402 })
    expect(await stripe.checkout.sessions.retrieve(session.id)).toMatchObject({
      status: 'open',
      subscription: null,
    })
    expect(await practice.pay(session.url)).toMatchObject({ status: 303 })
  })

  it.each([
    ['approve', 303, 'complete'],
    ['fail', 402, 'open'],
  ])('asks for a 3-D Secure step: %s', async (answer, status, end) => {
    const session = await checkout()
    const asked = await practice.pay(session.url, '4000002500003155')
    expect(asked.location).toBe(`/pay/${session.id}/confirm`)
    expect(await practice.send(`/pay/${session.id}/confirm`, { answer })).toMatchObject({ status })
    expect(await stripe.checkout.sessions.retrieve(session.id)).toMatchObject({ status: end })
  })

  it('knows a card again by its fingerprint', async () => {
    const methods = await Promise.all([subscribed(), subscribed(), subscribed('5555555555554444')])
    const prints = methods.map(({ default_payment_method: method }) =>
      method && typeof method !== 'string' ? method.card?.fingerprint : undefined,
    )
    expect(prints[0]).toBe(prints[1])
    expect(prints[0]).not.toBe(prints[2])
  })
})

describe('time', () => {
  it('renews a subscription that is a month older', async () => {
    const subscription = await subscribed()
    await practice.control('age', { customer: subscription.customer, days: 32 })
    const renewed = await stripe.subscriptions.retrieve(subscription.id, { expand: ['latest_invoice'] })
    expect(renewed).toMatchObject({
      status: 'active',
      latest_invoice: { billing_reason: 'subscription_cycle', status: 'paid', amount_paid: 9800 },
    })
  })

  it('makes late what cannot be collected, tries again, and cancels in the end', async () => {
    const subscription = await subscribed('4000000000000341')
    const later = async (days: number) => {
      await practice.control('age', { customer: subscription.customer, days })
      const now = await stripe.subscriptions.retrieve(subscription.id, { expand: ['latest_invoice'] })
      const invoice = now.latest_invoice
      return [now.status, invoice && typeof invoice !== 'string' ? invoice.attempt_count : 0]
    }
    expect(await later(32)).toEqual(['past_due', 1])
    expect(await later(3)).toEqual(['past_due', 2])
    expect(await later(5)).toEqual(['past_due', 3])
    expect(await later(7)).toEqual(['canceled', 4])
  })
})

it('tells what happened, signed so that the SDK believes it', async () => {
  const subscription = await subscribed()
  const told = () => practice.toldOf(idOf(subscription.customer))
  await expect
    .poll(() => told().map(({ type }) => type))
    .toEqual([
      'customer.created',
      'payment_method.attached',
      'customer.subscription.created',
      'invoice.created',
      'invoice.finalized',
      'payment_intent.succeeded',
      'invoice.paid',
      'invoice.payment_succeeded',
      'customer.subscription.updated',
      'checkout.session.completed',
    ])
  expect(told().at(-1)?.data.object).toMatchObject({ subscription: subscription.id })
})
