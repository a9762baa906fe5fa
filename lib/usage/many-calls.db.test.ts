// A hundred thousand calls: what is added up is all of them, and stays quick; who has few finds them among the many by an index.
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { addCompany, type Company } from '#tests/support/company.ts'
import { addEmployee } from '#tests/support/employee.ts'
import { addCall, addManyCalls, addRun } from '#tests/support/ledger.ts'
import { addTask } from '#tests/support/tasks.ts'
import { openVerbWorld, type VerbWorld } from '#tests/support/verbs.ts'
import { exportCalls } from './export-calls.ts'
import { readUsage } from './read-usage.ts'

const count = 100_000
const taskCount = 61
/** It takes about 200 ms; a plan without a hash or an index takes many times that. */
const patienceMs = 5_000

let world: VerbWorld
let company: Company
let small: Company

beforeAll(async () => {
  world = await openVerbWorld()
  company = await addCompany(world.sql)
  small = await addCompany(world.sql)
  const { companyId } = company
  const employees = []
  for (let at = 0; at < 12; at++) employees.push(await addEmployee(world.sql, companyId))
  const runIds = []
  for (let at = 0; at < taskCount; at++)
    runIds.push(await addRun(world.sql, companyId, await addTask(world.sql, companyId)))
  await addManyCalls(world.sql, { count, employees, runIds, days: 80 })
  await addCall(world.sql, await addEmployee(world.sql, small.companyId), { cost_micros: 7 })
  await world.sql.query('analyze ledger_entries')
})
afterAll(() => world.close())

describe('a hundred thousand calls', () => {
  it('are added up, all of them, while one waits', async () => {
    const beganAt = performance.now()
    const usage = await readUsage(company.owner, { range: '90_days' })
    const tookMs = performance.now() - beganAt
    const { rows } = await world.sql.query(
      'select sum(cost_micros)::bigint as cost from ledger_entries where company_id = $1',
      [company.companyId],
    )
    expect(usage.total).toMatchObject({ calls: count, practiceCalls: count / 10, costMicros: rows[0].cost })
    expect(usage.employees).toHaveLength(12)
    expect(usage.days).toHaveLength(90)
    expect(usage.taskCount).toBe(taskCount)
    expect(usage.tasks).toHaveLength(50)
    expect(tookMs).toBeLessThan(patienceMs)
  })

  it('are exported, each once, in the order in which they began', async () => {
    const ended = new Set<string>()
    let last = ''
    for await (const piece of exportCalls(company.owner, { range: '90_days' }).pieces) {
      for (const line of piece.split('\r\n').filter((one) => /^\d/.test(one))) {
        expect(line >= last.slice(0, 27)).toBe(true)
        last = line
        ended.add(line)
      }
    }
    expect(ended.size).toBe(count)
  })

  it('of others are not looked at', async () => {
    expect(await readUsage(small.owner, { range: '90_days' })).toMatchObject({
      total: { calls: 1, costMicros: 7 },
    })
    const { rows } = await world.sql.query(
      `explain select sum(cost_micros) from ledger_entries where company_id = $1 and started_at >= now() - interval '90 days'`,
      [small.companyId],
    )
    expect(JSON.stringify(rows)).toContain('ledger_entries_company_order')
  })
})
