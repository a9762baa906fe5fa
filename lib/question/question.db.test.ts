import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import type { Member } from '#lib/access/caller.ts'
import { addCompany, addKey, addMember } from '#tests/support/company.ts'
import { addQuestion, addRun } from '#tests/support/recurring.ts'
import { auditOf, openVerbWorld, outcome, outcomes, type VerbWorld } from '#tests/support/verbs.ts'
import { answerQuestion } from './answer-question.ts'
import { listOpenQuestions } from './list-open-questions.ts'

let world: VerbWorld
let owner: Member
let place: { companyId: string; taskId: string; runId: string }

beforeAll(async () => {
  world = await openVerbWorld()
})
afterAll(() => world.close())
beforeEach(async () => {
  owner = (await addCompany(world.sql)).owner
  place = { companyId: owner.companyId, ...(await addRun(world.sql, owner.companyId)) }
})

const openIds = async (caller = owner) =>
  (await listOpenQuestions(caller, { limit: 50 })).items.map(({ id }) => id)
const notesOf = async () =>
  (
    await world.sql.query('select kind, settled_at is null as open from notifications where task_id = $1', [
      place.taskId,
    ])
  ).rows

describe('a question', () => {
  it('is told to people until somebody answers it, in their own words', async () => {
    const id = await addQuestion(world.sql, place)
    expect(await openIds()).toEqual([id])
    expect(await notesOf()).toEqual([{ kind: 'question', open: true }])
    const answered = await answerQuestion(owner, { id, answer: ' Rather green ' })
    expect(answered).toMatchObject({ state: 'answered', answer: 'Rather green', answeredBy: owner.userId })
    expect(await openIds()).toEqual([])
    expect(await notesOf()).toEqual([{ kind: 'question', open: false }])
    expect(await auditOf(world.sql, owner.companyId)).toEqual(['question.answered'])
  })

  it('leaves a line in the timeline of its run', async () => {
    const id = await addQuestion(world.sql, place)
    await answerQuestion(owner, { id, answer: 'Blue' })
    const { rows } = await world.sql.query(
      `select run_id, actor_id, data from task_timeline where task_id = $1 and kind = 'answered'`,
      [place.taskId],
    )
    expect(rows).toEqual([
      { run_id: place.runId, actor_id: owner.userId, data: { questionId: id, answer: 'Blue' } },
    ])
  })

  it('is answered once, also when two answer in the same moment', async () => {
    const id = await addQuestion(world.sql, place)
    const answers = ['Blue', 'Green', 'Red'].map((answer) => () => answerQuestion(owner, { id, answer }))
    expect(await outcomes(answers)).toEqual(['conflict', 'conflict', 'done'])
  })

  it('that was taken back with its task is not answered', async () => {
    const id = await addQuestion(world.sql, place)
    await world.sql.query(`update tasks set status = 'cancelled' where id = $1`, [place.taskId])
    expect(await openIds()).toEqual([])
    expect(await outcome(() => answerQuestion(owner, { id, answer: 'Blue' }))).toBe('conflict')
  })

  it.each(['', '   ', 'x'.repeat(4001)])('wants words for an answer', async (answer) => {
    const id = await addQuestion(world.sql, place)
    expect(await outcome(() => answerQuestion(owner, { id, answer }))).toBe('invalid')
  })

  it('of another company is not there', async () => {
    const id = await addQuestion(world.sql, place)
    const stranger = (await addCompany(world.sql)).owner
    expect(await openIds(stranger)).toEqual([])
    expect(await outcome(() => answerQuestion(stranger, { id, answer: 'Blue' }))).toBe('not_found')
  })

  it('is answered by members and by keys that may write', async () => {
    const member = await addMember(world.sql, owner.companyId)
    const reader = await addKey(world.sql, owner.companyId, { scopes: ['read'] })
    const writer = await addKey(world.sql, owner.companyId)
    const ids = [await addQuestion(world.sql, place), await addQuestion(world.sql, place)]
    const [first = '', second = ''] = ids
    expect(await outcome(() => answerQuestion(reader, { id: first, answer: 'Blue' }))).toBe('not_allowed')
    expect(await outcome(() => answerQuestion(member, { id: first, answer: 'Blue' }))).toBe('done')
    expect(await answerQuestion(writer, { id: second, answer: 'Blue' })).toMatchObject({ answeredBy: null })
  })

  it('goes by pages', async () => {
    const ids = [
      await addQuestion(world.sql, place),
      await addQuestion(world.sql, place),
      await addQuestion(world.sql, place),
    ]
    const first = await listOpenQuestions(owner, { limit: 2 })
    const second = await listOpenQuestions(owner, { limit: 2, cursor: first.nextCursor ?? '' })
    expect(first.items).toHaveLength(2)
    // Those of the same millisecond stand in any order.
    expect([...first.items, ...second.items].map(({ id }) => id).sort()).toEqual(ids.sort())
    expect(second.nextCursor).toBeNull()
  })
})
