// What is known here after Stripe was asked: rows, rights and mails; and that whoever comes late writes nothing.
import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import type { Member } from '#lib/access/caller.ts'
import { fire, takeBack } from '#lib/employee/fire.ts'
import { startEmployee } from '#lib/employee/steer-desk.ts'
import { priceOf } from '#lib/stripe/catalog.ts'
import { openStripe } from '#lib/stripe/open-stripe.ts'
import { asking } from '#lib/stripe/refusal.ts'
import { addEmployee } from '#tests/support/employee.ts'
import { openPracticeStripe, type PracticeAccount, practiceKey } from '#tests/support/stripe-account.ts'
import {
  addPayingCompany,
  type PayingCompany,
  setSeats,
  subscribe,
  whatIsKnown,
  whatStripeSays,
} from '#tests/support/stripe-life.ts'
import { openVerbWorld, type VerbWorld } from '#tests/support/verbs.ts'
import { type ClaimedHint, claimHints, postponeHint } from './follow-hint.ts'
import { syncCustomer } from './sync-customer.ts'
import { wantTestModeRead } from './want-test-mode-read.ts'

let world: VerbWorld
let account: PracticeAccount
let company: PayingCompany

beforeAll(async () => {
  world = await openVerbWorld()
  account = await openPracticeStripe()
})
afterAll(async () => {
  await account.stop()
  await world.close()
})
beforeEach(async () => {
  // Nobody else's hints are in the way.
  await world.sql.query(
    'update billing_customers set sync_done = sync_wanted, synced_at = now(), checkout_at = null',
  )
  company = await addPayingCompany(world.sql, account)
})

const hint = () =>
  world.sql.query('update billing_customers set sync_wanted = sync_wanted + 1 where company_id = $1', [
    company.companyId,
  ])
const leaseMs = 60_000

async function claim(): Promise<ClaimedHint> {
  const [claimed] = await claimHints(1, leaseMs)
  if (claimed?.companyId !== company.companyId) throw new Error('Nothing of this company is to be read')
  return claimed
}

async function sync(): Promise<boolean> {
  await hint()
  return syncCustomer(account.stripe, await claim())
}

async function read(table: 'companies' | 'billing_customers' | 'subscriptions', columns: string) {
  const key = table === 'companies' ? 'id' : 'company_id'
  const { rows } = await world.sql.query(`select ${columns} from ${table} where ${key} = $1`, [
    company.companyId,
  ])
  return rows[0]
}

const letTimePass = (columns: string) =>
  world.sql.query(`update billing_customers set ${columns} where company_id = $1`, [company.companyId])

describe('a customer who pays', () => {
  it('has the right to seats, and is told of the payment once however often it is read', async () => {
    await subscribe(account, company, 3)
    expect([await sync(), await sync(), await sync()]).toEqual([true, true, true])
    expect(await whatIsKnown(world.sql, company)).toEqual(await whatStripeSays(account, company))
    const known = await whatIsKnown(world.sql, company)
    expect(known.subscriptions).toMatchObject([{ planKey: 'studio', seats: 3, status: 'active' }])
    expect(known.mails).toHaveLength(1)
    expect(await read('companies', 'plan_key, entitled_until > now() as entitled')).toEqual({
      plan_key: 'studio',
      entitled: true,
    })
  })

  it('whose payment fails works on for the grace, and is told once', async () => {
    await subscribe(account, company)
    await sync()
    await account.control('next-payment', { outcome: 'decline' })
    await account.control('age', { customer: company.customer, days: 31 })
    await sync()
    await sync()
    const { mails } = await whatIsKnown(world.sql, company)
    expect(mails.filter((mail) => mail.startsWith('payment-failed'))).toHaveLength(1)
    const { days } = await read('companies', 'extract(epoch from entitled_until - now()) / 86400 as days')
    expect(Number(days)).toBeGreaterThan(12)
    expect(Number(days)).toBeLessThan(14)
  })

  it('is not written again where nothing changed, so that nobody is told', async () => {
    await subscribe(account, company)
    await sync()
    const { xmin } = await read('subscriptions', 'xmin::text')
    await sync()
    expect(await read('subscriptions', 'xmin::text')).toEqual({ xmin })
  })

  it('whose subscription is ended at Stripe has no right from then on', async () => {
    const { id } = await subscribe(account, company)
    await sync()
    await account.stripe.subscriptions.cancel(id)
    await sync()
    expect(await read('subscriptions', 'status')).toEqual({ status: 'canceled' })
    expect(await read('companies', 'deskhand.may_run(id) as may')).toEqual({ may: false })
  })
})

describe('more who work than seats that are paid', () => {
  const states = async () => {
    const { rows } = await world.sql.query(
      `select employee.name, desk.desired_state as state from employees employee join desks desk on desk.employee_id = employee.id
        where employee.company_id = $1 and fired_at is null order by employee.hired_at`,
      [company.companyId],
    )
    return Object.fromEntries(rows.map(({ name, state }) => [name, state]))
  }
  const owner = async () => {
    const { rows } = await world.sql.query('select user_id as "userId" from members where company_id = $1', [
      company.companyId,
    ])
    const { companyId, ownerEmail: email } = company
    return { kind: 'member', role: 'owner', displayName: '', companyId, email, ...rows[0] } satisfies Member
  }
  const employ = async (...names: string[]) => {
    const ids: string[] = []
    for (const [at, name] of names.entries()) {
      const hired = { name, hired_at: new Date(Date.now() - (10 - at) * 1000) }
      ids.push((await addEmployee(world.sql, company.companyId, { employee: hired })).employeeId)
    }
    return ids
  }

  it('is only until it is known: those hired last rest, and cannot be started', async () => {
    const [, , last = ''] = await employ('Ada', 'Bo', 'Cy')
    await subscribe(account, company, 2)
    await sync()
    expect(await states()).toEqual({ Ada: 'running', Bo: 'running', Cy: 'stopped' })
    const start = startEmployee(await owner(), { id: last })
    await expect(start).rejects.toMatchObject({ code: 'limit_reached' })
    await world.sql.query(`update desks set desired_state = 'running' where employee_id = $1`, [last])
    await sync()
    expect(await states()).toMatchObject({ Cy: 'stopped' })
  })

  it('is over when a seat is paid for them, or somebody leaves: they work again', async () => {
    const [first = ''] = await employ('Ada', 'Bo', 'Cy')
    const subscription = await subscribe(account, company, 1)
    await sync()
    expect(await states()).toEqual({ Ada: 'running', Bo: 'stopped', Cy: 'stopped' })
    await setSeats(account, subscription, 2)
    await sync()
    expect(await states()).toEqual({ Ada: 'running', Bo: 'running', Cy: 'stopped' })
    await fire(await owner(), { id: first })
    expect(await states()).toEqual({ Bo: 'running', Cy: 'running' })
  })

  it('takes back whoever had no seat and was let go, once there is one', async () => {
    const [, last = ''] = await employ('Ada', 'Bo')
    const subscription = await subscribe(account, company, 1)
    await sync()
    await fire(await owner(), { id: last })
    await setSeats(account, subscription, 2)
    await sync()
    await takeBack(await owner(), { id: last })
    expect(await states()).toEqual({ Ada: 'running', Bo: 'running' })
  })
})

describe('what Stripe never told', () => {
  it('of those who pay is read every hour', async () => {
    const subscription = await subscribe(account, company)
    await sync()
    await setSeats(account, subscription, 7)
    expect(await claimHints(1, leaseMs)).toEqual([])
    await letTimePass(`synced_at = now() - interval '61 minutes'`)
    await syncCustomer(account.stripe, await claim())
    expect(await read('subscriptions', 'seats')).toEqual({ seats: 7 })
  })

  it('of a checkout of today is read every hour, and of one long ago no more', async () => {
    await letTimePass(`synced_at = now() - interval '61 minutes', checkout_at = now() - interval '3 hours'`)
    await subscribe(account, company)
    await syncCustomer(account.stripe, await claim())
    expect(await read('subscriptions', 'status')).toEqual({ status: 'active' })
    await world.sql.query('delete from subscriptions where company_id = $1', [company.companyId])
    await letTimePass(`synced_at = now() - interval '61 minutes', checkout_at = now() - interval '3 days'`)
    expect(await claimHints(1, leaseMs)).toEqual([])
  })
})

describe('who comes back late', () => {
  it('writes nothing when somebody else has taken over', async () => {
    const subscription = await subscribe(account, company, 2)
    await hint()
    const slow = await claim()
    await letTimePass(`sync_lease_until = now() - interval '1 second'`)
    const quick = await claim()
    expect(quick.fence).toBeGreaterThan(slow.fence)
    await setSeats(account, subscription, 9)
    expect(await syncCustomer(account.stripe, quick)).toBe(true)
    expect(await syncCustomer(account.stripe, slow)).toBe(false)
    await postponeHint(slow, 'too late', 1_000_000)
    expect(await read('billing_customers', 'sync_lease_until, failure, sync_failures')).toEqual({
      sync_lease_until: null,
      failure: null,
      sync_failures: 0,
    })
  })

  it('leaves hints that came meanwhile to be followed', async () => {
    await subscribe(account, company)
    await hint()
    const claimed = await claim()
    await hint()
    await syncCustomer(account.stripe, claimed)
    expect(await read('billing_customers', 'sync_wanted - sync_done as open')).toEqual({ open: 1 })
    await syncCustomer(account.stripe, await claim())
    expect(await read('billing_customers', 'sync_wanted - sync_done as open')).toEqual({ open: 0 })
  })

  it('holds a customer alone: nobody else gets the same while the lease runs', async () => {
    await hint()
    const claims = await Promise.all(Array.from({ length: 8 }, () => claimHints(5, leaseMs)))
    expect(claims.flat()).toHaveLength(1)
  })
})

describe('what must not follow from an answer', () => {
  it('of an account that does not know the customer: nothing is changed', async () => {
    await subscribe(account, company)
    await sync()
    await letTimePass(`stripe_customer_id = 'cus_elsewhere${randomUUID().slice(0, 8)}'`)
    await expect(sync()).rejects.toMatchObject({ code: 'resource_missing' })
    expect(await read('subscriptions', 'status')).toEqual({ status: 'active' })
  })
})

describe('a card', () => {
  const onTrial = async ({ customer }: PayingCompany) => {
    const price = await priceOf(account.stripe, 'studio')
    const items = [{ price: price.id, quantity: 1 }]
    const inFiveDays = Math.floor(Date.now() / 1000) + 5 * 24 * 60 * 60
    return account.stripe.subscriptions.create({ customer, items, trial_end: inFiveDays })
  }

  it('that paid for a trial of one company pays for no other: that one ends at once, and its owner is told once', async () => {
    const first = await onTrial(company)
    await sync()
    expect((await account.stripe.subscriptions.retrieve(first.id)).status).toBe('trialing')
    company = await addPayingCompany(world.sql, account)
    const second = await onTrial(company)
    await sync()
    await sync()
    expect((await account.stripe.subscriptions.retrieve(second.id)).status).toBe('active')
    const { rows } = await world.sql.query(
      `select dedupe_key from mails where company_id = $1 and template = 'trial-not-given'`,
      [company.companyId],
    )
    expect(rows).toHaveLength(1)
    expect(await whatIsKnown(world.sql, company)).toEqual(await whatStripeSays(account, company))
  })
})

describe('an installation that goes live', () => {
  const live = () =>
    openStripe({ secretKey: practiceKey.replace('_test_', '_live_'), apiUrl: account.apiUrl })
  const made = { name: 'Acme', email: 'owner@example.com' }

  it('lets nobody go on by what was paid in test mode, and makes a customer anew', async () => {
    await subscribe(account, company, 3)
    expect(await sync()).toBe(true)
    expect(await read('companies', 'entitled_until > now() as entitled')).toEqual({ entitled: true })
    await wantTestModeRead()
    await world.sql.query('update billing_customers set sync_done = sync_wanted where company_id <> $1', [
      company.companyId,
    ])
    expect(await syncCustomer(live(), await claim())).toBe(true)
    expect(await read('companies', 'entitled_until > now() as entitled')).toEqual({ entitled: null })
    expect(await read('subscriptions', 'status, is_live')).toEqual({ status: 'canceled', is_live: false })
    expect(await read('billing_customers', 'stripe_customer_id, making, failure')).toEqual({
      stripe_customer_id: null,
      making: 2,
      failure: null,
    })
  })

  it('says at the checkout that it has just begun to', async () => {
    const asked = asking(() => live().customers.retrieve(company.customer))
    await expect(asked).rejects.toMatchObject({ code: 'unavailable' })
  })

  it('leaves real subscriptions alone where the key is of test mode, or of another account', async () => {
    const { id: customer, livemode } = await live().customers.create(made)
    expect(livemode).toBe(true)
    await subscribe(account, company, 3)
    await sync()
    await world.sql.query('update subscriptions set is_live = true where company_id = $1', [
      company.companyId,
    ])
    for (const other of [customer, 'cus_elsewhere']) {
      await letTimePass(`stripe_customer_id = '${other}', sync_lease_until = null`)
      await hint()
      await expect(syncCustomer(account.stripe, await claim())).rejects.toThrow('No such customer')
    }
    expect(await read('subscriptions', 'status, is_live')).toEqual({ status: 'active', is_live: true })
    expect(await read('companies', 'entitled_until > now() as entitled')).toEqual({ entitled: true })
  })

  it('reads nobody anew who has ever paid', async () => {
    await subscribe(account, company, 3)
    await sync()
    await world.sql.query('update subscriptions set is_live = true where company_id = $1', [
      company.companyId,
    ])
    await wantTestModeRead()
    expect(await read('billing_customers', 'sync_done = sync_wanted as done')).toEqual({ done: true })
  })
})
