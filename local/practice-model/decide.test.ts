import { describe, expect, it } from 'vitest'
import { modelRequest } from './conversation.ts'
import { decide } from './decide.ts'

const user = (content: unknown) => ({ role: 'user', content })
const result = (text: string, isError = false) =>
  user([{ type: 'tool_result', tool_use_id: 't', content: [{ type: 'text', text }], is_error: isError }])
const called = { role: 'assistant', content: [{ type: 'tool_use', id: 't', name: 'exec', input: {} }] }
const decideOn = (messages: unknown[], more: object = {}) =>
  decide(modelRequest.parse({ model: 'm', messages, ...more }))

describe('instructions', () => {
  it('SAY answers exactly the line', () => {
    expect(decideOn([user('SAY hello **you**')])).toEqual({ kind: 'text', text: 'hello **you**' })
  })

  it('SAY before a line break answers everything after it', () => {
    expect(decideOn([user('SAY\n# Title\n\nText')])).toEqual({ kind: 'text', text: '# Title\n\nText' })
  })

  it('SLOW takes fifteen seconds, or as many as are named', () => {
    expect(decideOn([user('SLOW')])).toMatchObject({ kind: 'text', durationMs: 15_000 })
    expect(decideOn([user('SLOW 4')])).toMatchObject({ durationMs: 4000 })
  })

  it('FAIL and HANG do what they say', () => {
    expect(decideOn([user('FAIL 529')])).toEqual({ kind: 'fail', status: 529, once: false })
    expect(decideOn([user('FAIL 429 once')])).toEqual({ kind: 'fail', status: 429, once: true })
    expect(decideOn([user('HANG')])).toEqual({ kind: 'hang' })
  })

  it('DO calls one tool after the other, then says the rest', () => {
    const asked = user('DO exec {"command":"a"}\nDO read {"path":"b"}\nSAY both')
    expect(decideOn([asked])).toMatchObject({ kind: 'tool', name: 'exec', input: { command: 'a' } })
    expect(decideOn([asked, called, result('x')])).toMatchObject({ kind: 'tool', name: 'read' })
    expect(decideOn([asked, called, result('x'), called, result('y')])).toEqual({
      kind: 'text',
      text: 'both',
    })
  })

  it('DO reports what the last tool answered', () => {
    const asked = user('DO exec {"command":"a"}')
    expect(decideOn([asked, called, result('forty-two')])).toMatchObject({
      text: expect.stringContaining('forty-two'),
    })
    expect(decideOn([asked, called, result('no', true)])).toMatchObject({
      text: expect.stringContaining('did not work'),
    })
  })

  it('DO reaches a tool that is offered only through the wrapper', () => {
    const tools = [{ name: 'exec' }, { name: 'tool_call' }]
    expect(decideOn([user('DO web_fetch {"url":"u"}')], { tools })).toMatchObject({
      name: 'tool_call',
      input: { id: 'web_fetch', args: { url: 'u' } },
    })
  })

  it('LOOP does a line again and again, and goes on from there after a stop', () => {
    const asked = user('COST 4000\nLOOP 3 DO exec {"command":"echo {i}"}\nSAY done')
    expect(decideOn([asked])).toMatchObject({ input: { command: 'echo 1' } })
    const goOn = user(
      '[Deskhand run x]\nThe work was stopped because of what it costs, and may go on now.\nGo on.',
    )
    expect(decideOn([asked, called, result('1'), goOn])).toMatchObject({ input: { command: 'echo 2' } })
    const inChat = user('Go on from where you stopped.')
    expect(decideOn([asked, called, result('1'), inChat])).toMatchObject({ input: { command: 'echo 2' } })
  })

  it('takes broken JSON for words', () => {
    expect(decideOn([user('DO exec {oops}')])).toMatchObject({
      kind: 'text',
      text: expect.stringContaining('{oops}'),
    })
  })

  it('follows only the last message', () => {
    const spoken = { role: 'assistant', content: 'Hi' }
    expect(decideOn([user('FAIL 500'), spoken, user('SAY fine')])).toEqual({ kind: 'text', text: 'fine' })
  })
})

describe('what the gateway adds', () => {
  it.each([
    ['a timestamp', '[Sat 2026-11-21 00:33 UTC] SAY plum'],
    ['a reminder', 'SAY plum\n<system-reminder>SAY no</system-reminder>'],
    [
      'a note on resuming',
      'SAY plum\n\n[System] Your previous turn was interrupted by a gateway restart while working.',
    ],
  ])('%s is no instruction', (_what, text) => {
    expect(decideOn([user(text)])).toEqual({ kind: 'text', text: 'plum' })
  })

  it('a note after an answer that broke off is no instruction', () => {
    const half = { role: 'assistant', content: 'plu' }
    const note = user(
      'Continue the current task from the existing transcript, preserving completed work. Do not restart.',
    )
    expect(decideOn([user('SAY plum'), half, note])).toEqual({ kind: 'text', text: 'plum' })
  })

  it('messages of its own are passed over', () => {
    const context = user('<<<BEGIN_OPENCLAW_INTERNAL_CONTEXT>>>\nSAY no\n<<<END_OPENCLAW_INTERNAL_CONTEXT>>>')
    expect(decideOn([user('SAY plum'), context])).toEqual({ kind: 'text', text: 'plum' })
  })
})

describe('otherwise', () => {
  it('it echoes in the name of the persona and says what it is', () => {
    const decision = decideOn([user('Good morning')], { system: '# Identity\n- **Name:** Ada Lovelace\n' })
    expect(decision).toMatchObject({
      text: expect.stringMatching(/^Ada Lovelace here\. You said: “Good morning”/),
    })
    expect(decision).toMatchObject({ text: expect.stringContaining('practice model') })
  })

  it('it says what was attached', () => {
    const image = { type: 'image', source: { type: 'base64', media_type: 'image/png', data: '' } }
    expect(decideOn([user([{ type: 'text', text: 'look' }, image, image])])).toMatchObject({
      text: expect.stringContaining('I received 2 pictures.'),
    })
  })
})
