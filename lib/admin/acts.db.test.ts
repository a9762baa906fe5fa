// What operators can do to a company, once, with a reason, and in everybody's sight.
import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import type { Operator } from '#lib/access/caller.ts'
import { listAudit } from '#lib/audit/list-audit.ts'
import { readEntitlement } from '#lib/billing/read-entitlement.ts'
import { transact, transactAsOrchestrator } from '#lib/db/transact.ts'
import { queueMail } from '#lib/mail/queue-mail.ts'
import { addCompany, addMember, addSubscription, type Company, insertRow } from '#tests/support/company.ts'
import { addEmployee } from '#tests/support/employee.ts'
import { openVerbWorld, outcome, type VerbWorld } from '#tests/support/verbs.ts'
import { extendTrial } from './extend-trial.ts'
import { listActs } from './list-acts.ts'
import { provision, resendMail } from './repair.ts'
import { setExtraAllowance } from './set-extra-allowance.ts'
import { resync, suspend, unsuspend } from './steer-company.ts'

let world: VerbWorld
let company: Company
let operator: Operator

beforeAll(async () => {
  world = await openVerbWorld()
})
afterAll(() => world.close())
beforeEach(async () => {
  company = await addCompany(world.sql, { planKey: null })
  operator = { kind: 'operator', userId: randomUUID(), email: 'Olga@example.com' }
})

const dayMs = 24 * 60 * 60 * 1000
const reason = 'Asked for it on the phone'
const anAct = () => ({ actId: randomUUID(), reason })
const onCompany = () => ({ ...anAct(), companyId: company.companyId })
const standing = async () =>
  (await transactAsOrchestrator((tx) => readEntitlement(tx, company.companyId))).standing
const row = async (table: string, id: unknown) =>
  (await world.sql.query(`select * from ${table} where id = $1`, [id])).rows[0]
const facts = () => row('companies', company.companyId)
const mayRun = async () =>
  (await world.sql.query('select deskhand.may_run($1) as may', [company.companyId])).rows[0].may

describe('every act', () => {
  it('is written down for operators and in the company’s own audit, which stays whole', async () => {
    const given = onCompany()
    await suspend(operator, given)
    const { acts } = await listActs(operator, { companyId: company.companyId })
    expect(acts).toMatchObject([
      { id: given.actId, action: 'support.suspended', operatorEmail: 'olga@example.com', reason },
    ])
    const audit = await listAudit(company.owner)
    expect(audit.entries).toMatchObject([
      { actorKind: 'operator', action: 'support.suspended', details: { reason, act: given.actId } },
    ])
    expect(audit.brokenAt).toBeNull()
  })

  it('pressed twice is done once, also at the same moment', async () => {
    const given = { ...onCompany(), days: 3 }
    await Promise.all([extendTrial(operator, given), extendTrial(operator, given)])
    await extendTrial(operator, given)
    expect(await listActs(operator, { companyId: company.companyId })).toMatchObject({
      acts: [{ details: { days: 3 } }],
    })
    const { trial_ends_at: endsAt } = await facts()
    expect(endsAt.getTime()).toBeLessThan(Date.now() + 3.1 * dayMs)
  })

  it('needs a reason, and a company that there is', async () => {
    expect(await outcome(() => suspend(operator, { ...onCompany(), reason: ' ' }))).toBe('invalid')
    expect(await outcome(() => suspend(operator, { ...anAct(), companyId: randomUUID() }))).toBe('not_found')
    expect(await listActs(operator, { companyId: company.companyId })).toMatchObject({ acts: [] })
  })

  it('is counted: nobody does thirty-one in a minute', async () => {
    const acts = Array.from({ length: 31 }, () => outcome(() => suspend(operator, onCompany())))
    expect((await Promise.all(acts)).filter((done) => done === 'rate_limited').length).toBeGreaterThan(0)
  })

  it('can be neither changed nor forgotten', async () => {
    await suspend(operator, onCompany())
    await expect(world.sql.query('delete from operator_acts')).rejects.toThrow('append-only')
  })

  it('is for operators: no role of the company reaches it', async () => {
    const call = `select deskhand.operator_suspend('${randomUUID()}', '${company.companyId}', 'Because')`
    await world.sql.query('begin')
    await world.sql.query(`select set_config('role', 'deskhand_app', true)`)
    await expect(world.sql.query(call)).rejects.toThrow('permission denied')
    await world.sql.query('rollback')
    // Not even the owner of the tables, who is no operator.
    await expect(world.sql.query(call)).rejects.toThrow('not_allowed')
  })
})

describe('a trial', () => {
  it('goes on from its end, and employees work', async () => {
    await world.sql.query(
      `update companies set plan_key = 'studio', trial_started_at = now() - interval '4 days', trial_ends_at = now() + interval '3 days' where id = $1`,
      [company.companyId],
    )
    await extendTrial(operator, { ...onCompany(), days: 5 })
    const { trial_ends_at: endsAt, entitled_until: until } = await facts()
    expect(endsAt.getTime()).toBeGreaterThan(Date.now() + 7.9 * dayMs)
    expect(until).toEqual(endsAt)
    expect(await mayRun()).toBe(true)
  })

  it('that is over goes on from now', async () => {
    await world.sql.query(
      `update companies set plan_key = 'studio', trial_started_at = now() - interval '30 days', trial_ends_at = now() - interval '23 days' where id = $1`,
      [company.companyId],
    )
    expect(await standing()).toBe('trial_over')
    await extendTrial(operator, { ...onCompany(), days: 5 })
    expect(await standing()).toBe('trial')
    expect((await facts()).trial_ends_at.getTime()).toBeGreaterThan(Date.now() + 4.9 * dayMs)
  })

  it('is given to who never had one', async () => {
    await extendTrial(operator, { ...onCompany(), days: 7 })
    expect(await standing()).toBe('trial')
    expect((await facts()).plan_key).toBe('solo')
  })

  it('goes on after a subscription that has ended', async () => {
    await addSubscription(world.sql, company.companyId, {
      status: 'canceled',
      ended_at: new Date(Date.now() - dayMs),
    })
    expect(await standing()).toBe('stopped')
    await extendTrial(operator, { ...onCompany(), days: 5 })
    expect(await standing()).toBe('trial')
    expect(await mayRun()).toBe(true)
  })

  it.each(['active', 'trialing', 'past_due', 'unpaid'])(
    'is not extended where it would change nothing: the subscription is %s',
    async (status) => {
      await addSubscription(world.sql, company.companyId, { status, past_due_since: new Date(0) })
      const before = await facts()
      expect(await outcome(() => extendTrial(operator, { ...onCompany(), days: 5 }))).toBe('conflict')
      expect((await facts()).trial_ends_at).toEqual(before.trial_ends_at)
      expect(await listActs(operator, { companyId: company.companyId })).toMatchObject({ acts: [] })
    },
  )

  it('may be extended while the company is suspended', async () => {
    await suspend(operator, onCompany())
    await extendTrial(operator, { ...onCompany(), days: 5 })
    await unsuspend(operator, onCompany())
    expect(await standing()).toBe('trial')
  })

  it.each([0, 91, 1.5])('is not extended by %d days', async (days) => {
    expect(await outcome(() => extendTrial(operator, { ...onCompany(), days }))).toBe('invalid')
  })
})

describe('suspending', () => {
  it('stops everything, shows the reason, and is taken back whole', async () => {
    await addSubscription(world.sql, company.companyId)
    await suspend(operator, onCompany())
    expect(await standing()).toBe('suspended')
    expect(await mayRun()).toBe(false)
    expect((await facts()).suspended_reason).toBe(reason)
    expect(await outcome(() => suspend(operator, onCompany()))).toBe('conflict')
    await unsuspend(operator, onCompany())
    expect(await standing()).toBe('paying')
    expect(await mayRun()).toBe(true)
    expect(await outcome(() => unsuspend(operator, onCompany()))).toBe('conflict')
  })
})

it('extra allowance is set, and what it was before is written down', async () => {
  await setExtraAllowance(operator, { ...onCompany(), dollars: '12.50' })
  await setExtraAllowance(operator, { ...onCompany(), dollars: 5 })
  expect(Number((await facts()).extra_micros)).toBe(5_000_000)
  const { acts } = await listActs(operator, { companyId: company.companyId })
  expect(acts.map(({ details }) => details)).toEqual([
    { fromMicros: 12_500_000, toMicros: 5_000_000 },
    { fromMicros: 0, toMicros: 12_500_000 },
  ])
})

describe('re-provisioning', () => {
  it('makes the desk anew', async () => {
    await addSubscription(world.sql, company.companyId)
    const { employeeId, deskId } = await addEmployee(world.sql, company.companyId, {
      desk: { desired_state: 'stopped' },
    })
    await provision(operator, { ...anAct(), employeeId })
    expect(await row('desks', deskId)).toMatchObject({ desired_state: 'running', desired_generation: 2 })
  })

  it('is refused for a company that may not run', async () => {
    const { employeeId } = await addEmployee(world.sql, company.companyId)
    expect(await mayRun()).toBe(true)
    await suspend(operator, onCompany())
    expect(await outcome(() => provision(operator, { ...anAct(), employeeId }))).toBe('conflict')
  })
})

describe('re-provisioning whoever has no seat', () => {
  it('is refused: the desk would go on resting', async () => {
    await addSubscription(world.sql, company.companyId)
    const { employeeId, deskId } = await addEmployee(world.sql, company.companyId, {
      desk: { desired_state: 'stopped', seatless: true },
    })
    await expect(provision(operator, { ...anAct(), employeeId })).rejects.toMatchObject({
      code: 'conflict',
      message: expect.stringContaining('add a seat'),
    })
    expect(await row('desks', deskId)).toMatchObject({ desired_generation: 1 })
    expect(await listActs(operator, { companyId: company.companyId })).toMatchObject({ acts: [] })
  })
})

describe('reading Stripe again', () => {
  it('is a hint more', async () => {
    expect(await outcome(() => resync(operator, onCompany()))).toBe('not_found')
    await insertRow(world.sql, 'billing_customers', {
      company_id: company.companyId,
      stripe_customer_id: `cus_${randomUUID().replaceAll('-', '')}`,
    })
    const given = onCompany()
    await resync(operator, given)
    await resync(operator, given)
    const { rows } = await world.sql.query(
      'select sync_wanted from billing_customers where company_id = $1',
      [company.companyId],
    )
    expect(Number(rows[0].sync_wanted)).toBe(1)
  })
})

describe('a mail', () => {
  const queued = async () => {
    await transact(company.owner, (tx) =>
      queueMail(tx, {
        companyId: company.companyId,
        to: 'ada@example.com',
        template: 'removed',
        data: { companyName: 'Acme' },
        onceKey: randomUUID(),
      }),
    )
    const { rows } = await world.sql.query('select id from mails where company_id = $1', [company.companyId])
    return rows[0].id
  }

  it('that nobody tries any more is tried again', async () => {
    const mailId = await queued()
    await world.sql.query(
      `update mails set gave_up_at = now(), failure = 'No such person', attempts = 25 where id = $1`,
      [mailId],
    )
    await world.sql.query('select graphile_worker.remove_job($1)', [`mail:${mailId}`])
    await resendMail(operator, { ...anAct(), mailId })
    expect(await row('mails', mailId)).toMatchObject({ gave_up_at: null, failure: null, attempts: 0 })
    const { rowCount } = await world.sql.query('select from graphile_worker.jobs where key = $1', [
      `mail:${mailId}`,
    ])
    expect(rowCount).toBe(1)
  })

  it('that its reader turned off is not', async () => {
    const mailId = await queued()
    await world.sql.query(`update mails set skipped = 'unwanted' where id = $1`, [mailId])
    expect(await outcome(() => resendMail(operator, { ...anAct(), mailId }))).toBe('conflict')
  })
})

it('an operator who is a member elsewhere reads no messages, tasks or mails', async () => {
  const member = await addMember(world.sql, company.companyId, { role: 'owner' })
  const asOperator: Operator = { kind: 'operator', userId: member.userId, email: member.email }
  const tables = ['messages', 'tasks', 'attachments', 'apiKeys', 'auditEntries', 'invitations'] as const
  for (const table of tables) {
    await expect(transact(asOperator, (tx) => tx.selectFrom(table).selectAll().execute())).rejects.toThrow(
      'permission denied',
    )
  }
  await expect(transact(asOperator, (tx) => tx.selectFrom('mails').select('data').execute())).rejects.toThrow(
    'permission denied',
  )
})
