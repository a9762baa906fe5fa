// Words that end where the allowance does: the whole orchestrator with its model proxy, a real gateway, the practice model. The model may say
// less than it wants to, and what it said by then is no whole answer.
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { answerQuestion } from '#lib/question/answer-question.ts'
import { type FreshDatabase, freshDatabase } from '#tests/support/database.ts'
import { openTaskOffice, type TaskOffice } from '#tests/support/task-office.ts'

let fresh: FreshDatabase
let office: TaskOffice
beforeAll(async () => {
  fresh = await freshDatabase()
  office = await openTaskOffice(fresh.databaseUrl)
  await office.start()
})
afterAll(async () => {
  await office.close()
  await fresh.drop()
})

const words = Array.from({ length: 40 }, (_, index) => `word${index + 1}`).join(' ')
/** Less than the gateway asks for, and more than forty cents leave room for. */
const long = `COST 35000\nSAY ${words}`

describe('words that end where the allowance does', () => {
  it('are no whole work: the run parks, and says the rest after a raise', async () => {
    const task = await office.give(long, { allowanceMicros: 400_000 })
    const stopped = await office.until(
      task,
      ({ status, why }) => why?.code === 'asks_to_continue' || status === 'done',
      110_000,
    )
    expect(stopped).toMatchObject({
      status: 'running',
      attempts: 1,
      questions: [
        { kind: 'allowance', state: 'open', allowance: { reason: 'task_allowance', capMicros: 400_000 } },
      ],
    })
    const [question] = stopped.questions
    expect(question?.allowance?.spentMicros).toBe(stopped.costMicros)
    await answerQuestion(office.member, { id: question?.id ?? '', answer: 'Raise by $10' })
    const finished = await office.finished(task)
    expect(finished).toMatchObject({ status: 'done', attempts: 1, summary: words })
    expect(finished.runs).toHaveLength(1)
  })

  it('are no whole answer: it says whose allowance is used up, and keeps what was said', async () => {
    const { ada, pool } = office
    const spent = 'select spent_micros from spend where scope = $1 and subject_id = $2'
    const { rows } = await pool.query(spent, ['employee', ada.employeeId])
    const capMicros = Number(rows[0].spent_micros) + 400_000
    await pool.query('update employees set allowance_micros = $2 where id = $1', [ada.employeeId, capMicros])
    const answer = await office.ended(await office.send(long))
    expect(answer).toMatchObject({
      status: 'failed',
      text: expect.stringMatching(/^word1 word2 /),
      failure: { code: 'employee_allowance', raiseByMicros: expect.any(Number) },
    })
    expect(answer.text.length).toBeLessThan(words.length)
  })
})
