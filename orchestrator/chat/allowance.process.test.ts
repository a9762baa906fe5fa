// An answer against its allowance: a real gateway behind the model proxy. It ends with what is used up, and goes on from there.
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest'
import { continueAnswer } from '#lib/chat/continue-answer.ts'
import { listMessages } from '#lib/chat/list-messages.ts'
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

const turns = 12
const loop = `COST 4000\nLOOP ${turns} DO exec ${JSON.stringify({ command: 'echo {i} >> steps.txt && cat steps.txt' })}`
const all = Array.from({ length: turns }, (_, index) => `${index + 1}`).join('\n')

describe('an answer', () => {
  it('whose allowance is used up says so, and goes on from there after one raise, however often it is asked for', async () => {
    const { member, ada, pool } = office
    await pool.query('update employees set allowance_micros = 600000 where id = $1', [ada.employeeId])
    const stopped = await office.ended(await office.send(loop))
    expect(stopped).toMatchObject({
      status: 'failed',
      failure: {
        code: 'employee_allowance',
        text: expect.stringMatching(/^The allowance of Ada for this month is used up \(\$0\.\d\d of \$0\.60/),
        raiseByMicros: 1_000_000,
      },
    })
    const place = { employeeId: ada.employeeId, messageId: stopped.id, raiseByMicros: 10_000_000 }
    const [one, other] = await Promise.all([continueAnswer(member, place), continueAnswer(member, place)])
    expect(one.id).toBe(other.id)
    const { rows } = await pool.query('select allowance_micros from employees where id = $1', [
      ada.employeeId,
    ])
    expect(rows).toEqual([{ allowance_micros: 10_600_000 }])
    const answer = await vi.waitFor(
      async () => {
        const { items } = await listMessages(member, { employeeId: ada.employeeId, limit: 20 })
        const found = items.find(({ replyTo }) => replyTo === one.id)
        if (found?.status !== 'complete') throw new Error(`The answer is ${JSON.stringify(found?.status)}`)
        return found
      },
      { timeout: 180_000, interval: 100 },
    )
    expect(answer.text).toContain(all)
    const before = stopped.toolCalls.filter(({ status }) => status === 'done').length
    expect(before + answer.toolCalls.length).toBe(turns)
  })
})
