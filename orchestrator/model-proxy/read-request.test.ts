import { describe, expect, it } from 'vitest'
import { readRequest } from './read-request.ts'

const bodyOf = (more: object = {}) =>
  Buffer.from(
    JSON.stringify({ model: 'm', max_tokens: 1000, messages: [{ role: 'user', content: 'Hi' }], ...more }),
  )
const read = (more: object = {}, beta?: string) => {
  const request = readRequest(bodyOf(more), { beta })
  if (!request) throw new Error('That is no request')
  return request
}

describe('what is passed on', () => {
  const messages = '"messages":[{"role":"user","content":"Hi"}]'

  it('is the request to the letter, as programs write it', () => {
    const body = bodyOf({ system: 'Grüße 🦊', tools: [{ name: 'look', input_schema: { b: 1, a: 2 } }] })
    expect(readRequest(body)?.body.equals(body)).toBe(true)
  })

  it('is what was read here, where another reader could read another model or another length', () => {
    const text = `{"model":"dear","model":"cheap","max_tokens":64000,"max_tokens":10,${messages}}`
    const request = readRequest(Buffer.from(text))
    expect(request).toMatchObject({ model: 'cheap', maxTokens: 10 })
    expect(request?.body.toString()).toBe(`{"model":"cheap","max_tokens":10,${messages}}`)
  })

  it('is kept for an hour also where that is written in escapes', () => {
    const cached =
      '"system":[{"type":"text","text":"x","cache_control":{"type":"ephemeral","\\u0074tl":"1h"}}]'
    const request = readRequest(Buffer.from(`{"model":"m","max_tokens":10,${cached},${messages}}`))
    expect(request).toMatchObject({ cachesForAnHour: true })
  })
})

describe('what a call could count as input', () => {
  it('is more than its bytes', () => {
    const body = bodyOf({ system: 'Grüße 🦊'.repeat(100) })
    expect(readRequest(body)?.inputTokensAtMost).toBeGreaterThan(body.length)
  })

  it('is not what the letters of a picture would be, wherever it stands', () => {
    const image = { type: 'image', source: { type: 'base64', data: 'A'.repeat(900_000) } }
    const direct = { role: 'user', content: [image] }
    const shown = { role: 'user', content: [{ type: 'tool_result', content: [image] }] }
    const { inputTokensAtMost, inputTokensAbout } = read({ messages: [direct, shown] })
    expect(inputTokensAtMost).toBeGreaterThan(2 * 1600)
    expect(inputTokensAtMost).toBeLessThan(20_000)
    expect(inputTokensAbout).toBeLessThan(inputTokensAtMost)
  })

  it('is the whole window with a document, whose pages nobody has counted', () => {
    const pdf = { type: 'document', source: { type: 'base64', data: 'A' } }
    expect(read({ messages: [{ role: 'user', content: [pdf] }] }).inputTokensAtMost).toBe(
      Number.POSITIVE_INFINITY,
    )
    const text = { type: 'document', source: { type: 'text', data: 'A' } }
    expect(read({ messages: [{ role: 'user', content: [text] }] }).inputTokensAtMost).toBeLessThan(2000)
  })

  it('may be kept for an hour, which is dearer', () => {
    expect(
      read({ system: [{ text: 'x', cache_control: { type: 'ephemeral', ttl: '1h' } }] }).cachesForAnHour,
    ).toBe(true)
    expect(read({ system: [{ text: 'x', cache_control: { type: 'ephemeral' } }] }).cachesForAnHour).toBe(
      false,
    )
  })
})

describe('a shorter answer', () => {
  const shortened = (more: object, maxTokens: number) =>
    JSON.parse(read(more).withMaxTokens(maxTokens).toString())

  it('is the same request but for its length', () => {
    expect(shortened({ system: 'Be kind', metadata: { a: 1 } }, 500)).toEqual({
      ...JSON.parse(bodyOf({ system: 'Be kind', metadata: { a: 1 } }).toString()),
      max_tokens: 500,
    })
  })

  it('leaves half of it for words where there is thinking', () => {
    const thinking = { type: 'enabled', budget_tokens: 8192 }
    expect(shortened({ max_tokens: 40_000, thinking }, 6000)).toMatchObject({
      max_tokens: 6000,
      thinking: { type: 'enabled', budget_tokens: 3000 },
    })
    expect(shortened({ max_tokens: 40_000, thinking }, 20_000)).toMatchObject({ thinking })
  })
})

describe('a step', () => {
  const step = (command: string, result: string, id: string) =>
    read({
      messages: [
        { role: 'user', content: 'Do it' },
        {
          role: 'assistant',
          content: [
            { type: 'thinking', thinking: id, signature: id },
            { type: 'text', text: `Once more (${id})` },
            { type: 'tool_use', id, name: 'exec', input: { command } },
          ],
        },
        { role: 'user', content: [{ type: 'tool_result', tool_use_id: id, content: result }] },
      ],
    }).stepHash

  it('is the same when the same tool answers the same', () =>
    expect(step('ls', 'a', '1')).toBe(step('ls', 'a', '2')))
  it('is another with another call or another answer', () =>
    expect(new Set([step('ls', 'a', '1'), step('ls', 'b', '1'), step('pwd', 'a', '1')]).size).toBe(3))
})

describe('what would cost beside tokens', () => {
  it.each([
    ['the search of the provider', { tools: [{ type: 'web_search_20250305', name: 'web_search' }] }],
    ['its containers', { tools: [{ type: 'code_execution_20250825', name: 'code_execution' }] }],
    ['its servers of tools', { mcp_servers: [] }],
    ['a faster tier', { speed: 'fast' }],
  ])('%s', (_, more) => expect(read(more).extra).toBeDefined())

  it('a longer window at another price', () =>
    expect(read({}, 'context-1m-2025-08-07').extra).toBe('context-1m'))
  it('not tools of the desk', () =>
    expect(
      read({
        tools: [{ name: 'exec' }, { type: 'custom', name: 'a' }, { type: 'bash_20250124', name: 'bash' }],
      }).extra,
    ).toBeUndefined())
  it('not what makes tokens cheaper or answers interleaved', () =>
    expect(read({}, 'interleaved-thinking-2025-05-14,prompt-caching-2024-07-31').extra).toBeUndefined())
})

it.each([
  ['no JSON', Buffer.from('{')],
  ['no model', Buffer.from('{"max_tokens": 1}')],
  ['no length', Buffer.from('{"model": "m"}')],
  ['nothing', undefined],
])('%s is no request', (_, body) => expect(readRequest(body)).toBeUndefined())
