import type Stripe from 'stripe'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { idOf, type Sales, startSales } from '#tests/support/practice-sales.ts'
import { type PracticeStripe, practiceStripe, sdkAt } from '#tests/support/practice-stripe.ts'

let practice: PracticeStripe
let stripe: Stripe
let sales: Sales

beforeAll(async () => {
  practice = await practiceStripe()
  stripe = practice.stripe
  sales = await startSales(practice)
})
afterAll(() => practice.stop())

describe('what is not there', () => {
  it('is refused in the shape of Stripe', async () => {
    await expect(stripe.subscriptions.retrieve('sub_none')).rejects.toMatchObject({
      type: 'StripeInvalidRequestError',
      code: 'resource_missing',
      statusCode: 404,
    })
    const named = stripe.checkout.sessions.create({
      mode: 'subscription',
      customer: 'cus_none',
      line_items: [{ price: sales.studio.id, quantity: 1 }],
      success_url: 'http://localhost:3000/',
    })
    await expect(named).rejects.toMatchObject({
      code: 'resource_missing',
      statusCode: 400,
      param: 'customer',
    })
  })

  it('never seems to succeed', async () => {
    await expect(stripe.coupons.list()).rejects.toMatchObject({ statusCode: 404 })
    await expect(stripe.refunds.create({ payment_intent: 'pi_x' })).rejects.toMatchObject({ statusCode: 404 })
    await expect(stripe.customers.create({ balance: 5 })).rejects.toMatchObject({
      code: 'parameter_unknown',
      param: 'balance',
    })
    await expect(stripe.customers.retrieve('cus_none', { expand: ['nothing'] })).rejects.toMatchObject({
      code: 'resource_missing',
    })
    const { id } = await sales.customer()
    await expect(stripe.customers.retrieve(id, { expand: ['nothing'] })).rejects.toThrow(/cannot be expanded/)
  })

  it('is nothing of another key', async () => {
    await expect(sdkAt(practice.url, 'sk_test_other').customers.list()).rejects.toMatchObject({
      type: 'StripeAuthenticationError',
    })
  })
})

describe('idempotency keys', () => {
  it('give the first answer again', async () => {
    const make = () => stripe.customers.create({ email: 'a@b.c' }, { idempotencyKey: 'first' })
    const [one, other] = [await make(), await make()]
    expect(other.id).toBe(one.id)
    expect(other.lastResponse.headers['idempotent-replayed']).toBe('true')
    await practice.restart()
    expect((await make()).id).toBe(one.id)
  })

  it('are refused for another request', async () => {
    await stripe.customers.create({ email: 'a@b.c' }, { idempotencyKey: 'second' })
    const other = stripe.customers.create({ email: 'c@b.a' }, { idempotencyKey: 'second' })
    await expect(other).rejects.toMatchObject({ type: 'StripeIdempotencyError', statusCode: 400 })
  })

  it('give one customer to many who ask at once', async () => {
    const made = await Promise.all(
      Array.from({ length: 20 }, () =>
        stripe.customers.create({ name: 'Once' }, { idempotencyKey: 'third' }),
      ),
    )
    expect(new Set(made.map(({ id }) => id)).size).toBe(1)
  })
})

describe('lists', () => {
  it('come in pages, the newest first', async () => {
    const email = 'pages@example.com'
    const made: string[] = []
    for (let count = 0; count < 5; count++) made.push((await sales.customer({ email })).id)
    const first = await stripe.customers.list({ email, limit: 2 })
    expect(first.has_more).toBe(true)
    const all = await stripe.customers.list({ email, limit: 2 }).autoPagingToArray({ limit: 100 })
    expect(all.map(({ id }) => id)).toEqual(made.reverse())
    const back = await stripe.customers.list({ email, limit: 2, ending_before: made[3] ?? '' })
    expect(back.data.map(({ id }) => id)).toEqual(made.slice(1, 3))
  })

  it('hold what was asked for in place of ids', async () => {
    const subscription = await sales.subscribed()
    const { data } = await stripe.subscriptions.list({
      customer: idOf(subscription.customer),
      expand: ['data.latest_invoice.payments', 'data.items.data.price.product', 'data.customer'],
    })
    expect(data).toMatchObject([
      {
        customer: { email: 'grace@example.com' },
        latest_invoice: { payments: { data: [{ status: 'paid', payment: { type: 'payment_intent' } }] } },
        items: { data: [{ price: { product: { id: 'deskhand_studio' } } }] },
      },
    ])
  })
})

describe('prices', () => {
  it('are found by their key, which goes over to another when asked', async () => {
    const wanted = {
      product: 'deskhand_solo',
      currency: 'usd',
      unit_amount: 3900,
      recurring: { interval: 'month' },
    }
    const key = { lookup_key: 'deskhand_solo_month' }
    await expect(stripe.prices.create({ ...wanted, ...key })).rejects.toThrow(/already uses that lookup key/)
    const next = await stripe.prices.create({ ...wanted, ...key, transfer_lookup_key: true })
    const { data } = await stripe.prices.list({ lookup_keys: [key.lookup_key] })
    expect(data.map(({ id }) => id)).toEqual([next.id])
    expect((await stripe.prices.retrieve(sales.solo.id)).lookup_key).toBeNull()
  })

  it('that are out of use cannot be bought', async () => {
    const old = await stripe.prices.update(sales.solo.id, { active: false })
    const session = sales.checkout({ line_items: [{ price: old.id, quantity: 1 }] })
    await expect(session).rejects.toThrow(/inactive/)
  })
})

it('keeps, changes and takes away metadata', async () => {
  const { id } = await sales.customer({ metadata: { company: 'one', old: 'x' } })
  const { metadata } = await stripe.customers.update(id, { metadata: { old: '', more: 'y' } })
  expect(metadata).toEqual({ company: 'one', more: 'y' })
})

it('undoes all of a request that is refused', async () => {
  const before = (await stripe.events.list({ limit: 1 })).data[0]?.id
  const refused = stripe.customers.create({
    payment_method: 'pm_card_visa',
    invoice_settings: { default_payment_method: 'pm_of_somebody' },
  })
  await expect(refused).rejects.toMatchObject({ code: 'resource_missing' })
  expect((await stripe.events.list({ limit: 1 })).data[0]?.id).toBe(before)
})
