// Every order in which what happened to a customer can be told, each of it several times at once and three days late: in the end
// everything here is what Stripe says, and everybody got each mail once. tests/chaos has the same with a hundred, and with kills.
import { randomUUID } from 'node:crypto'
import pino from 'pino'
import { Registry } from 'prom-client'
import type Stripe from 'stripe'
import { afterAll, beforeAll, expect, it, vi } from 'vitest'
import { noteStripeEvent } from '#lib/billing/note-stripe-event.ts'
import { readEvent } from '#lib/stripe/read-event.ts'
import { type HintListener, listenHints } from '#orchestrator/events/listen-hints.ts'
import {
  openPracticeStripe,
  type PracticeAccount,
  practiceWebhookSecret,
} from '#tests/support/stripe-account.ts'
import {
  addPayingCompany,
  isFollowed,
  type PayingCompany,
  setSeats,
  subscribe,
  whatIsKnown,
  whatStripeSays,
} from '#tests/support/stripe-life.ts'
import { openVerbWorld, type VerbWorld } from '#tests/support/verbs.ts'
import { type BillingLoop, startBilling } from './start-billing.ts'

let world: VerbWorld
let account: PracticeAccount
let hints: HintListener
let loops: BillingLoop[]
const log = pino({ level: 'silent' })

beforeAll(async () => {
  world = await openVerbWorld()
  account = await openPracticeStripe()
  hints = listenHints({ databaseUrl: world.databaseUrl, log })
  // Two orchestrators, as in an installation with two hosts.
  loops = [1, 2].map(() => startBilling({ stripe: account.stripe, hints, registry: new Registry(), log }))
})
afterAll(async () => {
  await Promise.all(loops.map((loop) => loop.stop()))
  await hints.close()
  await account.stop()
  await world.close()
})

const copies = 10
const told = ['created', 'updated', 'deleted', 'paid', 'failed'] as const
type Told = (typeof told)[number]
const types: Record<Told, string> = {
  created: 'customer.subscription.created',
  updated: 'customer.subscription.updated',
  deleted: 'customer.subscription.deleted',
  paid: 'invoice.paid',
  failed: 'invoice.payment_failed',
}
const orders = permutations(told)

function permutations<Thing>(things: readonly Thing[]): Thing[][] {
  if (things.length === 0) return [[]]
  return things.flatMap((first, at) =>
    permutations(things.filter((_, other) => other !== at)).map((rest) => [first, ...rest]),
  )
}

/** Three lives in which everything is told; each ends otherwise. */
const lives: Record<string, (company: PayingCompany) => Promise<void>> = {
  'is over': async (company) => {
    const subscription = await subscribe(account, company)
    await setSeats(account, subscription, 3)
    await declineRenewal(company)
    await account.stripe.subscriptions.cancel(subscription.id)
  },
  'is late': async (company) => {
    const first = await subscribe(account, company)
    await account.stripe.subscriptions.cancel(first.id)
    await subscribe(account, company, 4)
    await declineRenewal(company)
  },
  'is paid': async (company) => {
    const first = await subscribe(account, company)
    await declineRenewal(company)
    await account.stripe.subscriptions.cancel(first.id)
    const second = await subscribe(account, company, 1)
    await setSeats(account, second, 5)
  },
}

async function declineRenewal({ customer }: PayingCompany) {
  await account.control('next-payment', { outcome: 'decline' })
  await account.control('age', { customer, days: 31 })
}

const threeDays = 3 * 24 * 60 * 60

/** Signed as it is delivered, and told as of three days ago. Made up where a life has none of it: only the customer is believed. */
function letter(type: string, customer: string): { body: Buffer; signature: string } {
  const event = {
    id: `evt_${randomUUID().replaceAll('-', '')}`,
    object: 'event',
    type,
    livemode: false,
    created: Math.floor(Date.now() / 1000) - threeDays,
    data: { object: { id: 'stale', object: 'subscription', status: 'incomplete', customer } },
  }
  const payload = JSON.stringify(event)
  const signature = account.stripe.webhooks.generateTestHeaderString({
    payload,
    secret: practiceWebhookSecret,
  })
  return { body: Buffer.from(payload), signature }
}

function deliver(stripe: Stripe, { body, signature }: ReturnType<typeof letter>) {
  return noteStripeEvent(readEvent(stripe, body, signature, practiceWebhookSecret), { isLive: false })
}

it('is known as Stripe says in every order of what is told, however often and late', async () => {
  const kinds = Object.values(lives)
  const companies: PayingCompany[] = []
  for (const at of orders.keys()) {
    const company = await addPayingCompany(world.sql, account)
    await kinds[at % kinds.length]?.(company)
    companies.push(company)
  }
  const outcomes = await Promise.all(companies.map((company, at) => tell(company, orders[at] ?? [])))
  for (const all of outcomes) {
    expect(all.filter((outcome) => outcome === 'followed')).toHaveLength(told.length)
    expect(all.filter((outcome) => outcome === 'repeated')).toHaveLength((copies - 1) * told.length)
  }
  await vi.waitFor(async () => expect(await isFollowed(world.sql)).toBe(true), { timeout: 60_000 })
  for (const company of companies)
    expect(await whatIsKnown(world.sql, company)).toEqual(await whatStripeSays(account, company))
  const { rows } = await world.sql.query('select distinct status from subscriptions order by 1')
  expect(rows.map(({ status }) => status)).toEqual(['active', 'canceled', 'past_due'])
}, 240_000)

async function tell(company: PayingCompany, order: readonly Told[]): Promise<string[]> {
  const outcomes: string[] = []
  for (const one of order) {
    const sent = letter(types[one], company.customer)
    const all = Array.from({ length: copies }, () => deliver(account.stripe, sent))
    outcomes.push(...(await Promise.all(all)))
  }
  return outcomes
}
