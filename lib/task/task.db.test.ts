import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import type { CompanyCaller, Member } from '#lib/access/caller.ts'
import { sqlState } from '#lib/errors.ts'
import type { CreateTaskInput } from '#lib/wire/task.ts'
import { addCompany, addKey, addMember } from '#tests/support/company.ts'
import { addEmployee } from '#tests/support/employee.ts'
import { auditOf, openVerbWorld, outcome, outcomes, type VerbWorld } from '#tests/support/verbs.ts'
import { approveTask } from './approve-task.ts'
import { cancelTask } from './cancel-task.ts'
import { createTask } from './create-task.ts'
import { listTasks } from './list-tasks.ts'
import { taskMoves } from './moves.ts'
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

describe('the allowance of a task', () => {
  it('is changed by owners and admins, and keys of theirs, and by nobody else', async () => {
    const { id } = await make()
    const raise = (caller: CompanyCaller) =>
      outcome(async () => updateTask(caller, { id, allowanceMicros: 900_000_000 }))
    expect(await raise(await addMember(world.sql, owner.companyId))).toBe('not_allowed')
    expect(await raise(await addKey(world.sql, owner.companyId, { scopes: ['write'] }))).toBe('not_allowed')
    expect(await readTask(owner, { id })).toMatchObject({ allowanceMicros: null })
    expect(await raise(owner)).toBe('done')
    const member = await addMember(world.sql, owner.companyId)
    expect(await updateTask(member, { id, title: 'Another' })).toMatchObject({ allowanceMicros: 900_000_000 })
  })
})

describe('a new task', () => {
  it('is counted per company, says who made it, and waits to be taken', async () => {
    expect(await make()).toMatchObject({
      number: 1,
      status: 'ready',
      createdBy: { userId: owner.userId, name: owner.displayName },
      why: { code: 'no_worker', owner: 'you' },
    })
    expect((await make()).number).toBe(2)
    const { owner: other } = await addCompany(world.sql)
    expect((await createTask(other, { title: 'Theirs', plan: 'none' })).number).toBe(1)
    expect(await auditOf(world.sql, owner.companyId)).toEqual(['task.created', 'task.created'])
  })

  it('is planned first, unless nobody wants a plan or it is a draft', async () => {
    const planned = await make({ plan: 'auto' })
    expect(planned).toMatchObject({
      status: 'planning',
      plan: { state: 'wanted' },
      why: { code: 'planning' },
    })
    expect(await make({ draft: true, plan: 'auto' })).toMatchObject({ status: 'draft', plan: null })
  })

  it('keeps numbers without gaps or twins when many are made at once', async () => {
    const made = await Promise.all(Array.from({ length: 20 }, () => make()))
    expect(made.map(({ number }) => number).sort((a, b) => a - b)).toEqual(
      Array.from({ length: 20 }, (_, at) => at + 1),
    )
  })

  it('is made by a key that may write, and by no other', async () => {
    const writer = await addKey(world.sql, owner.companyId)
    expect(await createTask(writer, { title: 'By a program' })).toMatchObject({
      createdBy: { userId: null, apiKeyId: writer.apiKeyId, name: 'API' },
    })
    const worker = await addKey(world.sql, owner.companyId, { scopes: ['work'] })
    expect(await outcome(() => createTask(worker, { title: 'No' }))).toBe('not_allowed')
    const { items } = await listTasks(owner, all)
    expect(items.map((card) => card.createdBy)).toEqual([{ userId: null }])
    await make()
    expect((await listTasks(owner, all)).items[0]?.createdBy).toEqual({ userId: owner.userId })
  })

  it('is refused with checks whose numbers grow too long when they are written out', async () => {
    const grows = { kind: 'json_schema', id: 'grows', schema: { enum: Array(300).fill(1e308) } } as const
    expect(await outcome(() => make({ checks: [grows] }))).toBe('too_large')
    const { id } = await make()
    expect(await outcome(() => updateTask(owner, { id, checks: [grows] }))).toBe('too_large')
    const spaced = { ...grows, schema: { enum: Array(9000).fill(0) } }
    const both = [spaced, { ...spaced, id: 'too' }]
    expect(await outcome(() => updateTask(owner, { id, checks: both }))).toBe('too_large')
    expect(await outcome(() => updateTask(owner, { id, checks: [spaced] }))).toBe('done')
  })

  it('is given to nobody foreign or fired, and waits for nothing foreign', async () => {
    const { owner: other } = await addCompany(world.sql)
    const foreigner = await addEmployee(world.sql, other.companyId)
    const fired = await addEmployee(world.sql, owner.companyId, {
      employee: { fired_at: new Date(), home_kept_until: new Date() },
    })
    const theirs = await createTask(other, { title: 'Theirs' })
    expect(await outcome(() => make({ assigneeId: foreigner.employeeId }))).toBe('invalid')
    expect(await outcome(() => make({ assigneeId: fired.employeeId }))).toBe('conflict')
    expect(await outcome(() => make({ dependsOn: [theirs.id] }))).toBe('invalid')
    expect(await outcome(() => make({ parentId: theirs.id }))).toBe('invalid')
    expect(await outcome(() => make({ model: 'gpt-4' }))).toBe('invalid')
    expect((await listTasks(owner, all)).items).toEqual([])
  })
})

describe('moving a task', () => {
  it('follows the same table in the database and in the code', async () => {
    const { rows } = await world.sql.query<{ move: string }>(
      `select from_status || ' ' || to_status as move from task_moves`,
    )
    const known = Object.entries(taskMoves).flatMap(([from, all]) => all.map((to) => `${from} ${to}`))
    expect(rows.map(({ move }) => move).sort()).toEqual(known.sort())
  })

  it('by another way is refused by the database', async () => {
    const task = await make({ draft: true })
    const moved = put(task.id, 'running').catch(sqlState)
    expect(await moved).toBe('DH005')
  })

  it('begins a draft, also with a plan, and goes back', async () => {
    const task = await make({ draft: true, plan: 'auto' })
    expect(await updateTask(owner, { id: task.id, status: 'ready' })).toMatchObject({ status: 'planning' })
    expect(await updateTask(owner, { id: task.id, status: 'draft' })).toMatchObject({
      plan: { state: 'replaced' },
    })
    await updateTask(owner, { id: task.id, status: 'ready' })
    expect(await updateTask(owner, { id: task.id, status: 'ready' })).toMatchObject({ status: 'ready' })
  })

  it('tries a task again where it was: to be planned, or without a plan when somebody did not want to wait', async () => {
    const planned = await make({ plan: 'auto' })
    await cancelTask(owner, planned)
    expect(await retryTask(owner, planned)).toMatchObject({ status: 'planning', plan: { state: 'wanted' } })
    await updateTask(owner, { id: planned.id, status: 'ready' })
    await cancelTask(owner, planned)
    expect(await retryTask(owner, planned)).toMatchObject({ status: 'ready', planMode: 'none' })
  })

  it('does not take it out of the hands of who works on it', async () => {
    const task = await make()
    await put(task.id, 'claimed', 'running')
    for (const status of ['draft', 'ready', 'done'] as const) {
      expect(await outcome(() => updateTask(owner, { id: task.id, status }))).toBe('conflict')
    }
    expect(await outcome(() => updateTask(owner, { id: task.id, requires: ['docker'] }))).toBe('conflict')
    expect(
      await updateTask(owner, { id: task.id, title: 'Another title', status: 'cancelled' }),
    ).toMatchObject({
      title: 'Another title',
      status: 'cancelled',
    })
  })

  it('says in its timeline which fields were changed, and changes no others', async () => {
    const task = await make({ labels: ['a'] })
    expect(await updateTask(owner, { id: task.id, priority: 3 })).toMatchObject({
      priority: 3,
      labels: ['a'],
    })
    const { rows } = await world.sql.query(
      `select kind, data from task_timeline where task_id = $1 order by id`,
      [task.id],
    )
    expect(rows).toEqual([
      { kind: 'created', data: { to: 'ready' } },
      { kind: 'changed', data: { fields: ['priority'] } },
    ])
  })
})

describe('reviewing', () => {
  const reviewed = async (facts: Partial<CreateTaskInput> = {}) => {
    const task = await make(facts)
    await put(task.id, 'claimed', 'running', 'in_review')
    return task
  }

  it('approves once, whoever asks at the same time', async () => {
    const task = await reviewed()
    expect(await outcomes([() => approveTask(owner, task), () => approveTask(owner, task)])).toEqual([
      'done',
      'done',
    ])
    expect(await auditOf(world.sql, owner.companyId)).toEqual(['task.created', 'task.approved'])
  })

  it('lets one of two opposite decisions win', async () => {
    const task = await reviewed()
    const [approved] = await outcomes([() => approveTask(owner, task), () => cancelTask(owner, task)])
    expect(approved).toBe('conflict')
    expect(['done', 'cancelled']).toContain((await readTask(owner, task)).status)
  })

  it('sends back with what is missing, and counts attempts anew', async () => {
    const task = await reviewed()
    await world.sql.query('update tasks set attempts = 3 where id = $1', [task.id])
    expect(await sendBack(owner, { id: task.id, feedback: 'Too short.' })).toMatchObject({
      status: 'ready',
      feedback: 'Too short.',
      attempts: 0,
    })
    expect(await outcome(() => sendBack(owner, { id: task.id, feedback: 'Again.' }))).toBe('conflict')
    expect(await outcome(() => sendBack(owner, { id: task.id, feedback: ' ' }))).toBe('invalid')
  })

  it('refuses to approve what is not finished', async () => {
    const task = await make()
    expect(await outcome(() => approveTask(owner, task))).toBe('conflict')
    expect(await outcome(() => retryTask(owner, task))).toBe('conflict')
  })

  it('does not cancel what is done, and cancels twice without harm', async () => {
    const task = await reviewed()
    await approveTask(owner, task)
    expect(await outcome(() => cancelTask(owner, task))).toBe('conflict')
    const other = await make()
    expect(await outcomes([() => cancelTask(owner, other), () => cancelTask(owner, other)])).toEqual([
      'done',
      'done',
    ])
  })
})

describe('the list', () => {
  it('filters, searches and goes by pages', async () => {
    const employee = await addEmployee(world.sql, owner.companyId)
    const first = await make({ title: 'Write 100% of it', labels: ['web'], priority: 3 })
    const second = await make({
      title: 'Check',
      description: 'the landing page',
      assigneeId: employee.employeeId,
    })
    const third = await make({ title: 'Draw', parentId: first.id })
    const ids = async (query: object) =>
      (await listTasks(owner, { ...all, ...query })).items.map(({ number }) => number)
    expect(await ids({})).toEqual([third.number, second.number, first.number])
    expect(await ids({ status: ['draft'] })).toEqual([])
    expect(await ids({ label: ['web'] })).toEqual([1])
    expect(await ids({ priority: ['3'] })).toEqual([1])
    expect(await ids({ assigneeId: [employee.employeeId] })).toEqual([2])
    expect(await ids({ assigneeId: ['none'] })).toEqual([3, 1])
    expect(await ids({ parentId: 'none' })).toEqual([2, 1])
    expect(await ids({ parentId: first.id })).toEqual([3])
    expect(await ids({ search: '#2' })).toEqual([2])
    expect(await ids({ search: 'LANDING check' })).toEqual([2])
    expect(await ids({ search: '0%' })).toEqual([1])
    expect(await outcome(() => listTasks(owner, { ...all, status: ['asleep'] }))).toBe('invalid')
    const page = await listTasks(owner, { limit: 2 })
    expect(page.items).toHaveLength(2)
    expect(await ids({ cursor: page.nextCursor })).toEqual([1])
    expect(await outcome(() => listTasks(owner, { ...all, cursor: 'x' }))).toBe('invalid')
  })
})

describe('a task of another company', () => {
  it('is not there', async () => {
    const task = await make()
    const { owner: other } = await addCompany(world.sql)
    const verbs = [readTask, cancelTask, retryTask, approveTask, updateTask]
    for (const verb of verbs) expect(await outcome(() => verb(other, { id: task.id }))).toBe('not_found')
    expect(await outcome(() => sendBack(other, { id: task.id, feedback: 'x' }))).toBe('not_found')
    expect((await listTasks(other, all)).items).toEqual([])
  })
})
