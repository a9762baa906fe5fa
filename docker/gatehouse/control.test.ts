// The orchestrator's door and the way in to a desk, over real sockets.
import { request } from 'node:http'
import { afterAll, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest'
import type { Refusal } from './refusals.ts'
import { ada, bob, type Gate, key, openGate, readUntil, say } from './testing/gate.ts'

let gate: Gate

beforeAll(async () => {
  gate = await openGate({ limits: { snapshotBytes: 10_000 } })
  for (const desk of [ada, bob]) {
    await gate.standDoor(desk, (socket) => {
      socket.write(`${desk.deskId}:`)
      socket.pipe(socket)
    })
  }
})
afterAll(() => gate.close())
beforeEach(() => gate.setDesks(ada, bob))

const bearer = (text: string) => `Proxy-Authorization: Bearer ${text}\r\n`
const entering = (target: string, headers = bearer(key)) => `CONNECT ${target} HTTP/1.1\r\n${headers}\r\n`

describe('the door of the orchestrator', () => {
  it('says that it is well to anybody outside', async () => {
    const response = await gate.control('/healthz', { headers: {} })
    expect(await response.json()).toEqual({ status: 'ok' })
  })

  it.each([
    ['no key', {}],
    ['another key', { authorization: 'Bearer other' }],
    ['the key without its word', { authorization: key }],
    ['a longer key', { authorization: `Bearer ${key}x` }],
    ['the key for a proxy', { 'proxy-authorization': `Bearer ${key}` }],
  ])('is shut with %s', async (_, headers) => {
    for (const [method, path] of [
      ['GET', '/desks'],
      ['PUT', '/desks'],
      ['GET', '/refusals'],
      ['GET', '/x'],
    ] as const) {
      expect((await gate.control(path, { method, headers: headers as HeadersInit })).status).toBe(401)
    }
    expect((await gate.control('/desks')).status).toBe(200)
  })

  it('is not there on the legs, not even with the key', async () => {
    const text = `GET /healthz HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer ${key}\r\nConnection: close\r\n\r\n`
    for (const to of [ada.legAddress, bob.legAddress]) {
      expect(await say(gate.from(ada, 'control', to), text)).toBe('')
      expect(await say(gate.from(ada, 'control', to), entering(`ada:${gate.doorPort}`))).toBe('')
    }
    expect(await say(gate.fromOutside(), text)).toMatch(/^HTTP\/1\.1 200 /)
  })

  it('knows nothing else', async () => {
    expect((await gate.control('/desks/ada')).status).toBe(404)
    expect((await gate.control('/desks', { method: 'DELETE' })).status).toBe(404)
  })
})

describe('a snapshot', () => {
  const put = (body: string) => gate.control('/desks', { method: 'PUT', body })

  it('is kept whole and read back with its digest', async () => {
    const response = await put(JSON.stringify({ desks: [bob] }))
    expect(response.status).toBe(204)
    const read = await (await gate.control('/desks')).json()
    expect(read).toEqual({ digest: expect.stringMatching(/^[0-9a-f]{64}$/), desks: [bob] })
    expect(response.headers.get('etag')).toBe(`"${read.digest}"`)
  })

  it.each([
    ['no JSON', '{'],
    ['no desks', '{}'],
    ['one desk that is wrong', JSON.stringify({ desks: [bob, { ...ada, deskAddress: 'x' }] })],
  ])('with %s changes nothing and says why', async (_, body) => {
    const response = await put(body)
    expect(response.status).toBe(400)
    expect(await response.text()).toMatch(/^Nothing was changed: /)
    expect((await (await gate.control('/desks')).json()).desks).toEqual([ada, bob])
  })

  it('that is too long is not read', async () => {
    expect((await put(`{"desks":[],"x":"${'x'.repeat(10_000)}"}`)).status).toBe(413)
    expect((await (await gate.control('/desks')).json()).desks).toHaveLength(2)
  })
})

describe('the way in', () => {
  it.each([ada, bob])('leads to the door of the very desk: $deskId', async (desk) => {
    const socket = gate.fromOutside()
    socket.write(`${entering(`${desk.deskId}:${gate.doorPort}`)}early `)
    expect(await readUntil(socket, 'early ')).toMatch(
      new RegExp(`^HTTP/1\\.1 200 .*\r\n\r\n${desk.deskId}:early $`, 's'),
    )
    socket.write('late')
    expect(await readUntil(socket, 'late')).toBe('late')
  })

  it.each([
    ['without the key', '', 407],
    ['with another key', bearer('other'), 407],
    ['with the key in the wrong place', `Authorization: Bearer ${key}\r\n`, 407],
  ])('is shut %s', async (_, headers, status) => {
    const answer = await say(gate.fromOutside(), entering(`ada:${gate.doorPort}`, headers))
    expect(answer).toMatch(new RegExp(`^HTTP/1\\.1 ${status} `))
  })

  it.each([
    'eve:DOOR',
    'ada:22',
    'ada:3128',
    'ada',
    `${ada.deskAddress}:DOOR`,
    '127.0.0.1:DOOR',
    'ada@bob:DOOR',
    '../ada:DOOR',
  ])('leads nowhere for %s', async (target) => {
    const text = entering(target.replace('DOOR', String(gate.doorPort)))
    expect(await say(gate.fromOutside(), text)).toMatch(/^HTTP\/1\.1 404 /)
  })

  it('says that a desk does not answer', async () => {
    await gate.setDesks({ ...ada, deskAddress: '127.0.10.99' })
    expect(await say(gate.fromOutside(), entering(`ada:${gate.doorPort}`))).toMatch(/^HTTP\/1\.1 502 /)
  })
})

describe('refusals', () => {
  async function listen() {
    const heard: Refusal[] = []
    const asked = request({
      host: '127.0.0.1',
      port: gate.ports.control,
      path: '/refusals',
      headers: { authorization: `Bearer ${key}` },
    })
    asked.on('error', () => {})
    asked.on('response', (response) => {
      let text = ''
      response.on('data', (part) => {
        text += part
        const lines = text.split('\n')
        text = lines.pop() ?? ''
        heard.push(...lines.map((line) => JSON.parse(line)))
      })
    })
    asked.end()
    await new Promise((answered) => asked.once('response', answered))
    return { heard, stop: () => asked.destroy() }
  }

  it('are told to whoever listens, as they happen and with the reason', async () => {
    gate.names.zone.set('inside.wide.example', ['10.0.0.1'])
    const first = await listen()
    const second = await listen()
    for (const authority of [
      'told.example:443',
      'told.example:443',
      'inside.wide.example:443',
      'gone.wide.example:80',
      'site.example:22',
      '10.0.0.1:80',
      '8.8.8.8:80',
    ]) {
      await say(gate.from(ada, 'proxy'), `CONNECT ${authority} HTTP/1.1\r\n\r\n`)
    }
    await vi.waitFor(() => expect(first.heard).toHaveLength(6))
    expect(first.heard.map(({ host, port, why }) => [host, port, why])).toEqual([
      ['told.example', 443, 'not_allowed'],
      ['inside.wide.example', 443, 'private_address'],
      ['gone.wide.example', 80, 'no_such_host'],
      ['site.example', 22, 'bad_request'],
      ['10.0.0.1', 80, 'private_address'],
      ['8.8.8.8', 80, 'private_address'],
    ])
    expect(first.heard[0]).toMatchObject({ deskId: 'ada', at: expect.stringMatching(/^\d{4}-.*Z$/) })
    await vi.waitFor(() => expect(second.heard).toEqual(first.heard))
    first.stop()
    second.stop()
  })

  it('wait for a listener', async () => {
    await say(gate.from(bob, 'proxy'), 'CONNECT unheard.example:443 HTTP/1.1\r\n\r\n')
    const { heard, stop } = await listen()
    await vi.waitFor(() => expect(heard).toMatchObject([{ deskId: 'bob', host: 'unheard.example' }]))
    stop()
  })
})
