import type Stripe from 'stripe'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { idOf, invoiceOf, itemOf, type Sales, startSales } from '#tests/support/practice-sales.ts'
import { type PracticeStripe, practiceStripe } from '#tests/support/practice-stripe.ts'

const daySeconds = 24 * 60 * 60
const inSeconds = (seconds: number) => Math.floor(Date.now() / 1000) + seconds

/** A busy machine takes its time. */
const soon = { timeout: 15_000 }

let practice: PracticeStripe
let stripe: Stripe
let sales: Sales

beforeAll(async () => {
  practice = await practiceStripe()
  stripe = practice.stripe
  sales = await startSales(practice)
})
afterAll(() => practice.stop())

const cardOf = async (subscription: Stripe.Subscription) => {
  const { default_payment_method: method } = await sales.read(subscription)
  return method && typeof method !== 'string' ? method.card : undefined
}

describe('paying', () => {
  it('makes an active subscription and leads to the success page', async () => {
    const session = await sales.checkout({ client_reference_id: 'one' })
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
    const session = await sales.checkout()
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
    const session = await sales.checkout()
    const asked = await practice.pay(session.url, '4000002500003155')
    expect(asked.location).toBe(`/pay/${session.id}/confirm`)
    expect(await practice.send(`/pay/${session.id}/confirm`, { answer })).toMatchObject({ status })
    expect(await stripe.checkout.sessions.retrieve(session.id)).toMatchObject({ status: end })
  })

  it('happens once, however often the form is sent', async () => {
    const session = await sales.checkout()
    await Promise.all([1, 2, 3].map(() => practice.pay(session.url)))
    const { data } = await stripe.subscriptions.list({ customer: idOf(session.customer) })
    expect(data).toHaveLength(1)
  })

  it('knows a card again by its fingerprint', async () => {
    const paid = await Promise.all(
      [undefined, undefined, '5555555555554444'].map((card) => sales.subscribed(card)),
    )
    const [first, second, third] = await Promise.all(paid.map(cardOf))
    expect(first?.fingerprint).toBe(second?.fingerprint)
    expect(first?.fingerprint).not.toBe(third?.fingerprint)
  })

  it('keeps the rest of a trial and pays nothing before it ends', async () => {
    const end = inSeconds(5 * daySeconds)
    const subscription = await sales.subscribed(undefined, { subscription_data: { trial_end: end } })
    const { status, trial_end, latest_invoice } = await sales.read(subscription)
    expect({ status, trial_end, latest_invoice }).toMatchObject({
      status: 'trialing',
      trial_end: end,
      latest_invoice: { status: 'paid', amount_due: 0 },
    })
    expect(itemOf(subscription).current_period_end).toBe(end)
  })

  it('refuses a trial of less than two days, as Stripe does', async () => {
    const short = sales.checkout({ subscription_data: { trial_end: inSeconds(daySeconds) } })
    await expect(short).rejects.toThrow(/at least 2 days in the future/)
  })

  it('is over with the session', async () => {
    const session = await sales.checkout({ expires_at: inSeconds(31 * 60) })
    await practice.control('age', { customer: idOf(session.customer), days: 0.05 })
    expect(await stripe.checkout.sessions.retrieve(session.id)).toMatchObject({
      status: 'expired',
      url: null,
    })
    expect(await practice.pay(session.url)).toMatchObject({ status: 410 })
    const again = await sales.checkout()
    await stripe.checkout.sessions.expire(again.id)
    expect(await practice.pay(again.url)).toMatchObject({ status: 410 })
  })

  it('makes a customer where there was none', async () => {
    const session = await stripe.checkout.sessions.create({
      mode: 'subscription',
      line_items: [{ price: sales.solo.id, quantity: 1 }],
      success_url: 'http://localhost:3000/',
    })
    await practice.pay(session.url)
    const done = await stripe.checkout.sessions.retrieve(session.id, { expand: ['customer', 'line_items'] })
    expect(done.customer).toMatchObject({ email: 'grace@example.com', name: 'Grace Hopper' })
    expect(done.line_items?.data).toMatchObject([{ quantity: 1, amount_total: 2900 }])
  })
})

describe('time', () => {
  const later = async (subscription: Stripe.Subscription, days: number) => {
    await practice.control('age', { customer: subscription.customer, days })
    const now = await sales.read(subscription)
    return [now.status, invoiceOf(now).attempt_count]
  }

  it('renews a subscription that is a month older', async () => {
    const subscription = await sales.subscribed()
    await later(subscription, 32)
    const renewed = await sales.read(subscription)
    expect(renewed).toMatchObject({
      status: 'active',
      latest_invoice: { billing_reason: 'subscription_cycle', status: 'paid', amount_paid: 9800 },
    })
    const lengthDays =
      (itemOf(renewed).current_period_end - itemOf(renewed).current_period_start) / daySeconds
    expect(lengthDays).toBeGreaterThan(27)
  })

  it('renews as often as months have gone by', async () => {
    const subscription = await sales.subscribed()
    await later(subscription, 100)
    const { data } = await stripe.invoices.list({ subscription: subscription.id })
    expect(data.map(({ billing_reason: reason }) => reason)).toEqual([
      'subscription_cycle',
      'subscription_cycle',
      'subscription_cycle',
      'subscription_create',
    ])
    expect(data.map(({ number }) => number?.slice(-4))).toEqual(['0004', '0003', '0002', '0001'])
  })

  it('makes late what cannot be collected, tries again, and cancels in the end', async () => {
    const subscription = await sales.subscribed('4000000000000341')
    expect(await later(subscription, 32)).toEqual(['past_due', 1])
    expect(await later(subscription, 3)).toEqual(['past_due', 2])
    expect(await later(subscription, 5)).toEqual(['past_due', 3])
    expect(await later(subscription, 7)).toEqual(['canceled', 4])
  })

  it('leaves unpaid instead of cancelling when told so', async () => {
    const subscription = await sales.subscribed('4000000000000341')
    await practice.control('webhooks', { afterRetries: 'unpaid' })
    await later(subscription, 48)
    await practice.control('webhooks', { afterRetries: 'cancel' })
    expect(await sales.read(subscription)).toMatchObject({ status: 'unpaid' })
  })

  it('lets the open invoice be paid on its page, and all is well', async () => {
    const subscription = await sales.subscribed('4000000000000341')
    await later(subscription, 32)
    const { hosted_invoice_url: page, id } = invoiceOf(await sales.read(subscription))
    expect(await practice.pay(page ?? null, '4000000000000002')).toMatchObject({ status: 402 })
    expect(await practice.pay(page ?? null)).toMatchObject({ status: 303 })
    expect(await sales.read(subscription)).toMatchObject({
      status: 'active',
      latest_invoice: { status: 'paid' },
    })
    expect(await later(subscription, 32)).toEqual(['active', 1])
    expect(invoiceOf(await sales.read(subscription)).id).not.toBe(id)
  })

  it('ends a trial with the first payment, warned three days before', async () => {
    const trial_end = inSeconds(7 * daySeconds)
    const subscription = await sales.subscribed(undefined, { subscription_data: { trial_end } })
    const warnings = () =>
      practice
        .toldOf(idOf(subscription.customer))
        .filter(({ type }) => type === 'customer.subscription.trial_will_end')
    await later(subscription, 3)
    expect(warnings()).toHaveLength(0)
    await later(subscription, 2)
    await expect.poll(warnings, soon).toHaveLength(1)
    await later(subscription, 2.5)
    const paying = await sales.read(subscription)
    expect(paying).toMatchObject({ status: 'active', latest_invoice: { status: 'paid', amount_paid: 9800 } })
    expect(warnings()).toHaveLength(1)
  })

  it('ends a subscription whose first invoice nobody paid', async () => {
    const { id } = await sales.customer()
    const made = await stripe.subscriptions.create({
      customer: id,
      items: [{ price: sales.studio.id }],
      payment_behavior: 'default_incomplete',
    })
    expect(made.status).toBe('incomplete')
    await later(made, 1)
    expect(await sales.read(made)).toMatchObject({
      status: 'incomplete_expired',
      latest_invoice: { status: 'void' },
    })
  })

  it('passes by itself too', async () => {
    const { id } = await sales.customer({ payment_method: 'pm_card_visa' })
    const { data } = await stripe.paymentMethods.list({ customer: id })
    const made = await stripe.subscriptions.create({
      customer: id,
      items: [{ price: sales.solo.id }],
      default_payment_method: data[0]?.id ?? '',
      trial_end: inSeconds(1),
    })
    expect(made.status).toBe('trialing')
    await expect.poll(async () => (await sales.read(made)).status, soon).toBe('active')
  })

  it('passes for the customers of a test clock only when it is advanced', async () => {
    const frozen_time = Math.floor(Date.UTC(2030, 0, 31) / 1000)
    const clock = await stripe.testHelpers.testClocks.create({ frozen_time })
    const { id } = await sales.customer({ test_clock: clock.id, payment_method: 'pm_card_visa' })
    const { data } = await stripe.paymentMethods.list({ customer: id })
    await stripe.customers.update(id, { invoice_settings: { default_payment_method: data[0]?.id ?? '' } })
    const made = await stripe.subscriptions.create({ customer: id, items: [{ price: sales.solo.id }] })
    expect([made.status, made.created, made.test_clock]).toEqual(['active', frozen_time, clock.id])
    const ends = async () => {
      const end = itemOf(await sales.read(made)).current_period_end
      return new Date(end * 1000).toISOString().slice(0, 10)
    }
    expect(await ends()).toBe('2030-02-28')
    const to = Math.floor(Date.UTC(2030, 2, 1) / 1000)
    expect(await stripe.testHelpers.testClocks.advance(clock.id, { frozen_time: to })).toMatchObject({
      status: 'advancing',
    })
    expect(await stripe.testHelpers.testClocks.retrieve(clock.id)).toMatchObject({
      status: 'ready',
      frozen_time: to,
    })
    expect(await ends()).toBe('2030-03-31')
  })
})
