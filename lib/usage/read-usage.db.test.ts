import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { UsageFigures, UsageQuery } from '#lib/wire/usage.ts'
import { addCompany, addKey, addMember, type Company, insertRow } from '#tests/support/company.ts'
import { addEmployee, addMessage, type Employee } from '#tests/support/employee.ts'
import { addCall, addRun } from '#tests/support/ledger.ts'
import { addTask } from '#tests/support/tasks.ts'
import { openVerbWorld, outcome, type VerbWorld } from '#tests/support/verbs.ts'
import { readTaskCost } from './read-task-cost.ts'
import { readUsage } from './read-usage.ts'

let world: VerbWorld
let company: Company
let ada: Employee
let grace: Employee
let taskId: string
let planId: unknown

const at = (time: string) => ({ started_at: new Date(time), settled_at: new Date(time) })
const november: UsageQuery = { from: '2025-11-01', to: '2025-11-30' }

beforeAll(async () => {
  world = await openVerbWorld()
  const { sql } = world
  // Before anything of the product connects: days are those of UTC, wherever the database stands.
  await sql.query(
    "do $$ begin execute format('alter database %I set timezone to %L', current_database(), 'Pacific/Auckland'); end $$",
  )
  company = await addCompany(sql)
  const { companyId, owner } = company
  ada = await addEmployee(sql, companyId)
  grace = await addEmployee(sql, companyId, { employee: { name: 'Grace' } })
  taskId = await addTask(sql, companyId, { title: 'Write the report' })
  const runId = await addRun(sql, companyId, taskId)
  planId = (await insertRow(sql, 'plans', { company_id: companyId, task_id: taskId })).id
  const messageId = await addMessage(sql, ada, owner)
  const first = at('2025-11-03T10:00:00Z')
  await addCall(sql, ada, { ...first, message_id: messageId, input_tokens: 10, cost_micros: 100 })
  await addCall(sql, ada, { ...first, run_id: runId, output_tokens: 5, cost_micros: 2000 })
  await addCall(sql, company, { ...first, plan_id: planId, model: 'claude-haiku-4-5', cost_micros: 30 })
  await addCall(sql, company, { ...first, run_id: runId, cost_micros: 4 })
  await addCall(sql, grace, { ...at('2025-11-04T12:00:00Z'), practice: true, cost_micros: 50_000 })
})
afterAll(() => world.close())

const costs = (all: readonly (UsageFigures & Record<string, unknown>)[], name: string) =>
  all.map((one) => [one[name], one.costMicros])

describe('the usage of a company', () => {
  it('is nothing, and every day of it, before the first call', async () => {
    const { owner } = await addCompany(world.sql)
    const usage = await readUsage(owner, november)
    expect(usage).toMatchObject({
      total: { calls: 0, costMicros: 0 },
      employees: [],
      tasks: [],
      taskCount: 0,
      firstCallAt: null,
      month: { spentMicros: 0, forecast: { state: 'too_little', daysNeeded: 3 } },
    })
    expect(usage.days).toHaveLength(30)
  })

  it('is told by employee, with the company itself for what nobody asked at a desk', async () => {
    const { total, employees } = await readUsage(company.owner, november)
    expect(total).toMatchObject({ calls: 5, practiceCalls: 1, costMicros: 52_134, practiceMicros: 50_000 })
    expect(costs(employees, 'employeeId')).toEqual([
      [grace.employeeId, 50_000],
      [ada.employeeId, 2100],
      [null, 34],
    ])
    expect(employees[1]).toMatchObject({ name: 'Ada', inputTokens: 10, outputTokens: 5, calls: 2 })
  })

  it('is told by model, by kind and by task', async () => {
    const { models, kinds, tasks, taskCount } = await readUsage(company.owner, november)
    expect(costs(models, 'name')).toEqual([
      ['Claude Sonnet 4.5', 52_104],
      ['Claude Haiku 4.5', 30],
    ])
    expect(costs(kinds, 'kind')).toEqual([
      ['other', 50_000],
      ['task', 2000],
      ['chat', 100],
      ['planning', 30],
      ['checks', 4],
    ])
    expect(costs(tasks, 'title')).toEqual([['Write the report', 2034]])
    expect(taskCount).toBe(1)
  })

  it('is told by day, each with what it is made of', async () => {
    const { days } = await readUsage(company.owner, november)
    const used = days.filter(({ calls }) => calls > 0)
    expect(costs(used, 'day')).toEqual([
      ['2025-11-03', 2134],
      ['2025-11-04', 50_000],
    ])
    expect(used[0]?.employees).toEqual([
      { key: ada.employeeId, costMicros: 2100, calls: 2 },
      { key: 'company', costMicros: 34, calls: 2 },
    ])
    expect(used[0]?.models).toHaveLength(2)
    expect(used[0]?.kinds).toHaveLength(4)
  })

  it('has days of UTC, from midnight to midnight', async () => {
    const elsewhere = await addCompany(world.sql)
    const call = (time: string) => addCall(world.sql, elsewhere, at(time))
    await call('2025-11-02T23:59:59.999Z')
    await call('2025-11-03T00:00:00.000Z')
    await call('2025-11-03T23:59:59.999Z')
    await call('2025-11-04T00:00:00.000Z')
    const { days } = await readUsage(elsewhere.owner, { from: '2025-11-03', to: '2025-11-03' })
    expect(days.map(({ day, calls }) => [day, calls])).toEqual([['2025-11-03', 2]])
  })

  it('keeps who has left under their name', async () => {
    await world.sql.query(`update employees set fired_at = now(), home_kept_until = now() where id = $1`, [
      grace.employeeId,
    ])
    const { employees } = await readUsage(company.owner, november)
    expect(employees[0]).toMatchObject({ name: 'Grace', hasLeft: true })
  })

  it('tells of this month, whatever is asked for', async () => {
    const { companyId, owner } = await addCompany(world.sql)
    const employee = await addEmployee(world.sql, companyId)
    await addCall(world.sql, employee, { cost_micros: 70 })
    const { total, month } = await readUsage(owner, november)
    expect(total.calls).toBe(0)
    expect(month).toEqual({ spentMicros: 70, forecast: { state: 'too_little', daysNeeded: 3 } })
  })

  it('is for managers, and for keys that read', async () => {
    const { companyId } = company
    const member = await addMember(world.sql, companyId)
    const admin = await addMember(world.sql, companyId, { role: 'admin' })
    const reader = await addKey(world.sql, companyId, { scopes: ['read'] })
    const worker = await addKey(world.sql, companyId, { scopes: ['work'] })
    const answers = [member, admin, reader, worker].map((one) => outcome(async () => readUsage(one, {})))
    expect(await Promise.all(answers)).toEqual(['not_allowed', 'done', 'done', 'not_allowed'])
  })

  it('shows another company nothing', async () => {
    const { owner } = await addCompany(world.sql)
    expect(await readUsage(owner, november)).toMatchObject({ total: { calls: 0 }, tasks: [], employees: [] })
  })

  it('refuses days that are no range', async () => {
    expect(await outcome(() => readUsage(company.owner, { from: '2025-11-03' }))).toBe('invalid')
  })
})

describe('what a task cost', () => {
  it('is its planning, its runs and their checks', async () => {
    const cost = await readTaskCost(company.owner, { id: taskId })
    expect(cost).toMatchObject({ calls: 3, costMicros: 2034 })
    const { rows } = await world.sql.query('select cost_micros::int from tasks where id = $1', [taskId])
    expect(rows).toEqual([{ cost_micros: 2034 }])
    expect(costs(cost.kinds, 'kind')).toEqual([
      ['task', 2000],
      ['planning', 30],
      ['checks', 4],
    ])
    expect(costs(cost.models, 'model')).toEqual([
      ['claude-sonnet-4-5', 2004],
      ['claude-haiku-4-5', 30],
    ])
  })

  it('is nothing before it is worked on', async () => {
    const id = await addTask(world.sql, company.companyId)
    expect(await readTaskCost(company.owner, { id })).toMatchObject({ calls: 0, costMicros: 0, kinds: [] })
  })

  it('is told to members, and to no other company', async () => {
    const member = await addMember(world.sql, company.companyId)
    expect(await outcome(() => readTaskCost(member, { id: taskId }))).toBe('done')
    const { owner } = await addCompany(world.sql)
    expect(await outcome(() => readTaskCost(owner, { id: taskId }))).toBe('not_found')
  })
})
