// A real gateway with the configuration of production and the practice model behind it.
import { randomUUID } from 'node:crypto'
import { setTimeout as sleep } from 'node:timers/promises'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { openPracticeDesk, type PracticeDesk } from '#tests/support/practice-desk.ts'
import { listenToTurns } from '#tests/support/turn-log.ts'
import type { GatewayConnection } from './connect.ts'
import type { Message } from './session-verbs.ts'
import { turnOutcome } from './turn-outcome.ts'

let desk: PracticeDesk
let connection: GatewayConnection
beforeAll(async () => {
  desk = await openPracticeDesk()
  connection = await desk.connect()
})
afterAll(async () => {
  await connection.close()
  await desk.close()
})

function newSession() {
  const sessionKey = `agent:main:test-${randomUUID()}`
  const turns = listenToTurns(connection, sessionKey)
  const send = async (text: string, more: Partial<Message> = {}) =>
    (await connection.send({ sessionKey, text, idempotencyKey: randomUUID(), ...more })).runId
  const ask = async (text: string, more: Partial<Message> = {}) => await turns.end(await send(text, more))
  return { sessionKey, turns, send, ask }
}

describe('the configuration', () => {
  it('is accepted as it is', async () => {
    const text = await desk.config()
    const { ask } = newSession()
    await ask('SAY hello')
    expect(JSON.parse(text)).toMatchObject({
      gateway: { bind: 'loopback' },
      meta: { lastTouchedVersion: '2026.9.6' },
    })
    expect(await desk.config()).toBe(text)
    expect(await desk.exec('ls ~/.openclaw/*.bak* ~/.openclaw/openclaw.json* 2>/dev/null')).not.toMatch(
      /bak|rejected/,
    )
  })

  it('offers the tools on the list and no others', async () => {
    const { ask } = newSession()
    expect(await ask('DO gateway {"action":"config.get"}')).toMatchObject({
      text: expect.stringMatching(/not (found|work)/),
    })
  })
})

const readBeat = () => desk.exec('cat ~/.openclaw/workspace/beat')
const heartStopped = async () => {
  const before = await readBeat()
  await sleep(500)
  return before !== '' && (await readBeat()) === before
}

describe('a turn', () => {
  it('streams its text and ends with all of it', async () => {
    const { ask, turns } = newSession()
    expect(await ask('SAY one two three four five six seven eight nine ten')).toMatchObject({
      kind: 'final',
      text: 'one two three four five six seven eight nine ten',
    })
    expect(turns.events.filter(({ kind }) => kind === 'text').length).toBeGreaterThan(1)
  })

  it('shows a tool between the texts around it, with its output as it comes', async () => {
    const { ask, turns, sessionKey } = newSession()
    const end = await ask('DO exec {"command":"echo first; sleep 1; echo second"}\nSAY That was it.')
    expect(end).toMatchObject({ text: 'I will use exec for that.\n\nThat was it.' })
    const tools = turns.events.filter((event) => event.kind === 'tool')
    expect(tools.map(({ phase }) => phase)).toEqual(expect.arrayContaining(['start', 'update', 'result']))
    expect(tools.find(({ phase }) => phase === 'update')).toMatchObject({ output: 'first\n' })
    expect(tools.at(-1)).toMatchObject({ name: 'exec', phase: 'result', output: 'first\nsecond' })
    expect(turnOutcome(await connection.history(sessionKey), end.runId)).toMatchObject({
      kind: 'done',
      tools: [{ name: 'exec', textOffset: 'I will use exec for that.'.length, output: 'first\nsecond' }],
    })
  })

  it('stops within a second, keeps its text, and the tool is dead', async () => {
    const { send, turns, sessionKey } = newSession()
    const runId = await send('DO exec {"command":"while true; do date +%s%N > beat; sleep 0.1; done"}')
    await turns.until((all) => all.find((event) => event.kind === 'tool'))
    await expect.poll(readBeat, { timeout: 10_000 }).not.toBe('')
    const before = performance.now()
    await connection.abort(sessionKey, runId)
    expect(await turns.end(runId)).toMatchObject({ kind: 'aborted', text: 'I will use exec for that.' })
    expect(performance.now() - before).toBeLessThan(1000)
    await expect.poll(heartStopped, { timeout: 10_000 }).toBe(true)
    expect(turnOutcome(await connection.history(sessionKey), runId)).toMatchObject({ kind: 'aborted' })
  })

  it('can be sent twice without being run twice', async () => {
    const { sessionKey, turns } = newSession()
    const message = { sessionKey, text: 'SAY once', idempotencyKey: randomUUID() }
    await connection.send(message)
    await connection.send(message)
    await turns.end()
    await connection.send(message)
    const { messages } = await connection.history(sessionKey)
    expect(messages.map(({ role }) => role)).toEqual(['user', 'assistant'])
  })
})

const commandLike = [
  '/status',
  ' /new',
  '/stop',
  'stop',
  'STOP!',
  'please stop',
  '停止',
  '/model x',
  '!ls',
  '/btw hi',
  'hi /think high',
]
it.each(commandLike)('%j is plain text', async (text) => {
  const { ask, sessionKey } = newSession()
  expect(await ask(text)).toMatchObject({
    kind: 'final',
    text: expect.stringContaining(`You said: “${text.trim()}”`),
  })
  expect((await connection.history(sessionKey)).messages).toHaveLength(2)
})

it('leaves a run alone when the next message is the word stop', async () => {
  const { send, turns } = newSession()
  const runId = await send('SLOW 3')
  await turns.text(/word3/)
  await send('stop')
  expect(await turns.end(runId)).toMatchObject({ kind: 'final', text: expect.stringContaining('word60') })
})

describe('attachments reach the model', () => {
  const bytes = (text: string) => new TextEncoder().encode(text)
  const redPixel =
    'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAIAAACQd1PeAAAADElEQVR4nGM4ISEBAAJ4AUFlK4blAAAAAElFTkSuQmCC'

  it('text', async () => {
    const { ask } = newSession()
    const attachments = [
      { fileName: 'notes.txt', mimeType: 'text/plain', content: bytes('the secret word is plum') },
    ]
    expect(await ask('look', { attachments })).toMatchObject({
      text: expect.stringContaining('the secret word is plum'),
    })
  })

  it('pictures', async () => {
    const { ask } = newSession()
    const attachments = [
      { fileName: 'red.png', mimeType: 'image/png', content: Buffer.from(redPixel, 'base64') },
    ]
    expect(await ask('look', { attachments })).toMatchObject({
      text: expect.stringContaining('I received 1 picture'),
    })
  })

  it('pdf, as text', async () => {
    const { ask } = newSession()
    const attachments = [
      { fileName: 'q.pdf', mimeType: 'application/pdf', content: bytes(pdfWith('Quarterly numbers')) },
    ]
    expect(await ask('look', { attachments })).toMatchObject({
      text: expect.stringContaining('Quarterly numbers'),
    })
  })
})

describe('errors of the model', () => {
  it('are told as what they are', async () => {
    expect(await newSession().ask('FAIL 400')).toMatchObject({ kind: 'error', httpStatus: 400 })
    expect(await newSession().ask('FAIL 413')).toMatchObject({ kind: 'error', errorKind: 'context_length' })
  })

  it('are retried, saying so', async () => {
    const { ask, turns } = newSession()
    expect(await ask('FAIL 429 once')).toMatchObject({ kind: 'final', text: 'Second try: here I am.' })
    expect(turns.events.find(({ kind }) => kind === 'retrying')).toMatchObject({
      reason: 'rate_limit',
      attempt: 2,
    })
  })
})

describe('rewinding', () => {
  it('takes a message and what followed out of the context', async () => {
    const { ask, send, turns, sessionKey } = newSession()
    await ask('first')
    const second = await send('second')
    await turns.end(second)
    expect(await connection.rewindTo(sessionKey, second)).toBe(true)
    expect((await connection.history(sessionKey)).messages.map(({ role }) => role)).toEqual([
      'user',
      'assistant',
    ])
    expect(await connection.rewindTo(sessionKey, second)).toBe(false)
    await ask('second, said better')
    const said = (await connection.history(sessionKey)).messages.flatMap((row) =>
      row.role === 'user' ? row.text : [],
    )
    expect(said).toEqual(['first', 'second, said better'])
  })

  it('is refused while the employee works', async () => {
    const { send, turns, sessionKey } = newSession()
    const runId = await send('SLOW 5')
    await turns.text(/word2/)
    await expect(connection.rewindTo(sessionKey, runId)).rejects.toMatchObject({ code: 'conflict' })
    await connection.abort(sessionKey)
  })
})

function pdfWith(text: string): string {
  const stream = `BT /F1 18 Tf 20 100 Td (${text}) Tj ET`
  const objects = [
    '<< /Type /Catalog /Pages 2 0 R >>',
    '<< /Type /Pages /Kids [3 0 R] /Count 1 >>',
    '<< /Type /Page /Parent 2 0 R /MediaBox [0 0 300 144] /Contents 4 0 R /Resources << /Font << /F1 5 0 R >> >> >>',
    `<< /Length ${stream.length} >>\nstream\n${stream}\nendstream`,
    '<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>',
  ]
  const body = objects.map((object, index) => `${index + 1} 0 obj\n${object}\nendobj\n`).join('')
  return `%PDF-1.4\n${body}trailer\n<< /Size 6 /Root 1 0 R >>\n%%EOF`
}
