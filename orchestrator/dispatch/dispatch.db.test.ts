// What the dispatcher reads and decides from rows: who works, who is free, who is woken, and to whom a task goes.
import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { readTask } from '#lib/task/read-task.ts'
import type { Task } from '#lib/wire/task.ts'
import { registerWorker } from '#lib/worker/register-worker.ts'
import { addKey, insertRow } from '#tests/support/company.ts'
import {
  askAsOrchestrator,
  type DesksAtWork,
  type DesksDatabase,
  keepWorkers,
  openDesksDatabase,
} from '#tests/support/desks-at-work.ts'
import type { Employee } from '#tests/support/employee.ts'
import { readFreeDesks } from './claim-work.ts'
import { routeTasks } from './route-tasks.ts'

let database: DesksDatabase
let pool: DesksDatabase['pool']
let desks: DesksAtWork
beforeAll(async () => {
  database = await openDesksDatabase()
  pool = database.pool
})
afterAll(() => database.close())
beforeEach(async () => {
  desks = await database.furnish()
})

const workerOf = async (employee: Employee) =>
  (await pool.query('select * from workers where employee_id = $1', [employee.employeeId])).rows[0]
const deskState = async () =>
  (await pool.query('select desired_state from desks where id = $1', [desks.ada.deskId])).rows[0]
    ?.desired_state

describe('the worker of an employee', () => {
  it('can what their role, their skills and their desk can', async () => {
    expect(await workerOf(desks.ada)).toMatchObject({
      name: `Ada ${desks.ada.employeeId.slice(0, 8)}`,
      executor: 'openclaw',
      capabilities: ['executive-assistant', 'openclaw', 'weekly-plan'],
      max_concurrent: 1,
    })
    const bob = await desks.addPerson('Bob', { name: `host-${randomUUID()}`, runtime: 'docker' })
    expect((await workerOf(bob)).capabilities).toContain('browser')
  })

  it('follows a new name, goes with the firing and comes back', async () => {
    const { id } = await workerOf(desks.ada)
    await pool.query("update employees set name = 'Quinn' where id = $1", [desks.ada.employeeId])
    await keepWorkers()
    expect(await workerOf(desks.ada)).toMatchObject({ id, name: expect.stringMatching(/^Quinn /) })
    await pool.query(
      "update employees set fired_at = now(), home_kept_until = now() + interval '1 day' where id = $1",
      [desks.ada.employeeId],
    )
    await keepWorkers()
    expect((await workerOf(desks.ada)).forgotten_at).not.toBeNull()
    await pool.query('update employees set fired_at = null, home_kept_until = null where id = $1', [
      desks.ada.employeeId,
    ])
    await keepWorkers()
    expect((await workerOf(desks.ada)).forgotten_at).toBeNull()
  })

  it('is there although somebody outside has taken the name', async () => {
    const bob = await desks.addPerson('Bob')
    await pool.query('delete from workers where employee_id = $1', [bob.employeeId])
    await insertRow(pool, 'workers', {
      company_id: desks.company.companyId,
      name: `Bob ${bob.employeeId.slice(0, 8)}`,
      executor: 'command',
    })
    await keepWorkers()
    await keepWorkers()
    expect((await workerOf(bob)).name).toBe(`Bob ${bob.employeeId}`)
  })

  it('is there, and those of other companies are, although somebody outside has taken both names', async () => {
    await pool.query("update employees set name = 'Eve' where id = $1", [desks.ada.employeeId])
    const key = await addKey(pool, desks.company.companyId, { scopes: ['work'] })
    for (const id of [desks.ada.employeeId.slice(0, 8), desks.ada.employeeId])
      await registerWorker(key, { name: `Eve ${id}`, executor: 'command' })
    const other = await database.furnish()
    expect(await workerOf(other.ada)).toBeDefined()
    expect((await workerOf(desks.ada)).name).toBe(`Eve ${desks.ada.employeeId}`)
  })
})

describe('a free desk', () => {
  const free = async () => (await readFreeDesks(desks.hostName)).map(({ employeeId }) => employeeId)

  it('is one that is ready and has something to do', async () => {
    expect(await free()).toEqual([])
    await desks.forAda()
    expect(await free()).toEqual([desks.ada.employeeId])
  })

  it.each([
    ['is starting', "observed_state = 'starting'"],
    ['is to be made again', 'desired_generation = 2'],
    ['is to sleep', "desired_state = 'asleep'"],
  ])('is not one that %s', async (_, change) => {
    await desks.forAda()
    await desks.setDesk(change)
    expect(await free()).toEqual([])
  })

  it('is not one that a person controls', async () => {
    await desks.forAda()
    await insertRow(pool, 'control_leases', {
      desk_id: desks.ada.deskId,
      company_id: desks.company.companyId,
      employee_id: desks.ada.employeeId,
      user_id: desks.company.owner.userId,
      expires_at: new Date(Date.now() + 60_000),
    })
    expect(await free()).toEqual([])
  })

  it('is not one that works, or that takes nothing new', async () => {
    await desks.forAda()
    await desks.forAda()
    await desks.claimed()
    expect(await free()).toEqual([])
    await pool.query('update runs set ended_at = now(), outcome = $1 where company_id = $2', [
      'cancelled',
      desks.company.companyId,
    ])
    expect(await free()).toEqual([desks.ada.employeeId])
    await pool.query('update workers set draining_at = now() where employee_id = $1', [desks.ada.employeeId])
    expect(await free()).toEqual([])
  })

  it('takes what is its own and not what is somebody else’s', async () => {
    const bob = await desks.addPerson('Bob')
    await keepWorkers()
    const task = await desks.give({ assigneeId: bob.employeeId })
    expect(await free()).toEqual([bob.employeeId])
    expect((await desks.claimed()).task.id).toBe(task.id)
  })
})

describe('sleep', () => {
  const idle = () =>
    Promise.all([
      pool.query("update employees set active_at = now() - interval '30 days' where id = $1", [
        desks.ada.employeeId,
      ]),
      desks.setDesk("desired_at = now() - interval '30 days', ready_at = now() - interval '30 days'"),
    ])

  it('does not come over a task that is there, or that is worked on', async () => {
    await desks.forAda()
    await idle()
    await askAsOrchestrator('deskhand.sleep_idle_desks()')
    expect(await deskState()).toBe('running')
    await desks.claimed()
    await idle()
    await askAsOrchestrator('deskhand.sleep_idle_desks()')
    expect(await deskState()).toBe('running')
    await pool.query("update tasks set status = 'cancelled' where company_id = $1", [desks.company.companyId])
    await idle()
    await askAsOrchestrator('deskhand.sleep_idle_desks()')
    expect(await deskState()).toBe('asleep')
  })

  it('ends for a task of one’s own, and for no other', async () => {
    await desks.setDesk("desired_state = 'asleep'")
    await desks.give()
    await desks.forAda({ draft: true })
    await desks.forAda({ requires: ['docker'] })
    await askAsOrchestrator('deskhand.wake_desks_with_tasks()')
    expect(await deskState()).toBe('asleep')
    await desks.forAda()
    await askAsOrchestrator('deskhand.wake_desks_with_tasks()')
    expect(await deskState()).toBe('running')
  })

  it('goes on where a person has paused the desk', async () => {
    await desks.setDesk("desired_state = 'stopped'")
    await desks.forAda()
    await askAsOrchestrator('deskhand.wake_desks_with_tasks()')
    expect(await deskState()).toBe('stopped')
  })
})

describe('a task of nobody', () => {
  const wait = (task: Task) =>
    pool.query(
      "update tasks set queued_at = now() - interval '10 seconds', available_at = now() - interval '10 seconds' where id = $1",
      [task.id],
    )
  const assignee = async (task: Task) => (await readTask(desks.company.owner, { id: task.id })).assigneeId

  it('goes to the least loaded when nobody took it for some seconds, with the reason', async () => {
    const bob = await desks.addPerson('Bob')
    await keepWorkers()
    await desks.forAda()
    const task = await desks.give()
    await routeTasks()
    expect(await assignee(task)).toBeNull()
    await wait(task)
    await routeTasks()
    expect(await assignee(task)).toBe(bob.employeeId)
    const { rows } = await pool.query(
      "select data from task_timeline where task_id = $1 and kind = 'routed'",
      [task.id],
    )
    expect(rows).toEqual([
      { data: { assigneeId: bob.employeeId, reason: 'Of 2 who can, Bob has nothing else to do.' } },
    ])
  })

  it('is left to a worker outside who is there and can take it', async () => {
    const outside = {
      company_id: desks.company.companyId,
      name: 'Outside',
      executor: 'command',
      capabilities: ['openclaw'],
    }
    await insertRow(pool, 'workers', outside)
    const task = await desks.give({ requires: ['openclaw'] })
    await wait(task)
    await routeTasks()
    expect(await assignee(task)).toBeNull()
    await pool.query("update workers set seen_at = now() - interval '10 minutes' where name = 'Outside'")
    await routeTasks()
    expect(await assignee(task)).toBe(desks.ada.employeeId)
  })

  it('is not held up by those of a company whose desks are stopped, however many and urgent', async () => {
    await desks.setDesk("desired_state = 'stopped'")
    const other = await database.furnish()
    const stuck = await Promise.all(Array.from({ length: 55 }, () => desks.give({ priority: 3 })))
    const task = await other.give()
    for (const one of [...stuck, task]) await wait(one)
    await routeTasks()
    expect((await readTask(other.company.owner, { id: task.id })).assigneeId).toBe(other.ada.employeeId)
  })

  it('that nobody here can do stays', async () => {
    const task = await desks.give({ requires: ['docker'] })
    await wait(task)
    await routeTasks()
    expect(await assignee(task)).toBeNull()
  })
})
