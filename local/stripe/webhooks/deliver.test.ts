import { afterEach, beforeEach, expect, it } from 'vitest'
import { idOf, type Sales, startSales } from '#tests/support/practice-sales.ts'
import { type PracticeStripe, practiceStripe } from '#tests/support/practice-stripe.ts'

/** A busy machine takes its time. */
const soon = { timeout: 15_000 }

let practice: PracticeStripe
let sales: Sales

beforeEach(async () => {
  practice = await practiceStripe()
  sales = await startSales(practice)
})
afterEach(() => practice.stop())

const paid = [
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
]

const subscribe = async () => {
  const customer = idOf((await sales.subscribed()).customer)
  return () => practice.toldOf(customer).map(({ type }) => type)
}

it('tells what happened in order, signed so that the SDK believes it', async () => {
  const types = await subscribe()
  await expect.poll(types, soon).toEqual(paid)
})

it('tells each event as often as it is told to', async () => {
  await practice.control('webhooks', { repeat: 2 })
  const types = await subscribe()
  await expect.poll(() => types().length, soon).toBe(paid.length * 3)
  expect(new Set(types())).toEqual(new Set(paid))
})

it('tells all of them, in another order', async () => {
  await practice.control('webhooks', { shuffle: true })
  const types = await subscribe()
  await expect.poll(() => types().length, soon).toBe(paid.length)
  expect(types()).not.toEqual(paid)
  expect(types().toSorted()).toEqual(paid.toSorted())
})

it('loses what it is told to lose, and can tell it later all the same', async () => {
  const { id } = await sales.customer()
  await expect.poll(() => practice.toldOf(id).length, soon).toBe(1)
  await practice.control('webhooks', { drop: 1 })
  await practice.stripe.customers.update(id, { name: 'Lost' })
  await practice.stripe.customers.update(id, { name: 'Told' })
  const names = () =>
    practice.toldOf(id).map(({ data: { object } }) => ('name' in object ? object.name : null))
  await expect.poll(names, soon).toEqual(['Grace', 'Told'])
  await practice.control('webhooks/redeliver', { customer: id, type: 'customer.updated' })
  await expect.poll(names, soon).toEqual(['Grace', 'Told', 'Lost', 'Told'])
})

it('holds events back until they are released', async () => {
  await practice.control('webhooks', { hold: true })
  const { id } = await sales.customer()
  // Events go out in order: with a later one there, the held one would be there too.
  await practice.control('webhooks', { hold: false })
  await expect.poll(() => practice.toldOf(id).length, soon).toBe(1)
  await practice.control('webhooks', { hold: true })
  const held = await sales.customer()
  const state = await fetch(`${practice.url}/_control/webhooks`).then((answer) => answer.json())
  expect(state).toMatchObject({ hold: true })
  expect(practice.toldOf(held.id)).toHaveLength(0)
})

it('tries again until somebody takes it, also after a restart', async () => {
  practice.answerWith(500)
  const { id } = await sales.customer()
  await expect.poll(() => practice.toldOf(id).length, soon).toBeGreaterThan(1)
  await practice.restart()
  practice.answerWith(200)
  const before = practice.toldOf(id).length
  await expect.poll(() => practice.toldOf(id).length, soon).toBe(before + 1)
  const ids = new Set(practice.toldOf(id).map((event) => event.id))
  expect(ids.size).toBe(1)
})

it('lets nobody wait for a customer whose event takes long', async () => {
  const answer = practice.answerLate('Slow')
  const slow = await sales.customer({ name: 'Slow' })
  const quick = await sales.customer({ name: 'Quick' })
  await expect.poll(() => practice.toldOf(quick.id).length, soon).toBe(1)
  expect(practice.toldOf(slow.id)).toHaveLength(0)
  answer()
  await expect.poll(() => practice.toldOf(slow.id).length, soon).toBe(1)
})

it('tells only what an endpoint of the account has asked for', async () => {
  const { secret } = await practice.stripe.webhookEndpoints.create({
    url: 'http://127.0.0.1:9/',
    enabled_events: ['customer.created'],
  })
  expect(secret).toMatch(/^whsec_/)
  const { data } = await practice.stripe.webhookEndpoints.list()
  expect(data[0]).not.toHaveProperty('secret')
  const { id } = await sales.customer()
  await practice.stripe.customers.update(id, { name: 'Other' })
  const waitedFor = async () => {
    const { data: events } = await practice.stripe.events.list({ types: ['customer.*'], limit: 2 })
    return events.map(({ type, pending_webhooks: pending }) => [type, pending])
  }
  await expect.poll(waitedFor, soon).toEqual([
    ['customer.updated', 0],
    ['customer.created', 1],
  ])
})
