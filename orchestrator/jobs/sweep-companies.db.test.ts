// Time passes for companies that do not pay, and for some that do.
import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import type { Member } from '#lib/access/caller.ts'
import { suspend, unsuspend } from '#lib/admin/steer-company.ts'
import { settleTerms } from '#lib/billing/settle-terms.ts'
import { transactAsOrchestrator } from '#lib/db/transact.ts'
import { pauseEmployee } from '#lib/employee/steer-desk.ts'
import { age } from '#tests/support/ageing.ts'
import { addCompany } from '#tests/support/company.ts'
import { insertSubscription, letStand } from '#tests/support/standings.ts'
import { addTask, addWorker } from '#tests/support/tasks.ts'
import { auditOf, openVerbWorld, type VerbWorld } from '#tests/support/verbs.ts'
import { dismissLeavers } from './keep-house.ts'
import { sweepCompanies } from './sweep-companies.ts'
import { asBefore, desksOf, employ, gone, halted, type Staff } from './testing/staff.ts'

let world: VerbWorld
let owner: Member
let id: string
let staff: Staff

beforeAll(async () => {
  world = await openVerbWorld()
})
afterAll(() => world.close())
beforeEach(async () => {
  // Nobody of the tests before is looked after any more.
  await world.sql.query(
    'update employees set fired_at = now(), home_kept_until = now() where fired_at is null',
  )
  owner = (await addCompany(world.sql, { name: 'Lovelace Works' })).owner
  id = owner.companyId
  staff = await employ(world.sql, id)
})

/** Several orchestrators sweep at the same time, again and again. */
async function sweep(): Promise<void> {
  for (let round = 0; round < 2; round++)
    await Promise.all([sweepCompanies(), sweepCompanies(), sweepCompanies()])
}

/** The mail server takes everything. */
const deliver = () =>
  world.sql.query('update mails set sent_at = created_at where sent_at is null and skipped is null')

async function pass(days: number): Promise<void> {
  await age(world.sql, id, { days })
  await sweep()
  await deliver()
  await dismissLeavers()
}

async function mails(): Promise<string[]> {
  const { rows } = await world.sql.query<{ template: string; data: { days?: number } }>(
    'select template, data from mails where company_id = $1 order by created_at',
    [id],
  )
  return rows.map(({ template, data }) => (data.days ? `${template} ${data.days}` : template))
}

const desks = (companyId = id) => desksOf(world.sql, companyId)

/** As Stripe would tell it. */
const pay = (companyId = id) =>
  transactAsOrchestrator(async (tx) => {
    await insertSubscription(world.sql, companyId, {})
    await settleTerms(tx, companyId)
  })

describe('a trial', () => {
  beforeEach(() => letStand(world.sql, id, 'trial'))

  it('is warned of its end two days and one day before, once each, then stops, warns again, and ends with the homes', async () => {
    await pass(4.9)
    expect(await mails()).toEqual([])
    await pass(0.2)
    expect(await mails()).toEqual(['trial-ending 2'])
    await pass(0.8)
    expect(await mails()).toEqual(['trial-ending 2'])
    await pass(0.2)
    expect(await mails()).toEqual(['trial-ending 2', 'trial-ending 1'])
    expect(await desks()).toEqual(asBefore)
    await pass(1)
    expect(await mails()).toEqual(['trial-ending 2', 'trial-ending 1', 'trial-ended'])
    expect(await desks()).toEqual(halted)
    await pass(4.8)
    expect((await mails()).at(-1)).toBe('trial-ended')
    await pass(0.2)
    expect((await mails()).slice(3)).toEqual(['removal-warning'])
    await pass(1.8)
    expect(await desks()).toEqual(halted)
    await pass(0.3)
    expect(await desks()).toEqual(gone)
    expect((await mails()).slice(3)).toEqual(['removal-warning', 'removed'])
    await pass(30)
    expect((await mails()).slice(3)).toEqual(['removal-warning', 'removed'])
    expect(await auditOf(world.sql, id)).toEqual(['employee.fired', 'employee.fired', 'employee.fired'])
  })

  it('says in the audit why somebody was fired', async () => {
    await pass(12.5)
    await pass(2.5)
    const { rows } = await world.sql.query(
      `select actor_kind, details from audit_entries where company_id = $1 and subject_id = $2`,
      [id, staff.runs],
    )
    expect(rows).toEqual([{ actor_kind: 'system', details: { name: 'Ada', reason: 'unpaid' } }])
  })

  it('that is paid for goes on without a sweep seeing it', async () => {
    await pass(6.5)
    await pay()
    const before = await mails()
    await pass(30)
    expect(await desks()).toEqual(asBefore)
    expect(await mails()).toEqual(before)
  })
})

describe('whoever pays after all', () => {
  it('has those back at once who ran, and only those', async () => {
    await letStand(world.sql, id, 'trial_over')
    await sweep()
    expect(await desks()).toEqual(halted)
    await pay()
    expect(await desks()).toEqual(asBefore)
  })

  it('finds the employee paused whom somebody paused while nobody worked', async () => {
    await letStand(world.sql, id, 'stopped')
    await sweep()
    await pauseEmployee(owner, { id: staff.runs })
    await pay()
    expect(await desks()).toEqual(halted)
  })

  it('finds the task of a stopped desk waiting, and no attempt counted', async () => {
    const taskId = await addTask(world.sql, id, { status: 'ready', assignee_id: staff.runs })
    const workerId = await addWorker(world.sql, id, { employee_id: staff.runs, executor: 'openclaw' })
    const claim = `select run_id from deskhand.claim_run($1, sha256('x'), 60)`
    await world.sql.query(`begin; set local role deskhand_orchestrator`)
    expect((await world.sql.query(claim, [workerId])).rows).toHaveLength(1)
    await world.sql.query('commit')
    await letStand(world.sql, id, 'stopped')
    await sweep()
    const { rows } = await world.sql.query('select status, attempts from tasks where id = $1', [taskId])
    expect(rows).toEqual([{ status: 'ready', attempts: 0 }])
    const { rows: runs } = await world.sql.query('select outcome from runs where task_id = $1', [taskId])
    expect(runs).toEqual([{ outcome: 'released' }])
  })
})

describe('a payment that is late', () => {
  it('is worked on for fourteen days, warned of, and stops then', async () => {
    await letStand(world.sql, id, 'past_due')
    await pass(10.9)
    expect(await mails()).toEqual([])
    await pass(0.2)
    await pass(1)
    expect(await mails()).toEqual(['grace-ending'])
    expect(await desks()).toEqual(asBefore)
    await pass(1)
    expect(await desks()).toEqual(halted)
    expect(await mails()).toEqual(['grace-ending', 'stopped'])
    await pass(28)
    expect((await mails()).slice(2)).toEqual(['removal-warning'])
    await pass(2.1)
    expect(await desks()).toEqual(gone)
  })
})

describe('after days in which nothing ran', () => {
  it('nobody is told of days that have passed, and homes stay until two days after a warning', async () => {
    await letStand(world.sql, id, 'trial')
    await pass(60)
    expect(await desks()).toEqual(halted)
    expect(await mails()).toEqual(['removal-warning'])
    const { rows } = await world.sql.query(
      `select extract(epoch from (data ->> 'removalAt')::timestamptz - now())::float8 / 86400 as days from mails where company_id = $1`,
      [id],
    )
    expect(rows[0].days).toBeCloseTo(2, 2)
    await pass(1.9)
    expect(await desks()).toEqual(halted)
    await pass(0.2)
    expect(await desks()).toEqual(gone)
  })

  it('homes stay while no mail goes out, but not for ever', async () => {
    await letStand(world.sql, id, 'trial')
    const passWithoutMail = async (days: number) => {
      await age(world.sql, id, { days })
      await sweep()
      await dismissLeavers()
    }
    await passWithoutMail(12)
    await passWithoutMail(4)
    expect(await desks()).toEqual(halted)
    await passWithoutMail(3.1)
    expect(await desks()).toEqual(gone)
  })
})

describe('whoever pays at Stripe while it is not known here', () => {
  const customer = (synced: string, wanted = 1, done = 1) =>
    world.sql.query(
      `insert into billing_customers (company_id, stripe_customer_id, sync_wanted, sync_done, synced_at)
        values ($1, $5, $2, $3, now() - $4::interval)`,
      [id, wanted, done, synced, `cus_${id.replaceAll('-', '')}`],
    )
  const hints = async () =>
    (
      await world.sql.query('select sync_wanted, sync_done from billing_customers where company_id = $1', [
        id,
      ])
    ).rows[0]

  it.each([
    ['whose last word from Stripe is from before the end', '3 days', 1, 2],
    ['whose last hint was not followed', '1 second', 0, 1],
  ])('%s: nothing is done to them, and Stripe is asked once', async (_, synced, done, wanted) => {
    await letStand(world.sql, id, 'stopped')
    await customer(synced, 1, done)
    await pass(40)
    await pass(5)
    expect(await desks()).toEqual(asBefore)
    expect(await mails()).toEqual([])
    expect(await hints()).toEqual({ sync_wanted: wanted, sync_done: done })
  })

  it('the sweep acts once Stripe has said that nobody pays', async () => {
    await letStand(world.sql, id, 'stopped')
    await customer('3 days')
    await sweep()
    await world.sql.query(
      'update billing_customers set sync_done = sync_wanted, synced_at = now() where company_id = $1',
      [id],
    )
    await sweep()
    expect(await desks()).toEqual(halted)
  })
})

describe('who is never touched', () => {
  it.each(['paying', 'past_due'] as const)('%s, whatever day it is', async (standing) => {
    await letStand(world.sql, id, standing)
    await sweep()
    if (standing === 'paying') await pass(400)
    expect(await desks()).toEqual(asBefore)
    expect(await mails()).toEqual([])
  })

  it('homes of a suspended company, whose desks stop at once and without a mail', async () => {
    await letStand(world.sql, id, 'suspended')
    await pass(100)
    expect(await desks()).toEqual(halted)
    expect(await mails()).toEqual([])
  })

  it('others than the one whose time it is', async () => {
    const other = (await addCompany(world.sql)).owner.companyId
    await employ(world.sql, other)
    await letStand(world.sql, id, 'trial')
    await pass(12)
    await pass(3)
    expect(await desks()).toEqual(gone)
    expect(await desks(other)).toEqual(asBefore)
  })
})

describe('a company that was warned, suspended for long, and may go on', () => {
  it('keeps its homes until it was warned anew, and two days more', async () => {
    await letStand(world.sql, id, 'trial')
    await pass(12.5)
    expect((await mails()).filter((mail) => mail === 'removal-warning')).toHaveLength(1)
    const operator = { kind: 'operator', userId: randomUUID(), email: 'op@example.com' } as const
    const act = () => ({ actId: randomUUID(), companyId: id, reason: 'A question of law' })
    await suspend(operator, act())
    await pass(40)
    await unsuspend(operator, act())
    await sweep()
    await deliver()
    expect(await desks()).toEqual(halted)
    expect((await mails()).filter((mail) => mail === 'removal-warning')).toHaveLength(2)
    await pass(1.5)
    expect(await desks()).toEqual(halted)
    await pass(0.6)
    expect(await desks()).toEqual(gone)
  })
})

describe('paying in the moment in which homes are removed', () => {
  it('keeps all of them or none, and whoever was in time has everybody back', async () => {
    const companies = [id]
    while (companies.length < 12) {
      const company = await addCompany(world.sql)
      await employ(world.sql, company.companyId)
      companies.push(company.companyId)
    }
    for (const one of companies) {
      await letStand(world.sql, one, 'trial')
      await age(world.sql, one, { days: 30 })
    }
    await Promise.all(Array.from({ length: 8 }, () => sweepCompanies()))
    const { rows } = await world.sql.query(
      `select count(*)::int as mails from mails where template = 'removal-warning' and company_id = any ($1) group by company_id`,
      [companies],
    )
    expect(rows).toEqual(companies.map(() => ({ mails: 1 })))
    await deliver()
    for (const one of companies) await age(world.sql, one, { days: 3 })
    await Promise.all([sweepCompanies(), ...companies.map((one) => pay(one)), sweepCompanies()])
    await dismissLeavers()
    let kept = 0
    for (const one of companies) {
      const states = await desks(one)
      expect([asBefore, gone]).toContainEqual(states)
      if (states.Ada === 'running') kept += 1
    }
    expect(kept).toBeGreaterThan(0)
  })
})
