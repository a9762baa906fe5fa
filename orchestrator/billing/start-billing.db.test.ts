// The loop when Stripe does not answer, and when it answers what nobody hopes for.
import pino from 'pino'
import { Registry } from 'prom-client'
import { afterAll, beforeAll, beforeEach, expect, it, vi } from 'vitest'
import { type HintListener, listenHints } from '#orchestrator/events/listen-hints.ts'
import { type FaultyStripe, openFaultyStripe } from '#tests/support/faulty-stripe.ts'
import { openPracticeStripe, type PracticeAccount } from '#tests/support/stripe-account.ts'
import { addPayingCompany, type PayingCompany, setSeats, subscribe } from '#tests/support/stripe-life.ts'
import { openVerbWorld, type VerbWorld } from '#tests/support/verbs.ts'
import { type BillingLoop, startBilling } from './start-billing.ts'

let world: VerbWorld
let account: PracticeAccount
let faulty: FaultyStripe
let hints: HintListener
let loop: BillingLoop
let company: PayingCompany
const log = pino({ level: 'silent' })

beforeAll(async () => {
  world = await openVerbWorld()
  account = await openPracticeStripe()
  faulty = await openFaultyStripe(account)
  hints = listenHints({ databaseUrl: world.databaseUrl, log })
  const pace = { sweepMs: 100, longestBackOffMs: 500 }
  loop = startBilling({ stripe: faulty.stripe, hints, registry: new Registry(), log, pace })
})
afterAll(async () => {
  await loop.stop()
  await hints.close()
  await faulty.stop()
  await account.stop()
  await world.close()
})
beforeEach(async () => {
  faulty.fail(() => undefined)
  company = await addPayingCompany(world.sql, account)
})

const hint = () =>
  world.sql.query('update billing_customers set sync_wanted = sync_wanted + 1 where company_id = $1', [
    company.companyId,
  ])
const customer = async () =>
  (await world.sql.query('select * from billing_customers where company_id = $1', [company.companyId]))
    .rows[0]
const seats = async () =>
  (
    await world.sql.query('select seats, status from subscriptions where company_id = $1', [
      company.companyId,
    ])
  ).rows[0]
const followed = () =>
  vi.waitFor(async () => expect((await customer()).sync_done).toBe((await customer()).sync_wanted))

it.each([
  [
    'is out of order',
    () => ({ status: 500, body: { error: { type: 'api_error', message: 'Out of order' } } }),
  ],
  [
    'is asked too often',
    () => ({ status: 429, body: { error: { type: 'rate_limit_error', message: 'Too many' } } }),
  ],
  ['hangs up', () => 'hang up' as const],
])('keeps the hint and what was known while Stripe %s, and goes on when it is back', async (_, fault) => {
  const subscription = await subscribe(account, company, 2)
  await hint()
  await followed()
  await setSeats(account, subscription, 6)
  faulty.fail(fault)
  await hint()
  await vi.waitFor(async () => expect((await customer()).sync_failures).toBeGreaterThan(0), {
    timeout: 30_000,
  })
  expect(await customer()).toMatchObject({ failure: expect.stringMatching(/./) })
  expect(await seats()).toMatchObject({ seats: 2, status: 'active' })
  faulty.fail(() => undefined)
  await followed()
  expect(await seats()).toMatchObject({ seats: 6 })
  expect(await customer()).toMatchObject({ failure: null, sync_failures: 0, sync_lease_until: null })
})

it('ends what a deleted customer had, and leaves room for another customer', async () => {
  const { id } = await subscribe(account, company, 2)
  await hint()
  await followed()
  await account.stripe.subscriptions.cancel(id)
  const gone = { id: company.customer, object: 'customer', deleted: true }
  faulty.fail((path) =>
    path.startsWith(`/v1/customers/${company.customer}`) ? { status: 200, body: gone } : undefined,
  )
  await hint()
  await followed()
  expect(await seats()).toMatchObject({ status: 'canceled' })
  expect(await customer()).toMatchObject({ stripe_customer_id: null, making: 2 })
})

it('ends a subscription that Stripe knows no more while it knows its customer', async () => {
  const { id } = await subscribe(account, company, 2)
  await hint()
  await followed()
  const missing = {
    error: { type: 'invalid_request_error', code: 'resource_missing', message: 'No such subscription' },
  }
  faulty.fail((path) => {
    if (path.startsWith(`/v1/subscriptions/${id}`)) return { status: 404, body: missing }
    const none = { object: 'list', data: [], has_more: false, url: '/v1/subscriptions' }
    return path.startsWith('/v1/subscriptions?') ? { status: 200, body: none } : undefined
  })
  await hint()
  await followed()
  expect(await seats()).toMatchObject({ status: 'canceled' })
})
