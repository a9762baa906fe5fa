// Messages go in by the verbs, answers come out as rows: the whole orchestrator, a real gateway, the practice model.
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { stopAnswer } from '#lib/chat/steer-message.ts'
import { type ChatOffice, openChatOffice } from '#tests/support/chat-office.ts'
import { type FreshDatabase, freshDatabase } from '#tests/support/database.ts'
import type { OrchestratorProcess } from '#tests/support/orchestrator.ts'

let fresh: FreshDatabase
let office: ChatOffice
let orchestrator: OrchestratorProcess
beforeAll(async () => {
  fresh = await freshDatabase()
  office = await openChatOffice(fresh.databaseUrl)
  orchestrator = await office.start()
})
afterAll(async () => {
  if (process.env.SHOW_LOG) console.log(orchestrator.log())
  await office.close()
  await fresh.drop()
})

describe('a message', () => {
  it('sent while the desk is being made waits, and is answered when it is ready', async () => {
    const message = await office.send('SAY one two three')
    expect(message.status).toBe('queued')
    expect(await office.ended(message, 90_000)).toMatchObject({ status: 'complete', text: 'one two three', phase: null })
  })

  it('is answered word by word, and the answer can be stopped within a second', async () => {
    const message = await office.send('SLOW 20')
    const answer = await office.answer(message, ({ text }) => /word5\b/.test(text))
    expect(answer).toMatchObject({ status: 'streaming', phase: 'writing' })
    const startedAt = performance.now()
    await stopAnswer(office.member, { employeeId: office.ada.employeeId, messageId: answer.id })
    const stopped = await office.ended(message)
    expect(performance.now() - startedAt).toBeLessThan(1000)
    expect(stopped).toMatchObject({ status: 'stopped', text: expect.stringMatching(/^word1 .*word5/) })
  })
})
