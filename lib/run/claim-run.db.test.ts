// Who gets which task, and who gets none.
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import type { KeyHolder } from '#lib/access/caller.ts'
import type { RegisterWorkerInput } from '#lib/wire/worker.ts'
import { drainWorker } from '#lib/worker/drain-worker.ts'
import { forgetWorker } from '#lib/worker/forget-worker.ts'
import { listWorkers } from '#lib/worker/list-workers.ts'
import { registerWorker } from '#lib/worker/register-worker.ts'
import { addCompany, addKey, type Company, insertRow } from '#tests/support/company.ts'
import { addEmployee } from '#tests/support/employee.ts'
import { addTask, addWorker } from '#tests/support/tasks.ts'
import { openVerbWorld, outcome, type VerbWorld } from '#tests/support/verbs.ts'
import { claimForDesk, claimRun } from './claim-run.ts'

let world: VerbWorld
let company: Company
let key: KeyHolder

beforeAll(async () => {
  world = await openVerbWorld()
})
afterAll(() => world.close())
beforeEach(async () => {
  company = await addCompany(world.sql)
  key = await addKey(world.sql, company.companyId, { scopes: ['work'] })
})

const task = (columns = {}) => addTask(world.sql, company.companyId, columns)
const worker = (columns = {}) => addWorker(world.sql, company.companyId, columns)
const claim = async (workerId: string) => (await claimRun(key, { workerId }))?.task.id
const inSeconds = (seconds: number) => new Date(Date.now() + seconds * 1000)

describe('a claim', () => {
  it('gives all a fresh process needs to know, and the task is claimed', async () => {
    const before = await task({ title: 'First', status: 'ready' })
    await world.sql.query(`update tasks set status = 'done', summary = 'It is ready' where id = $1`, [before])
    const id = await task({
      title: 'Make a page',
      description: 'With a picture',
      labels: ['web'],
      feedback: 'Larger',
    })
    await insertRow(world.sql, 'task_dependencies', {
      company_id: company.companyId,
      task_id: id,
      depends_on_id: before,
    })
    await insertRow(world.sql, 'task_comments', {
      company_id: company.companyId,
      task_id: id,
      author_kind: 'member',
      author_name: 'Iris',
      text: 'Soon, please',
    })
    const claimed = await claimRun(key, { workerId: await worker() })
    expect(claimed).toMatchObject({
      run: { attempt: 1, leaseToken: expect.stringMatching(/^[\w-]{32}$/) },
      task: {
        id,
        title: 'Make a page',
        description: 'With a picture',
        labels: ['web'],
        feedback: 'Larger',
        parent: null,
        before: [{ id: before, title: 'First', summary: 'It is ready' }],
        comments: [{ authorName: 'Iris', text: 'Soon, please' }],
        files: [],
      },
    })
    const { rows } = await world.sql.query('select status, attempts, queued_at from tasks where id = $1', [
      id,
    ])
    expect(rows).toEqual([{ status: 'claimed', attempts: 1, queued_at: null }])
  })

  it('has one winner among a hundred', async () => {
    await task()
    const workers = await Promise.all(Array.from({ length: 100 }, () => worker()))
    const won = await Promise.all(workers.map(claim))
    expect(won.filter((one) => one !== undefined)).toHaveLength(1)
  })

  it('gives a hundred workers a hundred different tasks', async () => {
    const tasks = await Promise.all(Array.from({ length: 100 }, () => task()))
    const workers = await Promise.all(Array.from({ length: 100 }, () => worker()))
    const won = await Promise.all(workers.map(claim))
    expect(won.toSorted()).toEqual(tasks.toSorted())
  })

  it('stops where a worker has as many as it may, also when it asks many times at once', async () => {
    for (let count = 0; count < 5; count++) await task()
    const workerId = await worker({ max_concurrent: 3 })
    const won = await Promise.all(Array.from({ length: 8 }, () => claim(workerId)))
    expect(won.filter(Boolean)).toHaveLength(3)
  })

  it('takes no task that waits, has parts, is not due or has used up its allowance', async () => {
    await task({ status: 'draft' })
    await task({ available_at: inSeconds(60) })
    await task({ allowance_micros: 100, cost_micros: 100 })
    const whole = await task()
    const part = await task({ parent_id: whole, status: 'draft' })
    const waits = await task()
    await insertRow(world.sql, 'task_dependencies', {
      company_id: company.companyId,
      task_id: waits,
      depends_on_id: part,
    })
    expect(await claim(await worker())).toBeUndefined()
    await world.sql.query(`update tasks set status = 'ready' where id = $1`, [part])
    expect(await claim(await worker())).toBe(part)
    expect(await claim(await worker())).toBeUndefined()
  })

  it('tells the parent that it runs', async () => {
    const whole = await task()
    await task({ parent_id: whole })
    await claim(await worker())
    const { rows } = await world.sql.query('select status from tasks where id = $1', [whole])
    expect(rows).toEqual([{ status: 'running' }])
  })

  it('gives nothing to a worker that is drained, and nothing is known of one that is forgotten', async () => {
    const id = await task()
    const workerId = await worker()
    await drainWorker(company.owner, { id: workerId, draining: true })
    expect(await claim(workerId)).toBeUndefined()
    await drainWorker(company.owner, { id: workerId, draining: false })
    expect(await claim(workerId)).toBe(id)
    const other = await worker()
    await forgetWorker(company.owner, { id: other })
    expect(await outcome(() => claim(other))).toBe('not_found')
    expect(await outcome(() => forgetWorker(company.owner, { id: workerId }))).toBe('conflict')
  })

  it('is for keys with the scope work, of the own company', async () => {
    const workerId = await worker()
    expect(await outcome(() => claimRun(company.owner, { workerId }))).toBe('not_allowed')
    const stranger = await addKey(world.sql, (await addCompany(world.sql)).companyId, { scopes: ['work'] })
    expect(await outcome(() => claimRun(stranger, { workerId }))).toBe('not_found')
  })

  it('writes its events without waking anybody up before it is committed', async () => {
    const id = await task()
    const workerId = await worker()
    await world.sql.query('delete from events')
    await claim(workerId)
    const { rows } = await world.sql.query(`select kind from events where subject_id = $1 order by id`, [id])
    expect(rows.map(({ kind }) => kind)).toEqual(['task.run'])
  })

  it('waits for the disk where it got something, and only there', async () => {
    const workerId = await worker()
    const [one, together] = [
      'deskhand.claim_run_as($1, $2, $3, $4, 60)',
      'deskhand.claim_runs_as(array[$1::uuid], array[$2::uuid], array[$3::uuid], array[$4::bytea], array[60])',
    ]
    const waitsAfter = async (call: string) => {
      await world.sql.query('begin')
      const { rowCount } = await world.sql.query(`select from ${call} where run_id is not null`, [
        company.companyId,
        key.apiKeyId,
        workerId,
        Buffer.alloc(32),
      ])
      const { rows } = await world.sql.query('show synchronous_commit')
      await world.sql.query('rollback')
      return { got: rowCount, waits: rows[0].synchronous_commit }
    }
    for (const call of [one, together]) expect(await waitsAfter(call)).toEqual({ got: 0, waits: 'off' })
    await task()
    for (const call of [one, together]) expect(await waitsAfter(call)).toEqual({ got: 1, waits: 'on' })
  })
})

describe('the order', () => {
  it('is by priority, and by age among equals', async () => {
    const old = await task()
    const young = await task()
    const urgent = await task({ priority: 3 })
    const low = await task({ priority: 0 })
    const workerId = await worker({ max_concurrent: 9 })
    const won = [await claim(workerId), await claim(workerId), await claim(workerId), await claim(workerId)]
    expect(won).toEqual([urgent, old, young, low])
  })

  it('lets what has waited long go before what is urgent and new', async () => {
    const low = await task({ priority: 0 })
    await world.sql.query(
      `update tasks set queued_at = now() - interval '1 hour', available_at = now() - interval '1 hour' where id = $1`,
      [low],
    )
    const urgent = await task({ priority: 3 })
    const workerId = await worker({ max_concurrent: 9 })
    expect([await claim(workerId), await claim(workerId)]).toEqual([low, urgent])
  })

  it('does not wade through what others must do, however urgent it is', async () => {
    for (let count = 0; count < 30; count++) await task({ requires: ['docker'], priority: 3 })
    const mine = await task({ requires: ['browser'], priority: 0 })
    expect(await claim(await worker({ capabilities: ['browser'] }))).toBe(mine)
  })

  it('gets behind what somebody else holds at the head', async () => {
    const held = await Promise.all(Array.from({ length: 20 }, () => task({ priority: 3 })))
    const free = await task()
    const workerId = await worker()
    await world.sql.query('begin')
    await world.sql.query('select from tasks where id = any ($1) for update', [held])
    expect(await claim(workerId)).toBe(free)
    await world.sql.query('rollback')
  })
})

describe('capabilities', () => {
  it('are all needed', async () => {
    await task({ requires: ['browser', 'docker'] })
    expect(await claim(await worker({ capabilities: ['browser'] }))).toBeUndefined()
    expect(await claim(await worker({ capabilities: ['docker', 'gpu', 'browser'] }))).toBeDefined()
  })
})

describe("an employee's tasks", () => {
  it('go to their desk alone, and to nobody when they are fired', async () => {
    const { employeeId } = await addEmployee(world.sql, company.companyId)
    const desk = await worker({ employee_id: employeeId, executor: 'openclaw' })
    const [first, second] = [await task({ assignee_id: employeeId }), await task({ assignee_id: employeeId })]
    expect(await claim(await worker())).toBeUndefined()
    expect(await outcome(() => claim(desk))).toBe('not_found')
    const claimed = await claimForDesk(desk)
    expect(claimed?.task.id).toBe(first)
    await world.sql.query(`update workers set max_concurrent = 2 where id = $1`, [desk])
    await world.sql.query(`update employees set fired_at = now(), home_kept_until = now() where id = $1`, [
      employeeId,
    ])
    expect(await claimForDesk(desk)).toBeUndefined()
    await world.sql.query(`update employees set fired_at = null, home_kept_until = null where id = $1`, [
      employeeId,
    ])
    expect((await claimForDesk(desk))?.task.id).toBe(second)
  })
})

describe('a worker', () => {
  const facts: Omit<RegisterWorkerInput, 'name'> = {
    executor: 'command',
    capabilities: ['b', 'a'],
    version: '1.0',
    maxConcurrent: 2,
  }

  it('is the same by its name, with what it says the last time', async () => {
    const one = await registerWorker(key, { ...facts, name: 'Mill' })
    const again = await registerWorker(key, { ...facts, name: 'Mill', version: '1.1' })
    expect(again.id).toBe(one.id)
    const { items } = await listWorkers(company.owner)
    expect(items).toMatchObject([
      {
        name: 'Mill',
        version: '1.1',
        capabilities: ['a', 'b'],
        isOnline: true,
        employeeId: null,
        running: [],
      },
    ])
  })

  it("does not take over a desk's name", async () => {
    const { employeeId } = await addEmployee(world.sql, company.companyId)
    await worker({ employee_id: employeeId, name: 'Ada 1234', executor: 'openclaw' })
    expect(await outcome(() => registerWorker(key, { ...facts, name: 'Ada 1234' }))).toBe('conflict')
  })

  it('shows what it works on', async () => {
    const id = await task({ title: 'Make a page' })
    const workerId = await worker()
    await claim(workerId)
    const { items } = await listWorkers(company.owner)
    expect(items).toMatchObject([{ id: workerId, running: [{ taskId: id, title: 'Make a page' }] }])
  })

  it('comes back when it registers again after it was forgotten', async () => {
    const { id } = await registerWorker(key, { ...facts, name: 'Mill' })
    await forgetWorker(company.owner, { id })
    expect((await listWorkers(company.owner)).items).toEqual([])
    expect((await registerWorker(key, { ...facts, name: 'Mill' })).id).toBe(id)
    expect((await listWorkers(company.owner)).items).toHaveLength(1)
  })
})
