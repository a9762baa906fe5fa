import pg from 'pg'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import type { Member } from '#lib/access/caller.ts'
import { terms } from '#lib/billing/plans.ts'
import { closeDatabase, openDatabase } from '#lib/db/database.ts'
import { addCompany, addMember } from '#tests/support/company.ts'
import { type FreshDatabase, freshDatabase } from '#tests/support/database.ts'
import { addEmployee, type Employee } from '#tests/support/employee.ts'
import { addTask } from '#tests/support/tasks.ts'
import { raiseAllowance } from './raise-allowance.ts'
import { readAllowances } from './read-allowances.ts'

const dollar = 1_000_000
let fresh: FreshDatabase
let sql: pg.Pool
let owner: Member
let ada: Employee

beforeAll(async () => {
  fresh = await freshDatabase()
  sql = new pg.Pool({ connectionString: fresh.databaseUrl, max: 4 })
  openDatabase({ databaseUrl: fresh.databaseUrl, maxConnections: 6, applicationName: 'test' })
})
afterAll(async () => {
  await closeDatabase()
  await sql.end()
  await fresh.drop()
})
beforeEach(async () => {
  owner = (await addCompany(sql, { planKey: 'studio' })).owner
  ada = await addEmployee(sql, owner.companyId)
})

const count = (scope: string, id: string, spent: number, period = `deskhand.month_of(now())`) =>
  sql.query(
    `insert into spend (company_id, scope, subject_id, period, spent_micros, reserved_micros) values ($1, $2, $3, ${period}, $4, 7)`,
    [owner.companyId, scope, id, spent],
  )

describe('allowances', () => {
  it('are what the plan says where nobody set one, and nothing was spent where nothing was counted', async () => {
    const task = await addTask(sql, owner.companyId)
    expect(await readAllowances(owner, { taskId: task })).toEqual({
      company: {
        scope: 'company',
        id: owner.companyId,
        capMicros: 5 * 24 * dollar,
        ceilingMicros: 5 * 24 * dollar,
        spentMicros: 0,
        reservedMicros: 0,
        counts: 'month',
        isOwn: false,
      },
      employees: [
        expect.objectContaining({
          id: ada.employeeId,
          capMicros: 24 * dollar,
          isOwn: false,
          name: 'Ada',
          hasLeft: false,
        }),
      ],
      tasks: [
        expect.objectContaining({
          id: task,
          capMicros: terms.taskAllowanceMicros,
          counts: 'always',
          title: 'A task',
        }),
      ],
    })
  })

  it('tell what was spent this month, and not before', async () => {
    await count('company', owner.companyId, 5)
    await count('company', owner.companyId, 99, `deskhand.month_of(now() - interval '1 month')`)
    await count('employee', ada.employeeId, 4)
    const { company, employees } = await readAllowances(owner)
    expect([company, employees[0]]).toMatchObject([
      { spentMicros: 5, reservedMicros: 7 },
      { spentMicros: 4, reservedMicros: 7 },
    ])
  })

  it('are one sum for a whole trial', async () => {
    await sql.query('delete from subscriptions where company_id = $1', [owner.companyId])
    await count('company', owner.companyId, 5)
    await count('company', owner.companyId, 99, `'1970-01-01'`)
    expect((await readAllowances(owner)).company).toMatchObject({ spentMicros: 99, counts: 'always' })
  })

  it('of a part come with those of what it is a part of', async () => {
    const whole = await addTask(sql, owner.companyId, { title: 'The whole', allowance_micros: 9 })
    const part = await addTask(sql, owner.companyId, { title: 'The part', parent_id: whole })
    const { tasks } = await readAllowances(owner, { taskId: part })
    expect(tasks).toMatchObject([{ title: 'The part' }, { title: 'The whole', capMicros: 9, isOwn: true }])
  })

  it('of others are not seen', async () => {
    const other = (await addCompany(sql, { planKey: 'solo' })).owner
    const task = await addTask(sql, owner.companyId)
    expect(await readAllowances(other, { taskId: task })).toMatchObject({ employees: [], tasks: [] })
  })

  it('are for owners and admins', async () => {
    const member = await addMember(sql, owner.companyId)
    expect(() => readAllowances(member)).toThrow(expect.objectContaining({ code: 'not_allowed' }))
    expect(() => raiseAllowance(member, { scope: 'company', toMicros: 1 })).toThrow(
      expect.objectContaining({ code: 'not_allowed' }),
    )
  })
})

describe('an allowance', () => {
  const audit = async () =>
    (
      await sql.query(
        'select action, subject_id, details from audit_entries where company_id = $1 order by seq',
        [owner.companyId],
      )
    ).rows

  it('is set, or raised by something, and that is audited', async () => {
    const of = { scope: 'employee', id: ada.employeeId } as const
    expect(await raiseAllowance(owner, { ...of, toMicros: 10 * dollar })).toMatchObject({
      capMicros: 10 * dollar,
      isOwn: true,
    })
    await raiseAllowance(owner, { ...of, byMicros: 5 * dollar })
    expect((await readAllowances(owner)).employees[0]?.capMicros).toBe(15 * dollar)
    expect(await audit()).toMatchObject([
      { action: 'allowance.changed', details: { fromMicros: 24 * dollar, toMicros: 10 * dollar } },
      {
        subject_id: ada.employeeId,
        details: { scope: 'employee', fromMicros: 10 * dollar, toMicros: 15 * dollar },
      },
    ])
  })

  it('of a task that had none of its own grows from what holds of every task', async () => {
    const id = await addTask(sql, owner.companyId)
    await raiseAllowance(owner, { scope: 'task', id, byMicros: dollar })
    expect((await readAllowances(owner, { taskId: id })).tasks[0]?.capMicros).toBe(
      terms.taskAllowanceMicros + dollar,
    )
  })

  it('raised by two at once grows by both', async () => {
    const of = { scope: 'employee', id: ada.employeeId, byMicros: dollar } as const
    await Promise.all([raiseAllowance(owner, of), raiseAllowance(owner, of)])
    expect((await readAllowances(owner)).employees[0]?.capMicros).toBe(26 * dollar)
  })

  it.each(['trialing', 'past_due'])(
    'of the company waits for the first payment (%s): a seat more brings nothing before it',
    async (status) => {
      await sql.query(
        `update subscriptions set status = $2, trial_ends_at = now(), period_started_at = now() - interval '1 day' where company_id = $1`,
        [owner.companyId, status],
      )
      const raise = raiseAllowance(owner, { scope: 'company', toMicros: 121 * dollar })
      await expect(raise).rejects.toMatchObject({
        code: 'limit_reached',
        message: expect.stringMatching(/What the plan includes begins with its first payment\.$/),
      })
      await expect(raise).rejects.not.toMatchObject({ message: expect.stringContaining('seat') })
    },
  )

  it('of the company is never more than its plan includes, and the refusal says what to do', async () => {
    await raiseAllowance(owner, { scope: 'company', toMicros: 50 * dollar })
    await expect(raiseAllowance(owner, { scope: 'company', toMicros: 121 * dollar })).rejects.toMatchObject({
      code: 'limit_reached',
      message: expect.stringMatching(/larger plan or add a seat/),
    })
    expect((await readAllowances(owner)).company).toMatchObject({
      capMicros: 50 * dollar,
      ceilingMicros: 120 * dollar,
    })
  })

  it.each([
    ['an employee of another company', { scope: 'employee', toMicros: 1 }, 'not_found'],
    ['nobody', { scope: 'task', id: undefined, toMicros: 1 }, 'invalid'],
    ['two sums', { scope: 'employee', toMicros: 1, byMicros: 1 }, 'invalid'],
    ['less than nothing', { scope: 'employee', toMicros: -1 }, 'invalid'],
  ] as const)('of %s is refused', async (_, input, code) => {
    const other = await addEmployee(sql, (await addCompany(sql)).companyId)
    const attempt = async () => raiseAllowance(owner, { id: other.employeeId, ...input })
    await expect(attempt()).rejects.toMatchObject({ code })
    expect(await audit()).toEqual([])
  })
})
