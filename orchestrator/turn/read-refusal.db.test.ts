// Which refusals tell that the last words of a run are not all it had to say.
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { addCompany, insertRow } from '#tests/support/company.ts'
import { addEmployee, type Employee } from '#tests/support/employee.ts'
import { addCall, addRun } from '#tests/support/ledger.ts'
import { addTask } from '#tests/support/tasks.ts'
import { openVerbWorld, type VerbWorld } from '#tests/support/verbs.ts'
import { readCutShort } from './read-refusal.ts'

let world: VerbWorld
let ada: Employee
let runId: string

beforeAll(async () => {
  world = await openVerbWorld()
})
afterAll(() => world.close())
beforeEach(async () => {
  const { owner } = await addCompany(world.sql)
  ada = await addEmployee(world.sql, owner.companyId)
  runId = await addRun(world.sql, owner.companyId, await addTask(world.sql, owner.companyId))
})

const start = Date.UTC(2026, 0, 1)
const at = (seconds: number) => new Date(start + seconds * 1000)
/** Of the run, from one second to another; without an end it is still open. */
const call = (from: number, to?: number) =>
  addCall(world.sql, ada, {
    run_id: runId,
    started_at: at(from),
    ...(to === undefined ? { state: 'open', settled_at: null } : { settled_at: at(to) }),
  })
const refused = (seconds: number) =>
  insertRow(world.sql, 'model_refusals', {
    company_id: ada.companyId,
    run_id: runId,
    reason: 'task_allowance',
    at: at(seconds),
  })
const isCutShort = async () => (await readCutShort({ runId }))?.reason === 'task_allowance'

describe('the last words of a run', () => {
  it('are not all when its last call was cut short, settled or not', async () => {
    await call(0, 10)
    await call(20, 30)
    await refused(29)
    expect(await isCutShort()).toBe(true)
    await call(40)
    expect(await isCutShort()).toBe(false)
    await refused(45)
    expect(await isCutShort()).toBe(true)
  })

  it('are all when an earlier call was, or when something else was refused before or after them', async () => {
    await call(0, 10)
    await refused(9)
    await refused(15)
    await call(20, 30)
    await refused(35)
    expect(await isCutShort()).toBe(false)
  })

  it('are all when nothing was refused', async () => {
    expect(await isCutShort()).toBe(false)
    await call(0)
    expect(await isCutShort()).toBe(false)
  })
})
