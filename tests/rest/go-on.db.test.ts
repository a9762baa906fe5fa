// Work that was stopped for what it costs, over REST: who may raise goes on, who may not asks.
import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import type { Member } from '#lib/access/caller.ts'
import { addCompany, insertRow } from '#tests/support/company.ts'
import { addAnswer, addEmployee, addMessage, type Employee } from '#tests/support/employee.ts'
import { addRun } from '#tests/support/recurring.ts'
import { type Call, call, keyOf, openRest, type Rest } from '#tests/support/rest.ts'

let rest: Rest
let owner: Member
let ada: Employee

beforeAll(async () => {
  rest = await openRest()
})
afterAll(() => rest.close())
beforeEach(async () => {
  await rest.sql.query('delete from rate_counters')
  owner = (await addCompany(rest.sql, { planKey: 'studio' })).owner
  ada = await addEmployee(rest.sql, owner.companyId)
})

async function ask(path: string, status: number, options: Call): Promise<unknown> {
  const response = await call('POST', path, options)
  const text = await response.text()
  expect(`${response.status} ${response.status === status ? '' : text}`).toBe(`${status} `)
  return text === '' ? undefined : JSON.parse(text)
}

async function stoppedAnswer(): Promise<string> {
  const question = await addMessage(rest.sql, ada, owner, { status: 'delivered' })
  const answer = await addAnswer(rest.sql, ada, question, { status: 'streaming' })
  const failure = {
    code: 'employee_allowance',
    text: 'Used up.',
    action: 'Raise it.',
    raiseByMicros: 1_000_000,
  }
  await rest.sql.query(
    "update messages set status = 'failed', failure = $2, finished_at = now() where id = $1",
    [answer, JSON.stringify(failure)],
  )
  await rest.sql.query('update employees set allowance_micros = 0 where id = $1', [ada.employeeId])
  return answer
}

const notes = async () =>
  (
    await rest.sql.query(
      `select user_id, text from notifications where company_id = $1 and kind = 'allowance' and settled_at is null`,
      [owner.companyId],
    )
  ).rows

describe('an answer that was stopped for what it costs', () => {
  it('goes on by one message after a raise, for a key that may raise', async () => {
    const place = `/employees/${ada.employeeId}/messages/${await stoppedAnswer()}/continue`
    const key = await keyOf(owner, ['read', 'write', 'admin'])
    const body = { raiseByMicros: 2_000_000 }
    const first = await ask(place, 202, { key, body })
    expect(first).toMatchObject({ text: 'Go on from where you stopped.', status: 'queued' })
    expect(await ask(place, 202, { key, body })).toEqual(first)
    const { rows } = await rest.sql.query('select allowance_micros from employees where id = $1', [
      ada.employeeId,
    ])
    expect(Number(rows[0].allowance_micros)).toBe(2_000_000)
  })

  it('is not raised by a key that may not, which can ask those who may, once', async () => {
    const messageId = await stoppedAnswer()
    const key = await keyOf(owner, ['read', 'write'])
    const place = `/employees/${ada.employeeId}/messages/${messageId}/continue`
    await ask(place, 403, { key, body: { raiseByMicros: 2_000_000 } })
    for (const _ of [1, 2]) await ask('/questions/ask-owners', 204, { key, body: { messageId } })
    expect(await notes()).toMatchObject([
      { user_id: owner.userId, text: expect.stringContaining('Used up.') },
    ])
  })

  it('that ended otherwise does not go on so', async () => {
    const question = await addMessage(rest.sql, ada, owner, { status: 'delivered' })
    const answer = await addAnswer(rest.sql, ada, question, { status: 'complete' })
    const key = await keyOf(owner, ['read', 'write', 'admin'])
    await ask(`/employees/${ada.employeeId}/messages/${answer}/continue`, 409, { key, body: {} })
  })
})

describe('a task that asks whether it goes on', () => {
  it('is answered by words, and its owners can be asked', async () => {
    const { taskId, runId } = await addRun(rest.sql, owner.companyId)
    const id = randomUUID()
    const allowance = {
      reason: 'task_allowance',
      capMicros: 1,
      spentMicros: 1,
      wantedMicros: 0,
      raiseByMicros: 1_000_000,
    }
    await insertRow(rest.sql, 'questions', {
      id,
      company_id: owner.companyId,
      task_id: taskId,
      run_id: runId,
      asker_key: id,
      text: 'Used up.',
      kind: 'allowance',
      allowance: JSON.stringify(allowance),
    })
    const key = await keyOf(owner, ['read', 'write', 'admin'])
    await ask('/questions/ask-owners', 204, { key, body: { questionId: id } })
    expect(await notes()).toHaveLength(1)
    await ask(`/questions/${id}/answer`, 400, { key, body: { answer: 'As you like' } })
    expect(await ask(`/questions/${id}/answer`, 200, { key, body: { answer: 'Raise by $5' } })).toMatchObject(
      {
        state: 'answered',
        kind: 'allowance',
      },
    )
    expect(await notes()).toEqual([])
  })
})
