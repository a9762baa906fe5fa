import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Member } from '#lib/access/caller.ts'
import { addCompany, addMember, type Company } from '#tests/support/company.ts'
import { addEmployee } from '#tests/support/employee.ts'
import { addCall, addRun } from '#tests/support/ledger.ts'
import { addTask } from '#tests/support/tasks.ts'
import { openVerbWorld, outcome, type VerbWorld } from '#tests/support/verbs.ts'
import { csvColumns, exportCalls } from './export-calls.ts'

let world: VerbWorld
let company: Company

beforeAll(async () => {
  world = await openVerbWorld()
  company = await addCompany(world.sql)
})
afterAll(() => world.close())

const day = { from: '2025-11-03', to: '2025-11-03' }

async function linesFor(caller: Member): Promise<string[]> {
  let text = ''
  for await (const piece of exportCalls(caller, day).pieces) text += piece
  return text.split('\r\n')
}

describe('an export', () => {
  it('of no calls has its heading', async () => {
    expect(await linesFor(company.owner)).toEqual([`\uFEFF${csvColumns.join(',')}`, ''])
  })

  it('has every call with its time in UTC, its money exactly, and names that are no formulas', async () => {
    const { companyId, owner } = company
    const name = '=HYPERLINK("https://evil.example")'
    const ada = await addEmployee(world.sql, companyId, { employee: { name } })
    const taskId = await addTask(world.sql, companyId, { title: 'One, "two"\nthree' })
    const started = new Date('2025-11-03T23:30:00.5+00:00')
    const call = { started_at: started, settled_at: started, cost_micros: 1_234_567, input_tokens: 9 }
    await addCall(world.sql, ada, { ...call, run_id: await addRun(world.sql, companyId, taskId) })
    const [, ...lines] = await linesFor(owner)
    expect(lines.join('\n')).toBe(
      [
        '2025-11-03T23:30:00.500000Z,2025-11-03T23:30:00.500000Z,task',
        `"'=HYPERLINK(""https://evil.example"")",${ada.employeeId}`,
        '1,"One, ""two""\nthree",claude-sonnet-4-5,model,settled,9,0,0,0,1.234567,1234567\n',
      ].join(','),
    )
  })

  it('of calls that began at the very same time has each once', async () => {
    const { companyId, owner } = await addCompany(world.sql)
    await world.sql.query(
      `insert into ledger_entries (company_id, model, practice, state, http_status, started_at, settled_at)
       select $1, 'claude-' || n, false, 'settled', 200, '2025-11-03T12:00Z', '2025-11-03T12:00Z' from generate_series(1, 4500) n`,
      [companyId],
    )
    const lines = await linesFor(owner)
    expect(lines).toHaveLength(4502)
    expect(new Set(lines).size).toBe(4502)
  })

  it('is for managers, and of their own company', async () => {
    const member = await addMember(world.sql, company.companyId)
    expect(await outcome(async () => exportCalls(member, day))).toBe('not_allowed')
    const { owner } = await addCompany(world.sql)
    expect(await linesFor(owner)).toHaveLength(2)
  })

  it('ends for who is no manager any more', async () => {
    const { companyId } = await addCompany(world.sql)
    const startedAt = new Date('2025-11-03T12:00Z')
    await addCall(world.sql, { companyId }, { started_at: startedAt })
    const admin = await addMember(world.sql, companyId, { role: 'admin' })
    const { pieces } = exportCalls(admin, day)
    await pieces.next()
    await world.sql.query('delete from members where company_id = $1 and user_id = $2', [
      companyId,
      admin.userId,
    ])
    expect(await pieces.next()).toEqual({ done: true, value: undefined })
  })
})
