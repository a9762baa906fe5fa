// The live stream passes through the app piece by piece, for whoever may follow it and as long as they do.
import { once } from 'node:events'
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import type { Member } from '#lib/access/caller.ts'
import { problem } from '#lib/wire/shapes.ts'
import { addCompany } from '#tests/support/company.ts'
import { freePort } from '#tests/support/free-port.ts'
import { call, type Key, keyOf, openRest, type Rest } from '#tests/support/rest.ts'

let rest: Rest
let owner: Member
let key: Key
let asked: Promise<{ request: IncomingMessage; response: ServerResponse }>
let port: number

const orchestrator = createServer()
const nextRequest = async () => {
  const [request, response] = await once(orchestrator, 'request')
  return { request, response }
}

beforeAll(async () => {
  port = await freePort()
  orchestrator.listen(port, '127.0.0.1')
  await once(orchestrator, 'listening')
  rest = await openRest(`http://127.0.0.1:${port}`)
  owner = (await addCompany(rest.sql)).owner
  key = await keyOf(owner)
})
afterAll(async () => {
  orchestrator.closeAllConnections()
  orchestrator.close()
  await rest.close()
})
beforeEach(() => {
  asked = nextRequest()
})

async function follow(path = '/events', headers: Record<string, string> = {}) {
  const leaving = new AbortController()
  const answer = call('GET', path, { key, headers, signal: leaving.signal })
  const { request, response } = await asked
  response.writeHead(200, { 'content-type': 'text/event-stream' })
  response.write(': hello\n\n')
  const followed = await answer
  if (!followed.body) throw new Error('no stream')
  const reader = followed.body.pipeThrough(new TextDecoderStream()).getReader()
  return { request, upstream: response, headers: followed.headers, reader, leave: () => leaving.abort() }
}

describe('the stream', () => {
  it('is asked of the orchestrator for the caller, with the secret of the installation', async () => {
    const { request, headers, leave } = await follow('/events?after=41', { 'last-event-id': '42' })
    const url = new URL(request.url ?? '', 'http://orchestrator')
    expect(url.pathname).toBe('/events')
    expect(Object.fromEntries(url.searchParams)).toEqual({
      companyId: owner.companyId,
      apiKeyId: key.id,
      after: '41',
    })
    expect(request.headers.authorization).toBe('Bearer a secret of the tests')
    expect(request.headers['last-event-id']).toBe('42')
    expect(headers.get('content-type')).toBe('text/event-stream; charset=utf-8')
    expect(headers.get('cache-control')).toContain('no-transform')
    expect(headers.get('ratelimit-limit')).toBe('600')
    leave()
  })

  it('arrives piece by piece, each before the next is written', async () => {
    const { upstream, reader, leave } = await follow()
    expect((await reader.read()).value).toBe(': hello\n\n')
    for (const piece of ['id: 1\ndata: {}\n\n', 'id: 2\ndata: {}\n\n']) {
      upstream.write(piece)
      expect((await reader.read()).value).toBe(piece)
    }
    leave()
  })

  it.each(['leaves', 'stops reading'])('is given back when the client %s', async (how) => {
    const { upstream, reader, leave } = await follow()
    const closed = once(upstream, 'close')
    if (how === 'leaves') leave()
    else await reader.cancel()
    await closed
  })

  it('ends when the orchestrator ends it, however rudely', async () => {
    const polite = await follow()
    await polite.reader.read()
    polite.upstream.end()
    expect((await polite.reader.read()).done).toBe(true)
    asked = nextRequest()
    const rude = await follow()
    await rude.reader.read()
    rude.upstream.destroy()
    expect((await rude.reader.read()).done).toBe(true)
  })

  it('does not pass on an id that is none', async () => {
    const { request, leave } = await follow('/events', { 'last-event-id': '1, 2' })
    expect(request.headers['last-event-id']).toBeUndefined()
    leave()
  })
})

describe('without a stream to follow', () => {
  it.each([401, 404, 500, 503])(
    'a %s of the orchestrator becomes a 503 that says when to come back',
    async (status) => {
      const answer = call('GET', '/events', { key })
      const { response } = await asked
      response.writeHead(status).end('secret words')
      const refused = await answer
      expect(refused.headers.get('retry-after')).toBe('2')
      const facts = problem.parse(await refused.json())
      expect(facts).toMatchObject({ status: 503, code: 'unavailable' })
      expect(JSON.stringify(facts)).not.toContain('secret words')
    },
  )

  it('so does an orchestrator that is away', async () => {
    orchestrator.closeAllConnections()
    await new Promise((resolve) => orchestrator.close(resolve))
    const refused = await call('GET', '/events', { key })
    expect(problem.parse(await refused.json())).toMatchObject({ status: 503, code: 'unavailable' })
    orchestrator.listen(port, '127.0.0.1')
    await once(orchestrator, 'listening')
  })
})
