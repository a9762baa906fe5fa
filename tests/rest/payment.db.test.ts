// Programs of a company that does not pay: they read all there is, and are told in one way why nobody works.
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Member } from '#lib/access/caller.ts'
import { type OperationId, operations } from '#lib/wire/operations.ts'
import { problem } from '#lib/wire/shapes.ts'
import { addCompany } from '#tests/support/company.ts'
import { addEmployee } from '#tests/support/employee.ts'
import { type Call, call, type Key, keyOf, openRest, type Rest } from '#tests/support/rest.ts'
import { letStand } from '#tests/support/standings.ts'
import { addTask, addWorker } from '#tests/support/tasks.ts'

let rest: Rest
let owner: Member
let key: Key
let employeeId: string
let taskId: string
let workerId: string

beforeAll(async () => {
  rest = await openRest()
  owner = (await addCompany(rest.sql)).owner
  key = await keyOf(owner, ['read', 'write', 'work', 'admin'])
  employeeId = (await addEmployee(rest.sql, owner.companyId)).employeeId
  taskId = await addTask(rest.sql, owner.companyId)
  workerId = await addWorker(rest.sql, owner.companyId)
  await letStand(rest.sql, owner.companyId, 'stopped')
})
afterAll(() => rest.close())

const refused: [OperationId, () => Call][] = [
  ['hireEmployee', () => ({ body: { roleKey: 'executive-assistant', name: 'Bo' } })],
  ['startEmployee', () => ({})],
  ['restartEmployee', () => ({})],
  ['provisionEmployee', () => ({})],
  ['sendMessage', () => ({ body: { text: 'Hello' } })],
  ['uploadAttachment', () => ({ raw: 'text', headers: { 'content-type': 'text/plain' } })],
  ['createTask', () => ({ body: { title: 'A task' } })],
  ['retryTask', () => ({})],
  ['sendBackTask', () => ({ body: { feedback: 'More.' } })],
  ['askForPlan', () => ({ body: {} })],
  ['registerWorker', () => ({ body: { name: 'Mill', executor: 'command' } })],
  ['claimTask', () => ({ body: { workerId } })],
]
const read: OperationId[] = [
  'readMe',
  'listEmployees',
  'readEmployee',
  'listMessages',
  'listTasks',
  'readTask',
  'readTimeline',
  'listSchedules',
  'listTemplates',
  'listWorkers',
  'listQuestions',
]

function ask(id: OperationId, given: Call): Promise<Response> {
  const { method, path } = operations[id]
  const subject = path.startsWith('/tasks') ? taskId : employeeId
  const parts = { '{id}': subject, '{employeeId}': employeeId, '{taskId}': taskId }
  const filled = Object.entries(parts).reduce((so, [slot, value]) => so.replace(slot, value), path)
  return call(method, filled, { key, ...given })
}

describe('without a plan that is paid', () => {
  it.each(refused)('%s answers 402 in words', async (id, given) => {
    const answer = await ask(id, given())
    expect(answer.status).toBe(402)
    expect(problem.parse(await answer.json())).toMatchObject({
      code: 'payment_required',
      detail: expect.stringContaining('everything is kept'),
    })
  })

  it.each(read)('%s answers as always', async (id) => {
    expect((await ask(id, {})).status).toBe(200)
  })
})
