import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import type { CompanyCaller, Member } from '#lib/access/caller.ts'
import { addCompany, addKey, addMember, insertRow } from '#tests/support/company.ts'
import { addQuestion, addRun } from '#tests/support/recurring.ts'
import { openVerbWorld, outcome, type VerbWorld } from '#tests/support/verbs.ts'
import { listNotifications } from './list-notifications.ts'
import { settleNotification } from './settle-notification.ts'

let world: VerbWorld
let owner: Member
let member: Member
let task: { taskId: string; runId: string; number: number }

beforeAll(async () => {
  world = await openVerbWorld()
})
afterAll(() => world.close())
beforeEach(async () => {
  owner = (await addCompany(world.sql)).owner
  member = await addMember(world.sql, owner.companyId)
  task = await addRun(world.sql, owner.companyId)
})

async function tell(kind: string, userId: string | null = null) {
  const row = { company_id: owner.companyId, user_id: userId, kind, task_id: task.taskId, text: `A ${kind}` }
  return String((await insertRow(world.sql, 'notifications', row)).id)
}
const idsFor = async (caller: CompanyCaller) =>
  (await listNotifications(caller, { limit: 50 })).items.map(({ id }) => id)

describe('notifications', () => {
  it('are the caller’s own and the company’s, newest first, with the task they are about', async () => {
    const forAll = await tell('failed')
    const mine = await tell('mention', member.userId)
    const { items } = await listNotifications(member, { limit: 50 })
    expect(items).toMatchObject([
      { id: mine, kind: 'mention', taskId: task.taskId, taskNumber: task.number, text: 'A mention' },
      { id: forAll, kind: 'failed' },
    ])
    expect(await idsFor(owner)).toEqual([forAll])
    expect(await idsFor(await addKey(world.sql, owner.companyId))).toEqual([forAll])
    expect(await idsFor((await addCompany(world.sql)).owner)).toEqual([])
  })

  it('that only tell something are put away, once', async () => {
    const id = await tell('mention', member.userId)
    expect(await outcome(() => settleNotification(owner, { id }))).toBe('not_found')
    expect(await outcome(() => settleNotification(member, { id }))).toBe('done')
    expect(await idsFor(member)).toEqual([])
    expect(await outcome(() => settleNotification(member, { id }))).toBe('not_found')
  })

  it.each(['review', 'plan'])('that ask for something stay: %s', async (kind) => {
    const id = await tell(kind)
    expect(await outcome(() => settleNotification(owner, { id }))).toBe('conflict')
    expect(await idsFor(owner)).toEqual([id])
  })

  it('of a question go with its answer only', async () => {
    await addQuestion(world.sql, { companyId: owner.companyId, ...task })
    const [id = ''] = await idsFor(owner)
    expect(await outcome(() => settleNotification(owner, { id }))).toBe('conflict')
  })

  it('are read by keys and put away only by those that may write', async () => {
    const id = await tell('failed')
    const reader = await addKey(world.sql, owner.companyId, { scopes: ['read'] })
    expect(await outcome(() => settleNotification(reader, { id }))).toBe('not_allowed')
    expect(await outcome(() => settleNotification(member, { id }))).toBe('done')
  })

  it('go by pages', async () => {
    const ids = [await tell('mention'), await tell('mention'), await tell('mention')]
    const first = await listNotifications(owner, { limit: 2 })
    const second = await listNotifications(owner, { limit: 2, cursor: first.nextCursor ?? '' })
    expect(first.items).toHaveLength(2)
    // Those of the same millisecond stand in any order.
    expect([...first.items, ...second.items].map(({ id }) => id).sort()).toEqual(ids.sort())
  })
})
