// A seat with a card whose bank asks its owner at each payment: the change waits at Stripe until they have confirmed.
import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest'
import type { Member } from '#lib/access/caller.ts'
import { hire } from '#lib/employee/hire.ts'
import { addCompany, insertRow } from '#tests/support/company.ts'
import { addEmployee } from '#tests/support/employee.ts'
import { filledIn } from '#tests/support/practice-stripe.ts'
import { openPracticeStripe, type PracticeAccount } from '#tests/support/stripe-account.ts'
import { subscribe } from '#tests/support/stripe-life.ts'
import { openVerbWorld, outcome, type VerbWorld } from '#tests/support/verbs.ts'
import type { Billing } from './billing.ts'
import { changeSubscription } from './change-subscription.ts'
import { claimHints } from './follow-hint.ts'
import { readBilling } from './read-billing.ts'
import { syncCustomer } from './sync-customer.ts'
import { wantSync } from './want-sync.ts'

let world: VerbWorld
let account: PracticeAccount
let billing: Billing
let owner: Member
let customer: string

/** Wants an answer of its owner at each payment. */
const asks = '4000002500003155'

beforeAll(async () => {
  world = await openVerbWorld()
  account = await openPracticeStripe()
  billing = { stripe: account.stripe, siteUrl: 'http://deskhand.test', confirmWithinMs: 1 }
})
afterAll(async () => {
  await account.stop()
  await world.close()
})

beforeEach(async () => {
  const { stripe } = account
  owner = (await addCompany(world.sql, { planKey: null })).owner
  customer = (await stripe.customers.create({ email: owner.email })).id
  await insertRow(world.sql, 'billing_customers', {
    company_id: owner.companyId,
    stripe_customer_id: customer,
  })
  await useCard(await stripe.paymentMethods.attach('pm_card_visa', { customer }))
  await subscribe(account, { customer }, 1)
  const card = await stripe.paymentMethods.create({
    type: 'card',
    card: { number: asks, exp_month: 12, exp_year: 2040 },
  })
  await useCard(await stripe.paymentMethods.attach(card.id, { customer }))
  await follow()
  await addEmployee(world.sql, owner.companyId)
})

const useCard = ({ id }: { id: string }) =>
  account.stripe.customers.update(customer, { invoice_settings: { default_payment_method: id } })

/** What Stripe says now is known here. */
async function follow(): Promise<void> {
  await wantSync(owner)
  for (const hint of await claimHints(10, 60_000)) await syncCustomer(account.stripe, hint)
}

async function known() {
  const { subscription, entitlement } = await readBilling(owner)
  const { rows } = await world.sql.query('select included_micros from companies where id = $1', [
    owner.companyId,
  ])
  return {
    status: subscription?.status,
    seats: entitlement.maxEmployees,
    included: Number(rows[0]?.included_micros),
  }
}

const more = (seats: number) => changeSubscription(owner, { planKey: 'studio', seats }, billing)

/** As its owner does who was led there. */
async function confirm(url: string | null): Promise<void> {
  const { status } = await fetch(new URL(new URL(url ?? '').pathname, account.apiUrl), {
    method: 'POST',
    redirect: 'manual',
    body: new URLSearchParams(filledIn(asks)),
  })
  expect(status).toBe(303)
}

const newcomer = { roleKey: 'executive-assistant', name: 'Carl' }

it('is there once its owner has confirmed, and not before: nothing of it is had, and nobody is told that they owe', async () => {
  const before = await known()
  expect(before).toMatchObject({ status: 'active', seats: 1 })
  const { isConfirmed, confirmUrl } = await more(2)
  expect(isConfirmed).toBe(false)
  await follow()
  expect(await known()).toEqual(before)
  expect(await outcome(() => hire(owner, newcomer))).toBe('limit_reached')

  await confirm(confirmUrl)
  await follow()
  const after = await known()
  expect(after).toMatchObject({ status: 'active', seats: 2 })
  expect(after.included).toBeGreaterThan(before.included)
  expect(await outcome(() => hire(owner, newcomer))).toBe('done')
  const { rows } = await world.sql.query(
    'select template from mails where company_id = $1 and template = $2',
    [owner.companyId, 'payment-failed'],
  )
  expect(rows).toEqual([])
})

it('asked for again is the last wish alone', async () => {
  const first = await more(2)
  const second = await more(3)
  expect(second.confirmUrl).not.toBe(first.confirmUrl)
  await confirm(first.confirmUrl)
  await follow()
  expect(await known()).toMatchObject({ seats: 1 })
  await confirm(second.confirmUrl)
  await follow()
  expect(await known()).toMatchObject({ seats: 3 })
})

it('that nobody confirms is forgotten after a day', async () => {
  const { confirmUrl } = await more(2)
  await account.control('age', { customer, days: 1 })
  await confirm(confirmUrl)
  await follow()
  expect(await known()).toMatchObject({ seats: 1, status: 'active' })
})
