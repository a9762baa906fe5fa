import { randomBytes, randomUUID } from 'node:crypto'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import type { Member } from '#lib/access/caller.ts'
import { addCompany, insertRow } from '#tests/support/company.ts'
import { addAnswer, addEmployee, addMessage, type Employee } from '#tests/support/employee.ts'
import { addTask, addWorker } from '#tests/support/tasks.ts'
import { openVerbWorld, type VerbWorld } from '#tests/support/verbs.ts'
import { listGlances } from './list-glances.ts'

let world: VerbWorld
let owner: Member
let ada: Employee

beforeAll(async () => {
  world = await openVerbWorld()
})
afterAll(() => world.close())
beforeEach(async () => {
  owner = (await addCompany(world.sql)).owner
  ada = await addEmployee(world.sql, owner.companyId)
})

const glanceOf = async (employee = ada) =>
  (await listGlances(owner, { employeeIds: [employee.employeeId] }))[0]
const say = (text: string, columns = {}) =>
  addMessage(world.sql, ada, owner, { text, status: 'delivered', ...columns })

describe('a glance', () => {
  it('is of a silent employee empty, and of nobody none', async () => {
    expect(await glanceOf()).toEqual({
      employeeId: ada.employeeId,
      isAnswering: false,
      task: null,
      lastLine: null,
    })
    expect(await listGlances(owner, { employeeIds: [] })).toEqual([])
  })

  it('shows the last line that stands: no withdrawn, superseded or empty one', async () => {
    const first = await say('Good morning')
    await say('Forget it', { status: 'withdrawn' })
    await say('Typo', { superseded_at: new Date() })
    await addAnswer(world.sql, ada, first, { status: 'streaming' })
    const glance = await glanceOf()
    expect(glance?.lastLine).toEqual({
      author: 'member',
      userId: owner.userId,
      authorName: owner.displayName,
      text: 'Good morning',
    })
    expect(glance?.isAnswering).toBe(true)
  })

  it('cuts a long line and ends with the answer', async () => {
    await addAnswer(world.sql, ada, await say('Go on'), { text: '🦊'.repeat(400) })
    const glance = await glanceOf()
    expect(glance?.lastLine?.author).toBe('employee')
    expect(Array.from(glance?.lastLine?.text ?? '')).toHaveLength(160)
    expect(glance?.isAnswering).toBe(false)
  })

  it('shows the task in hand, until its run has ended', async () => {
    const taskId = await addTask(world.sql, owner.companyId, {
      title: 'Tidy up',
      assignee_id: ada.employeeId,
    })
    const at = { company_id: owner.companyId, employee_id: ada.employeeId }
    const workerId = await addWorker(world.sql, owner.companyId, { employee_id: ada.employeeId })
    const run = { ...at, id: randomUUID(), task_id: taskId, worker_id: workerId, attempt: 1 }
    await insertRow(world.sql, 'runs', { ...run, lease_hash: randomBytes(32), lease_expires_at: new Date() })
    expect((await glanceOf())?.task).toEqual({ id: taskId, number: 1, title: 'Tidy up' })
    await world.sql.query("update runs set ended_at = now(), outcome = 'released' where id = $1", [run.id])
    expect((await glanceOf())?.task).toBeNull()
  })

  it('is never of another company', async () => {
    const elsewhere = (await addCompany(world.sql)).owner
    const foreign = await addEmployee(world.sql, elsewhere.companyId)
    await addMessage(world.sql, foreign, elsewhere, { text: 'Secret' })
    expect(await glanceOf(foreign)).toBeUndefined()
  })
})
