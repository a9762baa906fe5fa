// From the checkout to the last change of seats, with Stripe's stand-in and the loop that reads the truth.
import pino from 'pino'
import { Registry } from 'prom-client'
import { afterAll, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest'
import type { Member } from '#lib/access/caller.ts'
import { hire } from '#lib/employee/hire.ts'
import { AppError } from '#lib/errors.ts'
import { startBilling } from '#orchestrator/billing/start-billing.ts'
import { listenHints } from '#orchestrator/events/listen-hints.ts'
import { addCompany, addMember } from '#tests/support/company.ts'
import { addEmployee } from '#tests/support/employee.ts'
import { filledIn } from '#tests/support/practice-stripe.ts'
import { openPracticeStripe, type PracticeAccount } from '#tests/support/stripe-account.ts'
import { auditOf, openVerbWorld, outcome, outcomes, type VerbWorld } from '#tests/support/verbs.ts'
import type { Billing } from './billing.ts'
import { changeSubscription } from './change-subscription.ts'
import { confirmCheckout } from './confirm-checkout.ts'
import { listInvoices } from './list-invoices.ts'
import { openPortal } from './open-portal.ts'
import { previewChange } from './preview-change.ts'
import { readBilling } from './read-billing.ts'
import { startCheckout } from './start-checkout.ts'

let world: VerbWorld
let account: PracticeAccount
let billing: Billing
let stop: () => Promise<void>
let owner: Member
const log = pino({ level: 'silent' })
const studio = { planKey: 'studio', seats: 2 }

beforeAll(async () => {
  world = await openVerbWorld()
  account = await openPracticeStripe()
  billing = { stripe: account.stripe, siteUrl: 'http://deskhand.test' }
  const hints = listenHints({ databaseUrl: world.databaseUrl, log })
  const loop = startBilling({ stripe: account.stripe, hints, registry: new Registry(), log })
  stop = async () => {
    await loop.stop()
    await hints.close()
  }
})
afterAll(async () => {
  await stop()
  await account.stop()
  await world.close()
})
beforeEach(async () => {
  ;({ owner } = await addCompany(world.sql, { planKey: null }))
})

async function payAt(url: string, card = '4242424242424242') {
  const body = new URLSearchParams(filledIn(card))
  const address = new URL(new URL(url).pathname, account.apiUrl)
  const answer = await fetch(address, { method: 'POST', redirect: 'manual', body })
  const location = answer.headers.get('location')
  return { status: answer.status, sessionId: location ? new URL(location).searchParams.get('session') : null }
}

/** Comes back from the checkout and waits for the truth. */
async function confirmed(sessionId: string | null) {
  await vi.waitFor(async () =>
    expect(await confirmCheckout(owner, { sessionId: sessionId ?? '' }, billing)).toBe('confirmed'),
  )
}

async function pay(input = studio, card?: string) {
  const { url } = await startCheckout(owner, input, billing)
  const { sessionId } = await payAt(url, card)
  await confirmed(sessionId)
}

async function customer(): Promise<string> {
  const { rows } = await world.sql.query(
    'select stripe_customer_id from billing_customers where company_id = $1',
    [owner.companyId],
  )
  return String(rows[0]?.stripe_customer_id)
}
/** Of the model cost, for a month. */
async function included(): Promise<number> {
  const { rows } = await world.sql.query('select included_micros from companies where id = $1', [
    owner.companyId,
  ])
  return Number(rows[0]?.included_micros)
}
const refusal = (work: () => Promise<unknown>) =>
  work().then(
    () => 'done',
    (error: unknown) => (error instanceof AppError ? error.facts.detail : error),
  )
async function employ(...names: string[]) {
  for (const name of names) await addEmployee(world.sql, owner.companyId, { employee: { name } })
}

describe('a checkout', () => {
  it('that is paid gives the seats, also when Stripe tells nobody', async () => {
    const { url } = await startCheckout(owner, studio, billing)
    expect(await readBilling(owner)).toMatchObject({ subscription: null, hasCustomer: true })
    const { status, sessionId } = await payAt(url)
    expect(status).toBe(303)
    await confirmed(sessionId)
    expect(await readBilling(owner)).toMatchObject({
      entitlement: { standing: 'paying', planKey: 'studio', maxEmployees: 2, mayRun: true },
      subscription: { status: 'active', planKey: 'studio', seats: 2, amountCents: 9_800, cancelsAt: null },
      hasCustomer: true,
      isConfirming: false,
    })
    expect(await auditOf(world.sql, owner.companyId)).toContain('billing.checkout_started')
  })

  it('of somebody on trial charges nothing before the trial is over', async () => {
    await world.sql.query(
      `update companies set plan_key = 'studio', trial_started_at = now(), trial_ends_at = now() + interval '5 days' where id = $1`,
      [owner.companyId],
    )
    await pay()
    const { subscription } = await readBilling(owner)
    expect(subscription).toMatchObject({ status: 'trialing', seats: 2 })
    const days = (Date.parse(subscription?.trialEndsAt ?? '') - Date.now()) / 86_400_000
    expect(days).toBeGreaterThan(4.9)
    expect(days).toBeLessThan(5.1)
  })

  it('that is declined or left changes nothing', async () => {
    const { url } = await startCheckout(owner, studio, billing)
    expect((await payAt(url, '4000000000000002')).status).toBe(402)
    const sessionId = new URL(url).pathname.split('/').at(-1) ?? ''
    expect(await confirmCheckout(owner, { sessionId }, billing)).toBe('not_paid')
    expect(await readBilling(owner)).toMatchObject({ subscription: null })
  })

  it('is left open in one window only: the one before cannot be paid any more', async () => {
    const before = await startCheckout(owner, studio, billing)
    await startCheckout(owner, { planKey: 'solo', seats: 1 }, billing)
    expect((await payAt(before.url)).status).toBe(410)
  })

  it('started ten times at once makes one customer', async () => {
    const attempts = Array.from({ length: 10 }, () => () => startCheckout(owner, studio, billing))
    const all = await outcomes(attempts)
    expect(all.filter((one) => one === 'done').length).toBeGreaterThan(0)
    expect(all.every((one) => one === 'done' || one === 'conflict')).toBe(true)
    const { data } = await account.stripe.customers.list({ email: owner.email })
    expect(data).toHaveLength(1)
  })

  it('finds the same customer after whoever made it was killed before they could write it down', async () => {
    await startCheckout(owner, studio, billing)
    const made = await account.stripe.customers.list({ email: owner.email })
    await world.sql.query(
      `update billing_customers set stripe_customer_id = null, checkout_lease_until = null where company_id = $1`,
      [owner.companyId],
    )
    await pay()
    const again = await account.stripe.customers.list({ email: owner.email })
    expect(again.data.map(({ id }) => id)).toEqual(made.data.map(({ id }) => id))
  })

  it('is refused to whoever pays already, also when it is not known here yet', async () => {
    await pay()
    expect(await outcome(() => startCheckout(owner, studio, billing))).toBe('conflict')
    await world.sql.query('delete from subscriptions where company_id = $1', [owner.companyId])
    expect(await outcome(() => startCheckout(owner, studio, billing))).toBe('conflict')
    await vi.waitFor(async () => expect((await readBilling(owner)).subscription).not.toBeNull())
  })

  it('is refused for fewer seats than people at work, with their names', async () => {
    await employ('Ada', 'Bert', 'Carl')
    expect(await refusal(() => startCheckout(owner, studio, billing))).toMatch(
      /Ada, Bert, Carl.*1 of them go/,
    )
    expect(await outcome(() => startCheckout(owner, { planKey: 'solo', seats: 2 }, billing))).toBe('invalid')
    expect(await outcome(() => startCheckout(owner, { planKey: 'none', seats: 1 }, billing))).toBe('invalid')
  })

  it('of another company is none of ours', async () => {
    const { url } = await startCheckout(owner, studio, billing)
    const sessionId = new URL(url).pathname.split('/').at(-1) ?? ''
    const { owner: stranger } = await addCompany(world.sql, { planKey: null })
    await startCheckout(stranger, studio, billing)
    expect(await outcome(() => confirmCheckout(stranger, { sessionId }, billing))).toBe('not_found')
    expect(await outcome(() => confirmCheckout(owner, { sessionId: 'cs_test_none' }, billing))).toBe(
      'not_found',
    )
    expect(await outcome(() => confirmCheckout(owner, { sessionId: '../v1' }, billing))).toBe('not_found')
  })
})

describe('seats', () => {
  it('are full, one more is offered, previewed, paid for, and hired into', async () => {
    await pay()
    await employ('Ada', 'Bert')
    const newcomer = { roleKey: 'executive-assistant', name: 'Carl' }
    expect(await refusal(() => hire(owner, newcomer))).toBe(
      'All 2 seats of Studio are taken. Nobody was hired. Add one more seat for $49 a month and hire again, or let somebody go first.',
    )
    const wanted = { planKey: 'studio', seats: 3 }
    const preview = await previewChange(owner, wanted, billing)
    expect(preview).toMatchObject({ nextCents: 14_700, currency: 'usd' })
    expect(preview.dueNowCents).toBeGreaterThan(4_800)
    expect(preview.dueNowCents).toBeLessThanOrEqual(4_900)
    expect(await changeSubscription(owner, wanted, billing)).toEqual({ isConfirmed: true, confirmUrl: null })
    await hire(owner, newcomer)
    expect(await readBilling(owner)).toMatchObject({ entitlement: { employees: 3, maxEmployees: 3 } })
    expect(await auditOf(world.sql, owner.companyId)).toContain('billing.change_asked')
  })

  it('are not added when the card is declined', async () => {
    await pay()
    await account.control('next-payment', { outcome: 'decline' })
    const more = { planKey: 'studio', seats: 5 }
    expect(await refusal(() => changeSubscription(owner, more, billing))).toMatch(/Nothing was changed/)
    expect(await readBilling(owner)).toMatchObject({ subscription: { seats: 2 } })
  })

  it('are given back from the next invoice on, and not below who works here', async () => {
    await pay({ planKey: 'studio', seats: 4 })
    await employ('Ada', 'Bert')
    const fewer = { planKey: 'studio', seats: 2 }
    expect(await previewChange(owner, fewer, billing)).toMatchObject({ dueNowCents: 0, nextCents: 9_800 })
    await changeSubscription(owner, fewer, billing)
    expect(await readBilling(owner)).toMatchObject({ subscription: { seats: 2, amountCents: 9_800 } })
    const tooFew = { planKey: 'solo', seats: 1 }
    expect(await refusal(() => previewChange(owner, tooFew, billing))).toMatch(/Ada, Bert/)
    expect(await refusal(() => changeSubscription(owner, tooFew, billing))).toMatch(/Ada, Bert/)
  })

  it('taken for the end of a month bring a part of their model use, and giving them back brings no money', async () => {
    await pay()
    const whole = await included()
    await account.control('age', { customer: await customer(), days: 27 })
    await changeSubscription(owner, { planKey: 'studio', seats: 5 }, billing)
    const grown = await included()
    expect(grown).toBeGreaterThan(whole)
    expect(grown).toBeLessThan(whole * 1.3)
    await changeSubscription(owner, { planKey: 'studio', seats: 2 }, billing)
    expect(await included()).toBe(grown)
    const { data } = await account.stripe.subscriptions.list({ customer: await customer() })
    const next = await account.stripe.invoices.createPreview({ subscription: data[0]?.id ?? '' })
    expect(next.amount_due).toBe(9_800)
  })

  it('come with another plan, and its price', async () => {
    await pay()
    await changeSubscription(owner, { planKey: 'company', seats: 2 }, billing)
    expect(await readBilling(owner)).toMatchObject({
      entitlement: { planKey: 'company' },
      subscription: { planKey: 'company', amountCents: 15_800 },
    })
  })

  it('go on when a cancellation is taken back', async () => {
    await pay()
    const { data } = await account.stripe.subscriptions.list({ limit: 1 })
    const [newest] = data
    await account.stripe.subscriptions.update(newest?.id ?? '', { cancel_at_period_end: true })
    expect(await changeSubscription(owner, studio, billing)).toEqual({ isConfirmed: true, confirmUrl: null })
    const again = await account.stripe.subscriptions.retrieve(newest?.id ?? '')
    expect(again).toMatchObject({ cancel_at_period_end: false, cancel_at: null })
  })

  it('cannot be changed while an invoice is open, nor without a subscription', async () => {
    expect(await outcome(() => changeSubscription(owner, studio, billing))).toBe('conflict')
    await pay()
    await world.sql.query(`update subscriptions set status = 'past_due' where company_id = $1`, [
      owner.companyId,
    ])
    expect(await outcome(() => changeSubscription(owner, studio, billing))).toBe('payment_required')
  })
})

describe('whoever would pay for nothing', () => {
  it('because the company is suspended is told so, and charged nothing', async () => {
    await pay()
    const suspend = (since: string) =>
      world.sql.query(`update companies set suspended_at = ${since} where id = $1`, [owner.companyId])
    await suspend('now()')
    expect(await refusal(() => changeSubscription(owner, { planKey: 'studio', seats: 3 }, billing))).toMatch(
      /suspended/,
    )
    const { owner: another } = await addCompany(world.sql, { planKey: null })
    owner = another
    await suspend('now()')
    expect(await refusal(() => startCheckout(owner, studio, billing))).toMatch(/suspended/)
    expect((await account.stripe.customers.list({ email: owner.email })).data).toEqual([])
  })

  it('because an invoice is open is sent there instead of to a second subscription', async () => {
    await pay()
    await world.sql.query(`update subscriptions set status = 'past_due' where company_id = $1`, [
      owner.companyId,
    ])
    expect(await outcome(() => startCheckout(owner, studio, billing))).toBe('payment_required')
  })
})

describe('invoices and the portal', () => {
  it('are there for whoever has paid', async () => {
    expect(await listInvoices(owner, billing)).toEqual([])
    expect(await outcome(() => openPortal(owner, billing))).toBe('conflict')
    await pay()
    expect(await listInvoices(owner, billing)).toMatchObject([
      { status: 'paid', totalCents: 9_800, currency: 'usd', url: expect.stringContaining('http') },
    ])
    expect((await openPortal(owner, billing)).url).toContain('/portal/')
  })
})

describe('money', () => {
  it('is no matter of members', async () => {
    const member = await addMember(world.sql, owner.companyId)
    const attempts = [
      () => startCheckout(member, studio, billing),
      () => openPortal(member, billing),
      () => previewChange(member, studio, billing),
      () => changeSubscription(member, studio, billing),
      () => listInvoices(member, billing),
      () => confirmCheckout(member, { sessionId: 'cs_test_1' }, billing),
    ]
    for (const attempt of attempts)
      await expect(async () => attempt()).rejects.toMatchObject({ code: 'not_allowed' })
    expect(() => readBilling(member)).toThrow('Only an owner')
  })
})
