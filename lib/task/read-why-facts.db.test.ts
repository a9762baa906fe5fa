// The facts behind "why", from the tables, for one task and for a thousand.
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import type { Member } from '#lib/access/caller.ts'
import type { Tx } from '#lib/db/database.ts'
import { transact } from '#lib/db/transact.ts'
import { readEventsAfter } from '#lib/live/read-events.ts'
import type { CreateTaskInput } from '#lib/wire/task.ts'
import { addCompany, insertRow, sha256 } from '#tests/support/company.ts'
import { addEmployee } from '#tests/support/employee.ts'
import { openVerbWorld, type VerbWorld } from '#tests/support/verbs.ts'
import { createTask } from './create-task.ts'
import { listTasks } from './list-tasks.ts'
import { readTask } from './read-task.ts'
import { cardsOf, readCards, selectTasks } from './task-row.ts'

let world: VerbWorld
let owner: Member

beforeAll(async () => {
  world = await openVerbWorld()
})
afterAll(() => world.close())
beforeEach(async () => {
  owner = (await addCompany(world.sql, { planKey: 'company' })).owner
})

const make = (facts: Partial<CreateTaskInput> = {}) =>
  createTask(owner, { title: 'Make a page', plan: 'none', ...facts })
const run = (text: string, ...values: unknown[]) => world.sql.query(text, values)
const codeOf = async (id: string) => (await readTask(owner, { id })).why?.code

function addWorker(columns: object = {}): Promise<Record<string, unknown>> {
  return insertRow(world.sql, 'workers', {
    company_id: owner.companyId,
    name: 'builder',
    executor: 'command',
    ...columns,
  })
}

/** Claimed by a worker, as claim_run leaves it. */
async function claimed(taskId: string, workerId: unknown, employeeId: string | null = null): Promise<string> {
  await run(`update tasks set status = 'claimed', attempts = attempts + 1 where id = $1`, taskId)
  const row = await insertRow(world.sql, 'runs', {
    company_id: owner.companyId,
    task_id: taskId,
    worker_id: workerId,
    employee_id: employeeId,
    attempt: 1,
    lease_hash: sha256(taskId),
    lease_expires_at: new Date(Date.now() + 60_000),
  })
  return String(row.id)
}

describe('the facts behind why', () => {
  it('follow a task from one hand to the next', async () => {
    const { employeeId, deskId } = await addEmployee(world.sql, owner.companyId)
    const { id } = await make({ assigneeId: employeeId })
    expect(await codeOf(id)).toBe('assignee_starting')
    const host = await insertRow(world.sql, 'hosts', { name: deskId, runtime: 'process', version: '1' })
    await run(
      `update desks set desired_state = 'asleep', observed_state = 'stopped', ready_after_ms = 8000, host_id = $2 where id = $1`,
      deskId,
      host.id,
    )
    expect((await readTask(owner, { id })).why).toMatchObject({
      code: 'assignee_asleep',
      text: 'Ada is asleep and being woken. This takes about 8 s.',
    })
    await run(
      `update desks set desired_state = 'running', observed_state = 'ready', observed_generation = 1, host_id = $2 where id = $1`,
      deskId,
      host.id,
    )
    const worker = await addWorker({ employee_id: employeeId, name: 'Ada 1', executor: 'openclaw' })
    expect(await codeOf(id)).toBe('queued')
    const other = await make({ assigneeId: employeeId })
    const runId = await claimed(id, worker.id, employeeId)
    expect(await readTask(owner, { id })).toMatchObject({
      why: { code: 'claimed', owner: 'employee' },
      worker: { name: 'Ada', employeeId },
    })
    expect((await readTask(owner, other)).why).toMatchObject({
      code: 'assignee_busy',
      text: 'Ada is busy with #1.',
    })
    await run(`update tasks set status = 'running' where id = $1`, id)
    expect(await codeOf(id)).toBeUndefined()
    await insertRow(world.sql, 'questions', {
      company_id: owner.companyId,
      task_id: id,
      run_id: runId,
      employee_id: employeeId,
      asker_key: 'a',
      text: 'Which colour?',
    })
    expect(await readTask(owner, { id })).toMatchObject({
      why: { text: 'Ada asks: Which colour?' },
      openQuestions: 1,
    })
    await run(
      `update runs set claimed_at = now() - interval '2 minutes', lease_expires_at = now() - interval '1 minute' where id = $1`,
      runId,
    )
    expect(await codeOf(id)).toBe('not_heard_of')
    await run(`update employees set fired_at = now(), home_kept_until = now() where id = $1`, employeeId)
    expect(await codeOf(other.id)).toBe('assignee_fired')
  })

  it('know what a worker outside can do and when it was there', async () => {
    const worker = await addWorker({ capabilities: ['docker'] })
    const { id } = await make({ requires: ['docker', 'gpu'] })
    expect((await readTask(owner, { id })).why?.text).toBe('No worker can do gpu.')
    const other = await make({ requires: ['docker'] })
    expect(await codeOf(other.id)).toBe('queued')
    await run(`update workers set seen_at = now() - interval '5 minutes' where id = $1`, worker.id)
    expect(await codeOf(other.id)).toBe('no_worker_online')
    await run(`update workers set forgotten_at = now() where id = $1`, worker.id)
    expect(await codeOf(other.id)).toBe('no_worker')
  })

  it('say of a whole why the part that comes next waits', async () => {
    const whole = await make()
    const first = await make({ parentId: whole.id, requires: ['docker'] })
    await make({ parentId: whole.id, dependsOn: [first.id] })
    expect((await readTask(owner, whole)).why).toMatchObject({
      code: 'part_waits',
      text: 'Waits for its part #2 “Make a page”. Nobody is there to do it: no employee and no worker.',
      owner: 'you',
      action: '#2: Hire somebody or start a worker.',
    })
  })

  it('never mix companies', async () => {
    await addWorker()
    const { owner: other } = await addCompany(world.sql)
    const { why } = await createTask(other, { title: 'Theirs', plan: 'none' })
    expect(why?.code).toBe('no_worker')
  })
})

/** How many statements the work took. */
async function countQueries(work: (tx: Tx) => Promise<unknown>): Promise<number> {
  let queries = 0
  await transact(owner, async (tx) => {
    const counted = tx.withPlugin({
      transformQuery: ({ node }) => {
        queries += 1
        return node
      },
      transformResult: async ({ result }) => result,
    })
    await work(counted)
  })
  return queries
}

describe('a thousand tasks', () => {
  it('are read in as many statements as one of each kind, and fast', async () => {
    const worker = await addWorker({ max_concurrent: 50 })
    const whole = await make()
    const before = await make()
    await make({ plan: 'auto' })
    await make({ dependsOn: [before.id], parentId: whole.id })
    await make({ parentId: whole.id })
    await claimed((await make()).id, worker.id)
    const read = (tx: Tx) =>
      selectTasks(tx, owner.companyId)
        .execute()
        .then((rows) => cardsOf(tx, owner.companyId, rows))
    const few = await countQueries(read)
    await run(
      `insert into tasks (company_id, title, status, parent_id, assignee_id, labels)
        select $1, 'Task ' || n, case when n % 10 = 0 then 'draft' else 'ready' end,
          case when n % 3 = 0 then $2::uuid end, null, array['bulk'] from generate_series(1, 1000) n`,
      owner.companyId,
      whole.id,
    )
    expect(await countQueries(read)).toBe(few)
    const took: number[] = []
    for (let round = 0; round < 9; round++) {
      const began = performance.now()
      expect((await listTasks(owner, { limit: 1000 })).items).toHaveLength(1000)
      took.push(performance.now() - began)
    }
    const [best = 0, , , , median = 0] = took.sort((a, b) => a - b)
    console.log(`list of 1,000 tasks: ${best.toFixed(1)} to ${median.toFixed(1)} ms in ${few} statements`)
    expect(median).toBeLessThan(500)
  })
})

describe('live', () => {
  const latest = async () => Number((await run('select coalesce(max(id), 0) as id from events')).rows[0].id)
  const told = async (from: number) =>
    (await readEventsAfter(owner.companyId, from)).events.flatMap(({ event }) =>
      event.event === 'task' ? [event.data] : [],
    )

  it('a task is told once as it is now, however often it changed', async () => {
    const from = await latest()
    const { id } = await make()
    for (const status of ['claimed', 'running', 'in_review'])
      await run('update tasks set status = $2 where id = $1', id, status)
    expect(await told(from)).toMatchObject([{ id, status: 'in_review', why: { code: 'awaits_review' } }])
  })

  it('its whole, and what waits for it, are told again', async () => {
    const whole = await make()
    const part = await make({ parentId: whole.id })
    const later = await make({ dependsOn: [part.id] })
    const from = await latest()
    await run(`update tasks set status = 'cancelled' where id = $1`, part.id)
    const cards = await told(from)
    expect(cards.find(({ id }) => id === whole.id)?.why?.code).toBe('parts_cancelled')
    expect(cards.find(({ id }) => id === later.id)?.why?.code).toBe('dependency_failed')
  })

  it('who waits for an employee is told when they are paused', async () => {
    const { employeeId, deskId } = await addEmployee(world.sql, owner.companyId)
    const whole = await make()
    const { id } = await make({ assigneeId: employeeId, parentId: whole.id })
    const from = await latest()
    await run(`update desks set desired_state = 'stopped' where id = $1`, deskId)
    const cards = new Map((await told(from)).map((card) => [card.id, card.why]))
    expect(cards.get(id)).toMatchObject({ code: 'assignee_paused' })
    expect(cards.get(whole.id)).toMatchObject({ code: 'part_waits', owner: 'you' })
  })

  it('who waits for an employee, or for anybody, is told when somebody begins, ends or comes', async () => {
    const { employeeId } = await addEmployee(world.sql, owner.companyId)
    const worker = await addWorker({ employee_id: employeeId, name: 'Ada 1' })
    const busy = await make({ assigneeId: employeeId })
    const waiting = await make({ assigneeId: employeeId })
    let from = await latest()
    const runId = await claimed(busy.id, worker.id, employeeId)
    expect((await told(from)).map(({ id }) => id)).toContain(waiting.id)
    from = await latest()
    await run(`update runs set ended_at = now(), outcome = 'completed' where id = $1`, runId)
    expect((await told(from)).map(({ id }) => id)).toEqual([waiting.id])
    const anybody = await make()
    from = await latest()
    await addWorker()
    expect((await told(from)).map(({ id }) => id)).toEqual([anybody.id])
  })

  it('cards of another company are not read', async () => {
    const { id } = await make()
    const { owner: other } = await addCompany(world.sql)
    expect(await transact(other, (tx) => readCards(tx, other.companyId, [id]))).toEqual([])
  })
})
