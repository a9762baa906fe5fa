import { afterAll, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest'
import type { Member } from '#lib/access/caller.ts'
import { database } from '#lib/db/database.ts'
import type { CreateTaskInput } from '#lib/wire/task.ts'
import { addCompany, insertRow, sha256 } from '#tests/support/company.ts'
import { openVerbWorld, outcome, outcomes, type VerbWorld } from '#tests/support/verbs.ts'
import { approveTask } from './approve-task.ts'
import { cancelTask } from './cancel-task.ts'
import { createTask } from './create-task.ts'
import { listTasks } from './list-tasks.ts'
import { readTask } from './read-task.ts'
import { retryTask } from './retry-task.ts'
import { sendBack } from './send-back.ts'
import { updateTask } from './update-task.ts'

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

/** Where a task stands, as the database has it. */
async function put(id: string, ...statuses: string[]): Promise<void> {
  for (const status of statuses) {
    const failure = status === 'failed' ? { code: 'x', text: 'It broke.', action: 'Look.' } : null
    await world.sql.query('update tasks set status = $2, failure = $3 where id = $1', [id, status, failure])
  }
}
const all = { limit: 50 }

it('say of a whole what each of its parts came to, and of a card no such thing', async () => {
  const whole = await make()
  const part = await make({ parentId: whole.id })
  await make({ parentId: whole.id })
  await world.sql.query('update tasks set summary = $2 where id = $1', [part.id, 'ü'.repeat(600)])
  expect((await readTask(owner, whole)).parts).toMatchObject({
    total: 2,
    summaries: [{ id: part.id, summary: 'ü'.repeat(500) }],
  })
  expect((await readTask(owner, part)).parts.summaries).toEqual([])
  const card = (await listTasks(owner, all)).items.find(({ id }) => id === whole.id)
  expect(card?.parts).not.toHaveProperty('summaries')
})

describe('tasks that wait for each other', () => {
  it('say for what, and no longer when that is done', async () => {
    const first = await make({ title: 'First' })
    const second = await make({ dependsOn: [first.id] })
    expect(second).toMatchObject({
      openDependencies: 1,
      why: { code: 'dependency', text: 'Waits for #1 “First”.' },
    })
    expect(await readTask(owner, first)).toMatchObject({ blocks: [{ id: second.id }] })
    await updateTask(owner, { id: first.id, status: 'done' })
    expect(await readTask(owner, second)).toMatchObject({ openDependencies: 0, why: { code: 'no_worker' } })
  })

  it('never in a circle, never for themselves, never for their own parts', async () => {
    const first = await make()
    const second = await make({ dependsOn: [first.id] })
    const third = await make({ dependsOn: [second.id] })
    const part = await make({ parentId: third.id })
    const refused = (id: string, on: string) => outcome(() => updateTask(owner, { id, dependsOn: [on] }))
    expect(await refused(first.id, third.id)).toBe('conflict')
    expect(await refused(third.id, part.id)).toBe('conflict')
    expect(await refused(part.id, third.id)).toBe('conflict')
    expect(await outcome(() => updateTask(owner, { id: first.id, dependsOn: [first.id] }))).toBe('conflict')
    expect(await readTask(owner, first)).toMatchObject({ dependsOn: [] })
  })

  it('cannot close a circle together', async () => {
    const [one, other] = [await make(), await make()]
    expect(
      await outcomes([
        () => updateTask(owner, { id: one.id, dependsOn: [other.id] }),
        () => updateTask(owner, { id: other.id, dependsOn: [one.id] }),
      ]),
    ).toEqual(['conflict', 'done'])
  })

  it('are counted rightly when what they wait for is done at the same moment', async () => {
    for (let round = 0; round < 10; round++) {
      const first = await make()
      const second = await make()
      await Promise.all([
        updateTask(owner, { id: first.id, status: 'done' }),
        updateTask(owner, { id: second.id, dependsOn: [first.id] }),
      ])
      expect((await readTask(owner, second)).openDependencies).toBe(0)
    }
  })

  it('are counted rightly when all they wait for is done at once, without a deadlock', async () => {
    const before = await Promise.all(Array.from({ length: 6 }, () => make()))
    const ids = before.map(({ id }) => id)
    const later = [await make({ dependsOn: ids }), await make({ dependsOn: ids.toReversed() })]
    const deadlocks = vi.spyOn(database(), 'transaction')
    await Promise.all(ids.map((id) => updateTask(owner, { id, status: 'done' })))
    // A transaction that Postgres ends because of a deadlock is begun again.
    expect(deadlocks).toHaveBeenCalledTimes(ids.length)
    deadlocks.mockRestore()
    for (const task of later) expect((await readTask(owner, task)).openDependencies).toBe(0)
  })

  it('are told what failed', async () => {
    const first = await make({ title: 'First' })
    const second = await make({ dependsOn: [first.id] })
    await put(first.id, 'failed')
    expect((await readTask(owner, second)).why).toMatchObject({ code: 'dependency_failed', owner: 'you' })
  })
})

describe('a task with parts', () => {
  it('runs while they do and comes to review when the last of them has ended', async () => {
    const whole = await make()
    const [one, other] = [
      await make({ parentId: whole.id, needsReview: false }),
      await make({ parentId: whole.id }),
    ]
    expect(await readTask(owner, whole)).toMatchObject({
      parts: { total: 2, done: 0 },
      why: { code: 'part_waits' },
    })
    await put(one.id, 'claimed')
    expect((await readTask(owner, whole)).status).toBe('running')
    await put(one.id, 'running', 'done')
    expect(await readTask(owner, whole)).toMatchObject({ status: 'running', parts: { total: 2, done: 1 } })
    await put(other.id, 'claimed', 'running', 'in_review')
    expect((await readTask(owner, whole)).why).toMatchObject({ code: 'part_in_review', owner: 'you' })
    await approveTask(owner, other)
    expect(await readTask(owner, whole)).toMatchObject({
      status: 'in_review',
      why: { code: 'awaits_review' },
    })
  })

  it('is finished once when two parts end at the same moment', async () => {
    for (let round = 0; round < 5; round++) {
      const whole = await make()
      const parts = [await make({ parentId: whole.id }), await make({ parentId: whole.id })]
      for (const part of parts) await put(part.id, 'claimed', 'running', 'in_review')
      await Promise.all(parts.map((part) => approveTask(owner, part)))
      expect(await readTask(owner, whole)).toMatchObject({ status: 'in_review', parts: { done: 2 } })
    }
  })

  it('has no part that waits for what waits for it, whichever came first', async () => {
    const whole = await make()
    const after = await make({ dependsOn: [whole.id] })
    expect(await outcome(() => make({ parentId: whole.id, dependsOn: [after.id] }))).toBe('conflict')
    const other = await make()
    const part = await make({ parentId: whole.id, dependsOn: [other.id] })
    expect(await outcome(() => updateTask(owner, { id: other.id, dependsOn: [whole.id] }))).toBe('conflict')
    expect(await outcome(() => updateTask(owner, { id: other.id, dependsOn: [part.id] }))).toBe('conflict')
  })

  it('has parts that wait for what it waits for, whichever came first', async () => {
    const before = await make()
    const whole = await make({ dependsOn: [before.id] })
    const part = await make({ parentId: whole.id })
    expect(part).toMatchObject({ openDependencies: 1, dependsOn: [{ id: before.id }] })
    const later = await make()
    await updateTask(owner, { id: whole.id, dependsOn: [later.id] })
    expect(await readTask(owner, part)).toMatchObject({ dependsOn: [{ id: later.id }], openDependencies: 1 })
  })

  it('stops them with it and tries them again with it', async () => {
    const whole = await make()
    const part = await make({ parentId: whole.id })
    await put(part.id, 'claimed', 'running')
    await cancelTask(owner, whole)
    expect((await readTask(owner, part)).status).toBe('cancelled')
    expect(await outcome(() => retryTask(owner, part))).toBe('conflict')
    await retryTask(owner, whole)
    expect((await readTask(owner, part)).status).toBe('ready')
  })

  it('does not fail with a part, but asks for a person; the part is tried again', async () => {
    const whole = await make()
    const part = await make({ parentId: whole.id })
    await put(part.id, 'claimed', 'running', 'failed')
    expect((await readTask(owner, whole)).why).toMatchObject({
      code: 'part_failed',
      action: 'Retry or cancel #2.',
    })
    await retryTask(owner, whole)
    expect((await readTask(owner, part)).status).toBe('ready')
  })

  it('is done when a person says so although all its parts were cancelled, and not while one is open', async () => {
    const whole = await make()
    const part = await make({ parentId: whole.id })
    await put(part.id, 'claimed', 'running')
    expect(await outcome(() => approveTask(owner, whole))).toBe('conflict')
    expect(await outcome(() => updateTask(owner, { id: whole.id, status: 'done' }))).toBe('conflict')
    await cancelTask(owner, part)
    expect(await readTask(owner, whole)).toMatchObject({
      status: 'running',
      why: { code: 'parts_cancelled' },
    })
    expect(await approveTask(owner, whole)).toMatchObject({ status: 'done' })
    const other = await make()
    await cancelTask(owner, await make({ parentId: other.id }))
    expect(await updateTask(owner, { id: other.id, status: 'done' })).toMatchObject({ status: 'done' })
  })

  it('is not done by one while another tries its part again', async () => {
    const whole = await make()
    const part = await make({ parentId: whole.id })
    await put(part.id, 'claimed', 'running', 'failed')
    await world.sql.query('begin')
    await put(whole.id, 'done')
    const retried = outcome(() => retryTask(owner, part))
    const waiting = 'select from pg_locks where not granted and transactionid = pg_current_xact_id()::xid'
    await expect.poll(async () => (await world.sql.query(waiting)).rowCount).toBe(1)
    await world.sql.query('commit')
    expect(await retried).toBe('conflict')
    expect((await readTask(owner, part)).status).toBe('failed')
  })

  it('never ends with a part that goes on, whoever is first', async () => {
    for (let round = 0; round < 10; round++) {
      const whole = await make()
      const part = await make({ parentId: whole.id })
      await put(part.id, 'claimed', 'running', 'failed')
      const both = [() => approveTask(owner, whole), () => retryTask(owner, part)]
      expect(await outcomes(both)).toEqual(['conflict', 'done'])
    }
  })

  it('gets one more part when it is sent back', async () => {
    const whole = await make()
    const part = await make({ parentId: whole.id, needsReview: false })
    await put(part.id, 'claimed', 'running', 'done')
    await sendBack(owner, { id: whole.id, feedback: 'The logo is missing.' })
    const items = (await listTasks(owner, { ...all, parentId: whole.id })).items
    expect(items).toMatchObject([
      { title: 'Put right: Make a page', status: 'ready', openDependencies: 0 },
      { id: part.id },
    ])
    await put(items[0]?.id ?? '', 'claimed', 'running', 'done')
    expect((await readTask(owner, whole)).status).toBe('in_review')
  })

  it('is no part of itself and takes none when it has ended', async () => {
    const whole = await make()
    await put(whole.id, 'cancelled')
    expect(await outcome(() => make({ parentId: whole.id }))).toBe('conflict')
    await expect(
      world.sql.query('update tasks set parent_id = id where id = $1', [whole.id]),
    ).rejects.toThrow()
  })

  it('moves while a part of its part does', async () => {
    const whole = await make()
    const part = await make({ parentId: whole.id })
    const inner = await make({ parentId: part.id })
    await put(inner.id, 'claimed', 'running')
    expect((await readTask(owner, whole)).why).toMatchObject({ code: 'part_waits' })
    const company = { company_id: owner.companyId }
    const worker = await insertRow(world.sql, 'workers', { ...company, name: 'a', executor: 'command' })
    await insertRow(world.sql, 'runs', {
      ...company,
      task_id: inner.id,
      worker_id: worker.id,
      attempt: 1,
      lease_hash: sha256('x'),
      lease_expires_at: new Date(Date.now() + 60_000),
    })
    expect(await readTask(owner, whole)).toMatchObject({ status: 'running', why: null })
  })
})
