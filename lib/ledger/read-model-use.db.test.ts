import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { addCompany, type Company, insertRow } from '#tests/support/company.ts'
import { addEmployee, type Employee } from '#tests/support/employee.ts'
import { openVerbWorld, type VerbWorld } from '#tests/support/verbs.ts'
import { readModelUse } from './read-model-use.ts'

let world: VerbWorld
let company: Company
let ada: Employee

beforeAll(async () => {
  world = await openVerbWorld()
  company = await addCompany(world.sql)
  ada = await addEmployee(world.sql, company.companyId)
})
afterAll(() => world.close())

const note = (columns: Record<string, unknown>) =>
  insertRow(world.sql, 'ledger_entries', {
    company_id: company.companyId,
    employee_id: ada.employeeId,
    desk_id: ada.deskId,
    model: 'claude-sonnet-4-5',
    practice: false,
    ...columns,
  })

describe('the model use of an employee', () => {
  it('is nothing before the first call', async () => {
    expect(await readModelUse(company.owner, ada)).toEqual({ calls: 0, practiceCalls: 0, costMicros: 0 })
  })

  it('adds up this month, and leaves out the month before', async () => {
    const settled = { state: 'settled', http_status: 200, settled_at: new Date() }
    await note({ ...settled, cost_micros: 1500 })
    await note({ ...settled, cost_micros: 2500 })
    await note({ practice: true })
    const longAgo = new Date(Date.now() - 40 * 24 * 60 * 60 * 1000)
    await note({ ...settled, cost_micros: 9000, started_at: longAgo })
    expect(await readModelUse(company.owner, ada)).toEqual({ calls: 3, practiceCalls: 1, costMicros: 4000 })
  })

  it('shows another company nothing', async () => {
    const { owner } = await addCompany(world.sql)
    expect(await readModelUse(owner, ada)).toEqual({ calls: 0, practiceCalls: 0, costMicros: 0 })
  })
})
