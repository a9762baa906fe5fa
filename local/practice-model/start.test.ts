import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { freePort } from '#tests/support/free-port.ts'
import { type PracticeModel, startPracticeModel } from './start.ts'

let model: PracticeModel
beforeAll(async () => {
  model = await startPracticeModel({ port: await freePort() })
})
afterAll(async () => await model.stop())

const post = (body: object, signal?: AbortSignal, path = '/v1/messages') =>
  fetch(model.url + path, { method: 'POST', body: JSON.stringify(body), ...(signal ? { signal } : {}) })
const ask = (content: string, more: object = {}) => ({
  model: 'm',
  messages: [{ role: 'user', content }],
  ...more,
})

describe('an answer', () => {
  it('comes whole', async () => {
    const response = await post(ask('SAY hello'))
    expect(await response.json()).toMatchObject({
      type: 'message',
      role: 'assistant',
      content: [{ type: 'text', text: 'hello' }],
      stop_reason: 'end_turn',
    })
  })

  it('comes as a stream in the order of the Messages API', async () => {
    const text = await (await post(ask('DO exec {"command":"ls"}', { stream: true }))).text()
    const events = [...text.matchAll(/^event: (\w+)$/gm)].map(([, name]) => name)
    expect(events.filter((name, index) => name !== events[index - 1])).toEqual([
      ...['message_start', 'ping', 'content_block_start', 'content_block_delta', 'content_block_stop'],
      ...[
        'content_block_start',
        'content_block_delta',
        'content_block_stop',
        'message_delta',
        'message_stop',
      ],
    ])
    expect(text).toContain('"stop_reason":"tool_use"')
  })

  it('ends in the middle where it may not be longer', async () => {
    const asked = ask('COST 100\nSAY one two three four', { max_tokens: 50 })
    expect(await (await post(asked)).json()).toMatchObject({
      content: [{ text: 'one two t' }],
      stop_reason: 'max_tokens',
      usage: { output_tokens: 50 },
    })
    const streamed = await (await post({ ...asked, stream: true })).text()
    expect(streamed).toContain('"stop_reason":"max_tokens"')
    expect(streamed).not.toContain('four')
  })

  it('stops when nobody listens any more', async () => {
    const away = new AbortController()
    const response = await post(ask('SLOW 15', { stream: true }), away.signal)
    const reader = response.body?.getReader()
    await reader?.read()
    away.abort()
    await expect(reader?.read()).rejects.toThrow()
    const other = await startPracticeModel({ port: await freePort() })
    await other.stop()
  })
})

describe('usage', () => {
  const cached = {
    system: [{ type: 'text', text: 'Be kind. '.repeat(500), cache_control: { type: 'ephemeral' } }],
  }
  const usageOf = async (more: object) => (await (await post(ask('SAY hi', more))).json()).usage

  it('counts the cache as written first and read after', async () => {
    expect(await usageOf(cached)).toMatchObject({
      cache_creation_input_tokens: 1126,
      cache_read_input_tokens: 0,
    })
    expect(await usageOf(cached)).toMatchObject({
      cache_creation_input_tokens: 0,
      cache_read_input_tokens: 1126,
    })
  })

  it('is all input without caching', async () => {
    expect(await usageOf({})).toMatchObject({ cache_creation_input_tokens: 0, cache_read_input_tokens: 0 })
  })

  it('can be asked for beforehand', async () => {
    const count = await (await post(ask('hello'), undefined, '/v1/messages/count_tokens')).json()
    expect(count.input_tokens).toBeGreaterThan(5)
  })
})

describe('an error', () => {
  it.each([400, 401, 403, 404, 413, 429, 500, 529])('%i looks like the real one', async (status) => {
    const response = await post(ask(`FAIL ${status}`))
    expect(response.status).toBe(status)
    expect(await response.json()).toMatchObject({
      type: 'error',
      error: { type: expect.stringMatching(/_(error|large)$/) },
    })
  })

  it('that happens once lets the second try pass, and happens again for the next one', async () => {
    const statuses = []
    for (let call = 0; call < 3; call++) statuses.push((await post(ask('FAIL 429 once'))).status)
    expect(statuses).toEqual([429, 200, 429])
  })

  it('is the answer to nonsense', async () => {
    expect((await post({ model: 'm' })).status).toBe(400)
    expect((await fetch(`${model.url}/nowhere`)).status).toBe(404)
  })
})

it('lists its models', async () => {
  const list = await (await fetch(`${model.url}/v1/models`)).json()
  expect(list.data).toContainEqual(expect.objectContaining({ type: 'model', id: 'claude-sonnet-4-5' }))
})
