// Messages go in by the verbs, answers come out as rows: the whole orchestrator, a real gateway, the practice model.
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import { z } from 'zod'
import { sendMessage } from '#lib/chat/send-message.ts'
import { retryAnswer, stopAnswer, withdrawMessage } from '#lib/chat/steer-message.ts'
import { uploadAttachment } from '#lib/chat/upload-attachment.ts'
import { type ChatOffice, openChatOffice } from '#tests/support/chat-office.ts'
import { type FreshDatabase, freshDatabase } from '#tests/support/database.ts'
import type { OrchestratorProcess } from '#tests/support/orchestrator.ts'
import { wordsOf } from '#tests/support/recorded-model.ts'
import { pdfWith, redPixel } from '#tests/support/small-files.ts'

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

afterEach(async () => {
  if (orchestrator.isGone()) orchestrator = await office.start()
  await office.clear()
})

const say = async (text: string) => office.ended(await office.send(text))
const steer = (messageId: string) => ({ employeeId: office.ada.employeeId, messageId })
const lastCall = () => wordsOf(office.model.calls.at(-1) ?? { messages: [] })
const asked = z.looseObject({ model: z.string(), system: z.unknown() })
function askedOfModel() {
  const { model, system } = asked.parse(office.model.calls.at(-1))
  const words = JSON.stringify(system)
  const skills = [...words.matchAll(/<name>([^<]+)</g)].map(([, name]) => name)
  return { model, system: words, skills }
}
const delta = z.object({ offset: z.number(), text: z.string() })

describe('a message', () => {
  it('sent while the desk is being made waits, and is answered when it is ready', async () => {
    const message = await office.send('SAY one two three')
    expect(message.status).toBe('queued')
    expect(await office.ended(message)).toMatchObject({
      status: 'complete',
      text: 'one two three',
      phase: null,
      failure: null,
    })
    expect((await office.messages()).find(({ id }) => id === message.id)).toMatchObject({
      status: 'delivered',
    })
  })

  it('is answered soon', async () => {
    const startedAt = performance.now()
    const message = await office.send('SAY quick')
    await office.answer(message, ({ text }) => text !== '')
    office.note('sent -> first words', startedAt)
    await office.ended(message)
    office.note('sent -> whole short answer', startedAt)
  })

  const characters = 'Grüße 🦊🏳️‍🌈 “quoted” \\back `code` <b>not bold</b> 日本語 end'
  it('is answered with exactly the words of the model, and the pieces make up the same text', async () => {
    const answer = await say(`SAY ${characters}`)
    expect(answer).toMatchObject({ status: 'complete', text: characters })
    expect(await foldDeltas(answer.id)).toBe(characters)
  })

  it('may be long, and so may the answer', async () => {
    const words = Array.from({ length: 4_500 }, (_, index) => `w${index}🦊`)
      .join(' ')
      .slice(0, 31_990)
    const startedAt = performance.now()
    const answer = await say(`SAY\n${words.trim()}`)
    office.note('sent -> whole answer of 32k characters', startedAt)
    expect(answer.text).toBe(words.trim().toWellFormed())
    expect(await foldDeltas(answer.id)).toBe(answer.text)
  })

  const commandLike = ['/new', ' /status', 'stop', '/model x', '!ls', 'hi /think high', 'SAY @file #tag']
  it.each(commandLike)('%j is plain text', async (text) => {
    const { text: words, status } = await say(text)
    expect(status).toBe('complete')
    expect(words).toContain(text.startsWith('SAY') ? '@file #tag' : `You said: “${text.trim()}”`)
  })

  it('waits while another is answered, and goes after it, in order', async () => {
    const first = await office.send('SLOW 2')
    const second = await office.send('SAY second')
    const third = await office.send('SAY third')
    await office.answer(first, ({ text }) => text !== '')
    const all = await office.messages()
    const waiting = all.filter(({ id }) => id === second.id || id === third.id)
    expect(waiting.map(({ status }) => status)).toEqual(['queued', 'queued'])
    const [one, two, three] = [
      await office.ended(first),
      await office.ended(second),
      await office.ended(third),
    ]
    expect([two.text, three.text]).toEqual(['second', 'third'])
    expect(one.text).toMatch(/word60$/)
    expect(one.seq < two.seq && two.seq < three.seq).toBe(true)
  })

  it('taken back while it waits is never sent', async () => {
    const first = await office.send('SLOW 2')
    await office.answer(first, ({ text }) => text !== '')
    const second = await office.send('SAY taken back')
    await withdrawMessage(office.member, steer(second.id))
    await office.ended(first)
    await say('SAY after that')
    expect(lastCall()).not.toContain('taken back')
  })
})

describe('somebody who was changed', () => {
  it('thinks with the new model, as the new person, with the new skills, without a restart', async () => {
    const before = await office.gatewayPid()
    const change = "name = 'Quinn', model = 'claude-haiku-4-5', skills = '{weekly-plan}'"
    await office.pool.query(`update employees set ${change} where id = $1`, [office.ada.employeeId])
    await expect
      .poll(async () => (await say('SAY changed')) && askedOfModel(), { timeout: 180_000 })
      .toMatchObject({
        model: 'claude-haiku-4-5',
        system: expect.stringMatching(/Quinn/),
        skills: ['weekly-plan'],
      })
    expect(await office.gatewayPid()).toBe(before)
  })
})

describe('tools', () => {
  it('are shown as they run, at their place in the text', async () => {
    const message = await office.send(
      'DO exec {"command":"echo first; sleep 2; echo second"}\nSAY That was it.',
    )
    const during = await office.answer(message, ({ toolCalls }) => toolCalls[0]?.output === 'first\n')
    expect(during).toMatchObject({
      phase: 'using_tool',
      toolCalls: [{ name: 'exec', status: 'running', textOffset: 'I will use exec for that.'.length }],
    })
    const answer = await office.ended(message)
    expect(answer).toMatchObject({ status: 'complete', text: 'I will use exec for that.\n\nThat was it.' })
    expect(answer.toolCalls).toMatchObject([
      { name: 'exec', status: 'done', output: 'first\nsecond', outputTruncated: false, textOffset: 25 },
    ])
    expect(answer.toolCalls[0]?.arguments).toEqual({ command: 'echo first; sleep 2; echo second' })
  })

  it('may be several', async () => {
    const answer = await say('DO exec {"command":"echo a"}\nDO exec {"command":"echo b"}\nSAY Both.')
    const place = 'I will use exec for that.'.length
    expect(answer.toolCalls).toMatchObject([
      { output: 'a', textOffset: place, status: 'done' },
      { output: 'b', textOffset: 2 * place + 2, status: 'done' },
    ])
    expect(answer.text).toMatch(/Both\.$/)
  })

  it('are stopped with the answer', async () => {
    const message = await office.send('DO exec {"command":"echo on; sleep 60"}')
    const { id } = await office.answer(message, ({ toolCalls }) => toolCalls[0]?.output === 'on\n')
    const startedAt = performance.now()
    await stopAnswer(office.member, steer(id))
    const stopped = await office.ended(message)
    office.note('stop during a tool -> answer stopped', startedAt)
    expect(performance.now() - startedAt).toBeLessThan(1000)
    expect(stopped.status).toBe('stopped')
    expect(stopped.toolCalls[0]?.status).not.toBe('running')
  })
})

describe('people', () => {
  it('stop an answer within a second, and its words stay', async () => {
    const message = await office.send('SLOW 30')
    const { id } = await office.answer(
      message,
      ({ text, phase }) => /word5\b/.test(text) && phase === 'writing',
    )
    const startedAt = performance.now()
    await stopAnswer(office.member, steer(id))
    const stopped = await office.ended(message)
    office.note('stop -> answer stopped', startedAt)
    expect(performance.now() - startedAt).toBeLessThan(1000)
    expect(stopped).toMatchObject({ status: 'stopped', text: expect.stringMatching(/^word1 .*word5/) })
  })

  it('ask again, and the model does not see the first attempt', async () => {
    const message = await office.send('SAY try me')
    const first = await office.ended(message)
    await retryAnswer(office.member, steer(first.id))
    const second = await office.answer(message, ({ id, status }) => id !== first.id && status === 'complete')
    expect(second.text).toBe('try me')
    expect(lastCall().split('SAY try me')).toHaveLength(2)
    expect(lastCall()).toContain('one two three')
  })

  it('change what they said, and the model does not see what was replaced', async () => {
    const wrong = await office.send('SAY apricot')
    await office.ended(wrong)
    await say('SAY after apricot')
    const changed = await office.send('SAY banana', { replaces: wrong.id })
    expect(await office.ended(changed)).toMatchObject({ text: 'banana' })
    expect(lastCall()).not.toContain('apricot')
    expect(lastCall()).toContain('one two three')
  })

  it('change what they said while it is answered: the old answer ends, the new one comes', async () => {
    const wrong = await office.send('SLOW 30 cherry')
    const { id } = await office.answer(wrong, ({ text }) => text !== '')
    const changed = await office.send('SAY damson', { replaces: wrong.id })
    expect(await office.ended(changed)).toMatchObject({ status: 'complete', text: 'damson' })
    const { rows } = await office.pool.query('select status from messages where id = $1', [id])
    expect(rows).toEqual([{ status: 'stopped' }])
    expect(lastCall()).not.toContain('cherry')
  })
})

describe('attachments', () => {
  const send = async (name: string, content: Buffer) => {
    const { employeeId } = office.ada
    const { id } = await uploadAttachment(office.member, { employeeId, name, content })
    return office.ended(await sendMessage(office.member, { employeeId, text: 'look', attachments: [id] }))
  }

  it('reach the model: text', async () => {
    await send('notes.txt', Buffer.from('the secret word is plum'))
    expect(lastCall()).toContain('the secret word is plum')
  })
  it('reach the model: a picture', async () => {
    expect(await send('red.png', redPixel)).toMatchObject({ text: expect.stringContaining('1 picture') })
  })
  it('reach the model: pdf', async () => {
    await send('q.pdf', pdfWith('Quarterly numbers'))
    expect(lastCall()).toContain('Quarterly numbers')
  })
})

describe('what fails', () => {
  it('is told as what it is: a request the model refuses', async () => {
    expect(await say('FAIL 400')).toMatchObject({ status: 'failed', failure: { code: 'turn_failed' } })
  })

  it('is tried again by the desk, saying so, and can be stopped meanwhile', async () => {
    const message = await office.send('FAIL 429')
    const { id } = await office.answer(message, ({ phase }) => phase?.startsWith('retrying_3_of_') === true)
    await stopAnswer(office.member, steer(id))
    expect(await office.ended(message)).toMatchObject({ status: 'stopped' })
    expect(await say('FAIL 429 once')).toMatchObject({ status: 'complete', text: 'Second try: here I am.' })
  })

  it('is told as what it is: a refused key', async () => {
    expect(await say('FAIL 401')).toMatchObject({
      status: 'failed',
      failure: { code: 'model_key_refused', text: expect.stringMatching(/^The model key was refused/) },
    })
  })

  it('does not stay in the way', async () => {
    expect(await say('SAY fine again')).toMatchObject({ status: 'complete', text: 'fine again' })
  })
})

it('counts answers by how they ended', async () => {
  const response = await fetch(`${orchestrator.url}/metrics`, {
    headers: { authorization: `Bearer ${orchestrator.secret}` },
  })
  const metrics = await response.text()
  expect(metrics).toMatch(/deskhand_answers_total\{status="complete",code=""\} [1-9]/)
  expect(metrics).toMatch(/deskhand_answers_total\{status="failed",code="model_key_refused"\} 1/)
  expect(metrics).toMatch(/deskhand_answer_first_text_seconds_count [1-9]/)
})

it('goes on when the orchestrator, and with it the way to the model, is killed in the middle of it', async () => {
  const message = await office.send('SLOW 10')
  await office.answer(message, ({ text }) => /word5\b/.test(text))
  const killedAt = performance.now()
  await orchestrator.kill()
  orchestrator = await office.start()
  expect(await office.ended(message)).toMatchObject({
    status: 'complete',
    text: expect.stringMatching(/^word1 .*word60$/s),
  })
  office.note('orchestrator and model proxy killed -> answer whole', killedAt)
})

/** What a page that only heard the pieces would show. */
async function foldDeltas(answerId: string): Promise<string> {
  const { rows } = await office.pool.query(
    "select data from events where kind = 'message.delta' and subject_id = $1 order by id",
    [answerId],
  )
  let points: string[] = []
  for (const { data } of rows) {
    const { offset, text } = delta.parse(data)
    points = [...points.slice(0, offset), ...text]
  }
  return points.join('')
}
