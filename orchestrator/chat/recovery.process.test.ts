// Everything an answer passes through is killed in the middle of it: the answer goes on, or ends with the true reason.
import { randomUUID } from 'node:crypto'
import { join } from 'node:path'
import { afterAll, afterEach, beforeAll, describe, expect, it, vi } from 'vitest'
import { stopAnswer } from '#lib/chat/steer-message.ts'
import { migrate } from '#lib/db/migrate.ts'
import type { Message } from '#lib/wire/message.ts'
import { startPostgres } from '#local/postgres/start.ts'
import { ensureAuthSchema } from '#local/supabase/ensure-auth-schema.ts'
import { type ChatOffice, openChatOffice } from '#tests/support/chat-office.ts'
import { addAnswer } from '#tests/support/employee.ts'
import { freePort } from '#tests/support/free-port.ts'
import type { OrchestratorProcess } from '#tests/support/orchestrator.ts'
import { wordsOf } from '#tests/support/recorded-model.ts'
import { makeFolder } from '#tests/support/temporary-folder.ts'

let folder: Awaited<ReturnType<typeof makeFolder>>
let postgres: Awaited<ReturnType<typeof startPostgres>>
let restartPostgres: () => Promise<void>
let office: ChatOffice
let orchestrator: OrchestratorProcess

beforeAll(async () => {
  folder = await makeFolder('deskhand-recovery-')
  const settings = { dataDir: join(folder.path, 'data'), port: await freePort(), password: 'postgres' }
  postgres = await startPostgres(settings)
  restartPostgres = async () => {
    postgres = await startPostgres(settings)
  }
  await ensureAuthSchema(postgres.url)
  await migrate(postgres.url)
  office = await openChatOffice(postgres.url)
  orchestrator = await start()
  await office.untilReady()
})
afterAll(async () => {
  if (process.env.SHOW_LOG) console.log(orchestrator.log())
  await office.close()
  await postgres.stop()
  await folder.remove()
})

afterEach(async () => {
  if (orchestrator.isGone()) orchestrator = await start()
  await office.clear()
})

/** The desks ask the model without the orchestrator's proxy, so that their runs go on while it is away. */
const start = () => office.start({ MODEL_PROXY_URL: office.model.url })
const patiently = { timeout: 180_000, interval: 100 }
const allWords = Array.from({ length: 60 }, (_, index) => `word${index + 1}`).join(' ')
const untilWord = (to: { id: string }, word: number) =>
  office.answer(to, ({ text }) => new RegExp(`\\bword${word}\\b`).test(text))
const callsFor = (text: string) => office.model.calls.filter((call) => wordsOf(call).includes(text)).length
const want = (change: string) =>
  office.pool.query(`update desks set ${change}, desired_at = now() where id = $1`, [office.ada.deskId])

/** One living answer, with exactly these words. */
async function expectWhole(message: Message, text: string): Promise<void> {
  const answer = await office.ended(message)
  expect(answer, JSON.stringify(answer.failure)).toMatchObject({ status: 'complete', text, failure: null })
  const { rows } = await office.pool.query('select id from messages where reply_to = $1', [message.id])
  expect(rows).toHaveLength(1)
}

describe('kill -9 of the orchestrator', () => {
  it('in the middle of an answer: the next one goes on, word for word', async () => {
    const message = await office.send('SLOW 12')
    const before = await untilWord(message, 5)
    await orchestrator.kill()
    const killedAt = performance.now()
    const calls = office.model.calls.length
    orchestrator = await start()
    await office.answer(message, ({ text }) => text.length > before.text.length + 10)
    office.note('orchestrator killed -> text grows again', killedAt)
    await expectWhole(message, allWords)
    expect(office.model.calls).toHaveLength(calls)
  })

  it('before an answer that ends while it is away: the next one finds all of it', async () => {
    const message = await office.send('DO exec {"command":"echo while away"}\nSLOW 3')
    await untilWord(message, 3)
    await orchestrator.kill()
    await vi.waitFor(async () => expect(await idle()).toBe(true), patiently)
    orchestrator = await start()
    await expectWhole(message, `I will use exec for that.\n\n${allWords}`)
    expect((await office.ended(message)).toolCalls).toMatchObject([
      { name: 'exec', output: 'while away', status: 'done', textOffset: 25 },
    ])
  })

  it('between the row and the sending: the next one sends', async () => {
    await orchestrator.kill()
    const message = await office.send('SAY sent late')
    await office.pool.query("update messages set status = 'delivered' where id = $1", [message.id])
    await addAnswer(office.pool, office.ada, message.id, { status: 'streaming', run_id: randomUUID() })
    orchestrator = await start()
    await expectWhole(message, 'sent late')
  })

  it('with a stop while it is away: the next one stops at once', async () => {
    const message = await office.send('SLOW 60')
    const { id: messageId } = await untilWord(message, 3)
    await orchestrator.kill()
    await stopAnswer(office.member, { employeeId: office.ada.employeeId, messageId })
    const startedAt = performance.now()
    orchestrator = await start()
    const stopped = await office.ended(message)
    office.note('orchestrator started -> asked stop is done', startedAt)
    expect(stopped).toMatchObject({ status: 'stopped', text: expect.stringMatching(/^word1 word2 word3/) })
    await vi.waitFor(async () => expect(await idle()).toBe(true), patiently)
  })

  it('with another one of the same host waiting: that one takes over', async () => {
    const second = await start()
    const message = await office.send('SLOW 20')
    const before = await untilWord(message, 5)
    await vi.waitFor(
      async () => expect((await second.readyz())?.checks.host).toMatch(/another orchestrator/),
      patiently,
    )
    await orchestrator.kill()
    const killedAt = performance.now()
    orchestrator = second
    await office.answer(message, ({ text }) => text.length > before.text.length + 10)
    office.note('orchestrator killed -> the waiting one goes on', killedAt)
    await expectWhole(message, allWords)
  })
})

describe('kill -9 of the gateway', () => {
  it('in the middle of an answer: it takes the turn up again and the answer is whole', async () => {
    const message = await office.send('DO exec {"command":"echo once >> once.txt; echo hi"}\nSLOW 8')
    await untilWord(message, 9)
    process.kill(await office.gatewayPid(), 'SIGKILL')
    const killedAt = performance.now()
    await expectWhole(message, `I will use exec for that.\n\n${allWords}`)
    office.note('gateway killed -> answer whole', killedAt)
    expect((await office.ended(message)).toolCalls).toMatchObject([
      { name: 'exec', output: 'hi', status: 'done' },
    ])
    await expectWhole(await office.send('SAY and the next'), 'and the next')
  })

  it('with a stop while it is away: the answer ends at once, and is not taken up again', async () => {
    const message = await office.send('SLOW 30 never again')
    const { id: messageId } = await untilWord(message, 3)
    process.kill(await office.gatewayPid(), 'SIGKILL')
    const startedAt = performance.now()
    await stopAnswer(office.member, { employeeId: office.ada.employeeId, messageId })
    expect(await office.ended(message)).toMatchObject({ status: 'stopped' })
    office.note('stop without a gateway', startedAt)
    expect(performance.now() - startedAt).toBeLessThan(2000)
    await expectWhole(await office.send('SAY fresh'), 'fresh')
    expect(callsFor('never again')).toBeGreaterThan(0)
  })
})

describe('Postgres', () => {
  it('killed in the middle of an answer: nothing of it is lost', async () => {
    const message = await office.send('SLOW 12')
    await untilWord(message, 5)
    postgres.kill()
    await restartPostgres()
    const backAt = performance.now()
    await expectWhole(message, allWords)
    office.note('Postgres back -> answer whole', backAt)
  })
})

describe('the desk', () => {
  it('paused in the middle of an answer: the answer says so', async () => {
    await office.untilReady()
    const message = await office.send('SLOW 60')
    await untilWord(message, 3)
    const pausedAt = performance.now()
    await want("desired_state = 'stopped'")
    const failed = await office.ended(message)
    office.note('paused -> answer ended', pausedAt)
    expect(failed).toMatchObject({
      status: 'failed',
      text: expect.stringMatching(/^word1/),
      failure: { code: 'employee_paused', action: 'Start Ada, then try again.' },
    })
  })

  it('fired while it is paused, with a message waiting: the message waits and no answer is open', async () => {
    await office.pool.query('update employees set fired_at = null, home_kept_until = null')
    await want("desired_state = 'stopped'")
    const message = await office.send('SAY never')
    await office.pool.query(
      "update employees set fired_at = now(), home_kept_until = now() + interval '3 days' where id = $1",
      [office.ada.employeeId],
    )
    const { rows } = await office.pool.query("select 1 from messages where status = 'streaming'")
    expect(rows).toEqual([])
    expect((await office.messages()).find(({ id }) => id === message.id)).toMatchObject({ status: 'queued' })
  })
})

/** The model is asked nothing and streams nothing. */
async function idle(): Promise<boolean> {
  return office.model.openCalls() === 0
}
