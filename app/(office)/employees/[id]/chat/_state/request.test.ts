import { afterEach, describe, expect, it, vi } from 'vitest'
import { messageOf } from '../_testing/message.ts'
import { fetchMessages, postMessage, postRead, steerEmployee, steerMessage } from './request.ts'

afterEach(() => {
  vi.unstubAllGlobals()
})

function answering(body: unknown, status = 200) {
  const fetch = vi.fn(async (_path: string, _options?: RequestInit) =>
    status === 204 ? new Response(null, { status }) : Response.json(body, { status }),
  )
  vi.stubGlobal('fetch', fetch)
  return fetch
}

const asked = (fetch: ReturnType<typeof answering>) => {
  const [path, options] = fetch.mock.calls[0] ?? []
  return [options?.method ?? 'GET', path, options?.body].filter(Boolean).join(' ')
}

describe('what is asked of the API', () => {
  const input = { text: 'Hello', attachments: [], clientKey: 'a-key-of-mine' }

  it.each([
    ['the newest messages', () => fetchMessages('e'), 'GET /api/v1/employees/e/messages?limit=50'],
    ['older messages', () => fetchMessages('e', 41), 'GET /api/v1/employees/e/messages?limit=50&before=41'],
    [
      'older than the very first',
      () => fetchMessages('e', 0),
      'GET /api/v1/employees/e/messages?limit=50&before=0',
    ],
    ['to send', () => postMessage('e', input), `POST /api/v1/employees/e/messages ${JSON.stringify(input)}`],
    ['to stop', () => steerMessage('e', 'm', 'stop'), 'POST /api/v1/employees/e/messages/m/stop'],
    ['to answer again', () => steerMessage('e', 'm', 'retry'), 'POST /api/v1/employees/e/messages/m/retry'],
    [
      'to take back',
      () => steerMessage('e', 'm', 'withdraw'),
      'POST /api/v1/employees/e/messages/m/withdraw',
    ],
    ['to remember what was read', () => postRead('e', 7), 'POST /api/v1/employees/e/read {"seq":7}'],
    ['to start', () => steerEmployee('e', 'start'), 'POST /api/v1/employees/e/start'],
    ['to restart', () => steerEmployee('e', 'restart'), 'POST /api/v1/employees/e/restart'],
  ])('%s', async (_, ask, wanted) => {
    const fetch = answering({})
    await ask()
    expect(asked(fetch)).toBe(wanted)
  })

  it('is said to be JSON', async () => {
    const fetch = answering({})
    await postMessage('e', input)
    expect(fetch.mock.calls[0]?.[1]?.headers).toEqual({ 'content-type': 'application/json' })
  })
})

describe('what comes back', () => {
  it('is the value', async () => {
    const sent = messageOf('m', 1)
    answering(sent, 202)
    expect(await postMessage('e', { text: 'x' })).toEqual({ ok: true, value: sent })
  })

  it('may be nothing', async () => {
    answering(null, 204)
    expect(await postRead('e', 7)).toEqual({ ok: true, value: null })
  })

  it('is the words of a refusal', async () => {
    answering({ code: 'not_found', detail: 'There is no such employee.' }, 404)
    expect(await steerEmployee('e', 'start')).toEqual({
      ok: false,
      code: 'not_found',
      detail: 'There is no such employee.',
      isPassing: false,
    })
  })

  it.each([
    ['no connection', () => Promise.reject(new TypeError('fetch failed'))],
    ['a page of somebody’s proxy', async () => new Response('<html>', { status: 200 })],
  ])('without an answer (%s) is no connection, which passes', async (_, fetch) => {
    vi.stubGlobal('fetch', fetch)
    expect(await fetchMessages('e')).toMatchObject({ ok: false, code: 'offline', isPassing: true })
  })
})

describe('a refusal', () => {
  it.each([
    [400, false],
    [401, false],
    [403, false],
    [404, false],
    [408, true],
    [409, false],
    [413, false],
    [422, false],
    [429, true],
    [500, true],
    [502, true],
    [503, true],
  ])('with status %d may pass by itself: %s', async (status, isPassing) => {
    answering({}, status)
    expect(await postMessage('e', { text: 'x' })).toMatchObject({ ok: false, isPassing })
  })

  it.each([[null], ['text'], [[]], [{}], [{ code: 1, detail: 2 }]])(
    'without words (%j) has some',
    async (problem) => {
      answering(problem, 502)
      expect(await fetchMessages('e')).toEqual({
        ok: false,
        code: 'internal',
        detail: 'The server answered 502. Nothing was changed.',
        isPassing: true,
      })
    },
  )
})
