import type Stripe from 'stripe'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { idOf, invoiceOf, itemOf, type Sales, startSales } from '#tests/support/practice-sales.ts'
import { type PracticeStripe, practiceStripe } from '#tests/support/practice-stripe.ts'

let practice: PracticeStripe
let stripe: Stripe
let sales: Sales

beforeAll(async () => {
  practice = await practiceStripe()
  stripe = practice.stripe
  sales = await startSales(practice)
})
afterAll(() => practice.stop())

/** Half a period later. */
const halfway = async (card?: string) => {
  const made = await sales.subscribed(card)
  await practice.control('age', { customer: made.customer, days: 15 })
  return sales.read(made)
}

const moreSeats = (subscription: Stripe.Subscription, quantity = 4) => [
  { id: itemOf(subscription).id, quantity },
]

describe('a change of seats or price', () => {
  it('costs what the preview said', async () => {
    const subscription = await halfway()
    const proration_date = Math.floor(Date.now() / 1000)
    const preview = await stripe.invoices.createPreview({
      subscription: subscription.id,
      subscription_details: {
        items: moreSeats(subscription),
        proration_behavior: 'always_invoice',
        proration_date,
      },
    })
    expect(preview.lines.data.map(({ parent }) => parent?.subscription_item_details?.proration)).toEqual([
      true,
      true,
    ])
    await stripe.subscriptions.update(subscription.id, {
      items: moreSeats(subscription),
      proration_behavior: 'always_invoice',
      proration_date,
    })
    const after = await sales.read(subscription)
    expect(itemOf(after)).toMatchObject({ quantity: 4, id: itemOf(subscription).id })
    expect(invoiceOf(after)).toMatchObject({
      status: 'paid',
      billing_reason: 'subscription_update',
      amount_paid: preview.amount_due,
    })
    // Two more seats for about half a month.
    expect(preview.amount_due).toBeGreaterThan(4400)
    expect(preview.amount_due).toBeLessThan(5500)
  })

  it('goes onto the next invoice when it is not to be paid at once', async () => {
    const subscription = await halfway()
    const first = invoiceOf(subscription).id
    await stripe.subscriptions.update(subscription.id, { items: moreSeats(subscription, 1) })
    const now = await sales.read(subscription)
    expect(invoiceOf(now).id).toBe(first)
    const preview = await stripe.invoices.createPreview({ subscription: subscription.id })
    await practice.control('age', { customer: subscription.customer, days: 17 })
    const next = invoiceOf(await sales.read(subscription))
    expect(next.amount_paid).toBe(preview.amount_due)
    expect(next.amount_paid).toBeLessThan(4900)
  })

  it('to something cheaper is kept as a credit, and spent with the next invoice', async () => {
    const subscription = await halfway()
    await stripe.subscriptions.update(subscription.id, {
      items: [{ id: itemOf(subscription).id, price: sales.solo.id, quantity: 1 }],
      proration_behavior: 'always_invoice',
    })
    const credited = invoiceOf(await sales.read(subscription))
    expect(credited).toMatchObject({ status: 'paid', amount_due: 0, amount_paid: 0 })
    const customer = await stripe.customers.retrieve(idOf(subscription.customer))
    expect(customer).toMatchObject({ balance: credited.total })
    await practice.control('age', { customer: subscription.customer, days: 17 })
    expect(invoiceOf(await sales.read(subscription)).amount_paid).toBe(Math.max(0, 2900 + credited.total))
  })

  it('changes nothing when it has to be paid and cannot', async () => {
    const subscription = await halfway()
    await practice.control('next-payment', { outcome: 'decline' })
    const declined = stripe.subscriptions.update(subscription.id, {
      items: moreSeats(subscription),
      proration_behavior: 'always_invoice',
      payment_behavior: 'error_if_incomplete',
    })
    await expect(declined).rejects.toMatchObject({ type: 'StripeCardError', code: 'card_declined' })
    expect(itemOf(await sales.read(subscription)).quantity).toBe(2)
    await stripe.subscriptions.update(subscription.id, {
      items: moreSeats(subscription),
      proration_behavior: 'always_invoice',
      payment_behavior: 'error_if_incomplete',
    })
    expect(await sales.read(subscription)).toMatchObject({ status: 'active' })
  })

  it('is refused with a card whose bank asks, and the next renewal is not: nobody is there to be asked', async () => {
    const session = await sales.checkout()
    await practice.pay(session.url, '4000002500003155')
    await practice.send(`/pay/${session.id}/confirm`, { answer: 'approve' })
    const { subscription: id } = await stripe.checkout.sessions.retrieve(session.id)
    const subscription = await stripe.subscriptions.retrieve(idOf(id))
    const update = stripe.subscriptions.update(subscription.id, {
      items: moreSeats(subscription),
      proration_behavior: 'always_invoice',
      payment_behavior: 'error_if_incomplete',
    })
    await expect(update).rejects.toMatchObject({ code: 'authentication_required', statusCode: 402 })
    expect(itemOf(await sales.read(subscription)).quantity).toBe(2)
    await practice.control('age', { customer: subscription.customer, days: 32 })
    expect(await sales.read(subscription)).toMatchObject({
      status: 'active',
      latest_invoice: { status: 'paid' },
    })
  })

  it('costs nothing during a trial', async () => {
    const subscription = await sales.subscribed(undefined, { subscription_data: { trial_period_days: 7 } })
    const preview = await stripe.invoices.createPreview({
      subscription: subscription.id,
      subscription_details: { items: moreSeats(subscription), proration_behavior: 'always_invoice' },
    })
    expect(preview.amount_due).toBe(0)
  })
})

describe('the end', () => {
  it('of a trial can be now', async () => {
    const subscription = await sales.subscribed(undefined, { subscription_data: { trial_period_days: 7 } })
    const paying = await stripe.subscriptions.update(subscription.id, {
      trial_end: 'now',
      proration_behavior: 'none',
      expand: ['latest_invoice'],
    })
    expect(paying).toMatchObject({ status: 'active', latest_invoice: { amount_paid: 9800, status: 'paid' } })
    expect(paying.trial_end ?? 0).toBeLessThanOrEqual(Math.floor(Date.now() / 1000))
  })

  it('with the period can be taken back', async () => {
    const subscription = await sales.subscribed()
    const end = itemOf(subscription).current_period_end
    const ending = await stripe.subscriptions.update(subscription.id, { cancel_at_period_end: true })
    expect(ending).toMatchObject({ status: 'active', cancel_at_period_end: true, cancel_at: end })
    const going = await stripe.subscriptions.update(subscription.id, { cancel_at_period_end: false })
    expect(going).toMatchObject({ cancel_at_period_end: false, cancel_at: null, canceled_at: null })
  })

  it('with the period comes with it, and nothing more is charged', async () => {
    const subscription = await sales.subscribed()
    await stripe.subscriptions.update(subscription.id, { cancel_at_period_end: true })
    await practice.control('age', { customer: subscription.customer, days: 40 })
    const ended = await sales.read(subscription)
    expect(ended.status).toBe('canceled')
    expect(ended.ended_at).toBe(itemOf(ended).current_period_end)
    expect(await stripe.invoices.list({ subscription: subscription.id })).toMatchObject({
      data: { length: 1 },
    })
    const update = stripe.subscriptions.update(subscription.id, { items: moreSeats(subscription) })
    await expect(update).rejects.toThrow(/canceled subscription/)
  })

  it('can be now, with what is left given back', async () => {
    const subscription = await halfway()
    const gone = await stripe.subscriptions.cancel(subscription.id, { prorate: true, invoice_now: true })
    expect(gone).toMatchObject({
      status: 'canceled',
      cancellation_details: { reason: 'cancellation_requested' },
    })
    const customer = await stripe.customers.retrieve(idOf(subscription.customer))
    expect(customer.deleted ? 0 : customer.balance).toBeLessThan(-4000)
    expect(await stripe.subscriptions.list({ customer: idOf(subscription.customer) })).toMatchObject({
      data: [],
    })
  })
})

describe('the portal', () => {
  const visit = async (subscription: Stripe.Subscription) => {
    const session = await stripe.billingPortal.sessions.create({
      customer: idOf(subscription.customer),
      return_url: 'http://localhost:3000/billing',
    })
    return new URL(session.url).pathname
  }

  it('cancels at a moment, as Stripe does there, and takes it back', async () => {
    const subscription = await sales.subscribed()
    const page = await visit(subscription)
    await practice.send(`${page}/cancel`)
    expect(await sales.read(subscription)).toMatchObject({
      cancel_at: itemOf(subscription).current_period_end,
      cancel_at_period_end: false,
    })
    await practice.send(`${page}/resume`)
    expect(await sales.read(subscription)).toMatchObject({ cancel_at: null })
  })

  it('changes the card that pays', async () => {
    const subscription = await sales.subscribed('4000000000000341')
    await practice.pay(`${practice.url}${await visit(subscription)}/card`, '5555555555554444')
    await practice.control('age', { customer: subscription.customer, days: 32 })
    expect(await sales.read(subscription)).toMatchObject({
      status: 'active',
      default_payment_method: { card: { brand: 'mastercard' } },
    })
  })

  it('shows the invoices and the way back', async () => {
    const subscription = await sales.subscribed()
    const answer = await fetch(`${practice.url}${await visit(subscription)}`)
    const text = await answer.text()
    expect(text).toContain('-0001')
    expect(text).toContain('href="http://localhost:3000/billing"')
    expect(text).not.toContain('4242424242424242')
  })
})
