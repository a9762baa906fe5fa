// Every order in which what happened to a customer can be told, each of it several times at once and three days late: in the end
// everything here is what Stripe says, and everybody got each mail once. tests/chaos has the same with a hundred, and with kills.
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
  whatIsKnown,
  whatStripeSays,
} from '#tests/support/stripe-life.ts'
import { ends, type Letter, letter, live, orders } from '#tests/support/stripe-storm.ts'
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

function deliver(stripe: Stripe, { body, signature }: Letter) {
  return noteStripeEvent(readEvent(stripe, body, signature, practiceWebhookSecret), { isLive: false })
}

it('is known as Stripe says in every order of what is told, however often and late', async () => {
  const companies: PayingCompany[] = []
  for (const at of orders.keys()) {
    const company = await addPayingCompany(world.sql, account)
    await live(account, company, at)
    companies.push(company)
  }
  const outcomes = await Promise.all(companies.map((company, at) => tell(company, orders[at] ?? [])))
  for (const all of outcomes) {
    expect(all.filter((outcome) => outcome === 'followed')).toHaveLength(5)
    expect(all.filter((outcome) => outcome === 'repeated')).toHaveLength((copies - 1) * 5)
  }
  await vi.waitFor(async () => expect(await isFollowed(world.sql)).toBe(true), { timeout: 60_000 })
  for (const company of companies)
    expect(await whatIsKnown(world.sql, company)).toEqual(await whatStripeSays(account, company))
  const { rows } = await world.sql.query('select distinct status from subscriptions order by 1')
  expect(rows.map(({ status }) => status)).toEqual(ends)
}, 240_000)

async function tell(company: PayingCompany, order: readonly string[]): Promise<string[]> {
  const outcomes: string[] = []
  for (const type of order) {
    const sent = letter(account.stripe, type, company.customer)
    const all = Array.from({ length: copies }, () => deliver(account.stripe, sent))
    outcomes.push(...(await Promise.all(all)))
  }
  return outcomes
}
