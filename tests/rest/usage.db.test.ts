// What was used over REST, for a key that may.
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { usage } from '#lib/wire/usage.ts'
import { addCompany, type Company } from '#tests/support/company.ts'
import { addEmployee } from '#tests/support/employee.ts'
import { addCall, addRun } from '#tests/support/ledger.ts'
import { call, type Key, keyOf, openRest, type Rest } from '#tests/support/rest.ts'
import { addTask } from '#tests/support/tasks.ts'

let rest: Rest
let company: Company
let key: Key
let taskId: string

beforeAll(async () => {
  rest = await openRest()
  company = await addCompany(rest.sql, { planKey: 'company' })
  key = await keyOf(company.owner, ['read'])
  const ada = await addEmployee(rest.sql, company.companyId)
  taskId = await addTask(rest.sql, company.companyId)
  const at = new Date('2025-11-03T12:00Z')
  const runId = await addRun(rest.sql, company.companyId, taskId)
  await addCall(rest.sql, ada, { started_at: at, run_id: runId, cost_micros: 1500 })
})
afterAll(() => rest.close())

const days = '?from=2025-11-01&to=2025-11-30'

describe('usage', () => {
  it('is read for days of one’s own', async () => {
    const answer = await call('GET', `/usage${days}`, { key })
    expect(answer.status).toBe(200)
    expect(usage.parse(await answer.json())).toMatchObject({
      from: '2025-11-01',
      total: { calls: 1, costMicros: 1500 },
      tasks: [{ taskId, number: 1 }],
    })
  })

  it('is read for this month when nobody says more', async () => {
    const answer = await call('GET', '/usage', { key })
    expect(usage.parse(await answer.json()).from).toBe(`${new Date().toISOString().slice(0, 7)}-01`)
  })

  it.each([
    '?from=2025-11-01',
    '?range=year',
    '?from=2025-02-30&to=2025-03-01',
    '?from=x&to=y',
    '?kind=chat',
  ])('refuses %s by the field', async (query) => {
    for (const path of ['/usage', '/usage/csv']) {
      const answer = await call('GET', `${path}${query}`, { key })
      expect(answer.status).toBe(400)
      expect(await answer.json()).toMatchObject({ code: 'invalid', fields: expect.any(Object) })
    }
  })

  it('is a file for spreadsheets, named by its days', async () => {
    const answer = await call('GET', `/usage/csv${days}`, { key })
    expect(answer.headers.get('content-type')).toBe('text/csv; charset=utf-8')
    expect(answer.headers.get('content-disposition')).toBe(
      'attachment; filename="deskhand-usage-2025-11-01-to-2025-11-30.csv"',
    )
    const bytes = new Uint8Array(await answer.arrayBuffer())
    expect([...bytes.slice(0, 3)]).toEqual([0xef, 0xbb, 0xbf])
    expect(new TextDecoder().decode(bytes).split('\r\n')[1]).toContain('Ada')
  })

  it('of a task is told under the task', async () => {
    const answer = await call('GET', `/tasks/${taskId}/cost`, { key })
    expect(await answer.json()).toMatchObject({ calls: 1, costMicros: 1500, kinds: [{ kind: 'task' }] })
  })
})
