// What Stripe sends, through the route that takes it.
import { randomUUID } from 'node:crypto'
import Stripe from 'stripe'
import { afterAll, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest'
import { POST } from '#app/api/webhooks/stripe/route.ts'
import { addCompany, insertRow } from '#tests/support/company.ts'
import { openRest, type Rest, siteUrl } from '#tests/support/rest.ts'

const secret = 'whsec_of_the_tests_only'
const stripe = new Stripe('sk_test_local_tests')

let rest: Rest
let companyId: string
let customer: string

beforeAll(async () => {
  rest = await openRest()
  vi.stubEnv('STRIPE_SECRET_KEY', 'sk_test_local_tests')
  vi.stubEnv('STRIPE_WEBHOOK_SECRET', secret)
})
afterAll(() => rest.close())
beforeEach(async () => {
  companyId = (await addCompany(rest.sql)).companyId
  customer = `cus_${word()}`
  await insertRow(rest.sql, 'billing_customers', { company_id: companyId, stripe_customer_id: customer })
})

const word = () => randomUUID().replaceAll('-', '')
const dayMs = 24 * 60 * 60 * 1000

function anEvent(facts: Record<string, unknown> = {}, about: Record<string, unknown> = {}) {
  return {
    id: `evt_${word()}`,
    object: 'event',
    type: 'customer.subscription.updated',
    livemode: false,
    created: Math.floor(Date.now() / 1000),
    data: { object: { id: 'sub_1', object: 'subscription', customer, ...about } },
    ...facts,
  }
}

interface Sending {
  signedWith?: string
  signedAt?: Date
  signature?: string | null
}

async function send(event: unknown, { signedWith = secret, signedAt = new Date(), signature }: Sending = {}) {
  const payload = typeof event === 'string' ? event : JSON.stringify(event)
  const header = stripe.webhooks.generateTestHeaderString({
    payload,
    secret: signedWith,
    timestamp: Math.floor(signedAt.getTime() / 1000),
  })
  const headers: Record<string, string> = { 'content-type': 'application/json' }
  if (signature !== null) headers['stripe-signature'] = signature ?? header
  const request = new Request(`${siteUrl}/api/webhooks/stripe`, { method: 'POST', body: payload, headers })
  const response = await POST(request)
  return { status: response.status, body: await response.json() }
}

const hints = async (of = companyId) => {
  const { rows } = await rest.sql.query('select sync_wanted from billing_customers where company_id = $1', [
    of,
  ])
  return rows[0]?.sync_wanted
}
const kept = async (id: string) => {
  const { rows } = await rest.sql.query('select company_id, outcome from stripe_events where id = $1', [id])
  return rows
}

describe('an event', () => {
  it('is kept and counts as a hint to look at its customer', async () => {
    const event = anEvent()
    expect(await send(event)).toEqual({ status: 200, body: { outcome: 'followed' } })
    expect(await hints()).toBe(1)
    expect(await kept(event.id)).toEqual([{ company_id: companyId, outcome: 'followed' }])
  })

  it('that comes a hundred times at once counts once', async () => {
    const event = anEvent()
    const answers = await Promise.all(Array.from({ length: 100 }, () => send(event)))
    expect(answers.map(({ status }) => status)).toEqual(Array.from({ length: 100 }, () => 200))
    const outcomes = answers.map(({ body }) => body.outcome)
    expect(outcomes.filter((outcome) => outcome === 'followed')).toHaveLength(1)
    expect(outcomes.filter((outcome) => outcome === 'repeated')).toHaveLength(99)
    expect(await hints()).toBe(1)
  })

  it('of three days ago counts, when Stripe signs it as it delivers it', async () => {
    const threeDaysAgo = Math.floor((Date.now() - 3 * dayMs) / 1000)
    expect(await send(anEvent({ created: threeDaysAgo }))).toMatchObject({ body: { outcome: 'followed' } })
  })

  it('about the customer itself names it by its id', async () => {
    const event = anEvent({
      type: 'customer.deleted',
      data: { object: { id: customer, object: 'customer' } },
    })
    expect(await send(event)).toMatchObject({ body: { outcome: 'followed' } })
  })

  it('with the customer spelled out names it as well', async () => {
    expect(await send(anEvent({}, { customer: { id: customer, object: 'customer' } }))).toMatchObject({
      body: { outcome: 'followed' },
    })
  })
})

describe('an event without an effect', () => {
  it('is of a customer nobody here knows', async () => {
    const event = anEvent({}, { customer: 'cus_stranger' })
    expect(await send(event)).toEqual({ status: 200, body: { outcome: 'unknown_customer' } })
    expect(await kept(event.id)).toEqual([{ company_id: null, outcome: 'unknown_customer' }])
  })

  it('names a company in its metadata and another customer: metadata is not believed', async () => {
    const event = anEvent(
      {},
      { customer: 'cus_stranger', metadata: { company_id: companyId }, client_reference_id: companyId },
    )
    expect(await send(event)).toMatchObject({ body: { outcome: 'unknown_customer' } })
    expect(await hints()).toBe(0)
  })

  it('names no customer', async () => {
    const event = anEvent({ data: { object: { id: 'price_1', object: 'price' } } })
    expect(await send(event)).toMatchObject({ body: { outcome: 'no_customer' } })
  })

  it('is of the other mode', async () => {
    expect(await send(anEvent({ livemode: true }))).toMatchObject({ body: { outcome: 'wrong_mode' } })
    expect(await hints()).toBe(0)
  })

  it('is of an account connected to ours', async () => {
    expect(await send(anEvent({ account: 'acct_other' }))).toMatchObject({ body: { outcome: 'no_customer' } })
    expect(await hints()).toBe(0)
  })
})

describe('what is refused and kept nowhere', () => {
  it.each<[string, Sending]>([
    ['is not signed', { signature: null }],
    ['is signed with another secret', { signedWith: 'whsec_of_somebody_else' }],
    ['was signed ten minutes ago', { signedAt: new Date(Date.now() - 600_000) }],
    ['has a signature that is none', { signature: 'nonsense' }],
  ])('%s', async (_, sending) => {
    const event = anEvent()
    expect((await send(event, sending)).status).toBe(400)
    expect(await kept(event.id)).toEqual([])
    expect(await hints()).toBe(0)
  })

  it('was changed after it was signed', async () => {
    const event = anEvent()
    const payload = JSON.stringify(event)
    const signature = stripe.webhooks.generateTestHeaderString({ payload, secret })
    expect((await send(payload.replace('updated', 'deleted'), { signature })).status).toBe(400)
  })

  it('is signed and no event', async () => {
    expect((await send({ hello: 'world' })).status).toBe(400)
    expect((await send('not json')).status).toBe(400)
    expect((await send(anEvent({ id: `evt_${'x'.repeat(300)}` }))).status).toBe(400)
  })

  it('is too large', async () => {
    expect((await send(anEvent({}, { padding: 'x'.repeat(600_000) }))).status).toBe(413)
  })
})
