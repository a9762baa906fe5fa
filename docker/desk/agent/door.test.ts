import { once } from 'node:events'
import { type Server as HttpServer, type IncomingMessage, request } from 'node:http'
import { createServer, type Server, type Socket } from 'node:net'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { freePort } from '#tests/support/free-port.ts'
import { makeFolder } from '#tests/support/temporary-folder.ts'
import { type DeskBoard, openDeskBoard } from './desk-board.ts'
import { openDoor } from './door.ts'
import type { Handover } from './handover.ts'
import { until } from './testing/until.ts'

const key = 'the-key-of-this-door-and-of-no-other-one'
const withKey = { authorization: `Bearer ${key}` }
let folder: Awaited<ReturnType<typeof makeFolder>>
let board: DeskBoard
let door: HttpServer
let desktop: Server
let port: number
let taken: Handover[]
let pauses: boolean[]
let ends: number[]
beforeEach(async () => {
  folder = await makeFolder('deskhand-door-')
  board = openDeskBoard(1000)
  ;[taken, pauses, ends] = [[], [], []]
  desktop = createServer((socket: Socket) => socket.on('error', () => undefined).end('RFB 003.008\n'))
  desktop.listen(join(folder.path, 'vnc.sock'))
  await once(desktop, 'listening')
  port = await freePort()
  door = await openDoor({
    port,
    host: '127.0.0.1',
    key,
    board,
    gateway: { host: '127.0.0.1', port: await freePort() },
    desktop: { path: join(folder.path, 'vnc.sock') },
    takeHandover: async (handover) => void taken.push(handover),
    preview: async (widthPx) => Buffer.from(`a picture of ${widthPx}`),
    pauseInput: (isPaused) => pauses.push(isPaused),
    end: (graceMs) => ends.push(graceMs),
  })
})
afterEach(async () => {
  door.closeAllConnections()
  door.close()
  desktop.close()
  await folder.remove()
})

const ask = (path: string, init: RequestInit = {}) =>
  fetch(`http://127.0.0.1:${port}${path}`, { headers: withKey, ...init })
const send = (method: string, path: string, body: unknown) =>
  ask(path, { method, body: JSON.stringify(body) })
const handover = {
  generation: 1,
  filesHash: 'f',
  configHash: 'c',
  files: [{ path: 'SOUL.md', content: 'You are Ada.' }],
  gatewayConfig: { gateway: {} },
  environment: { OPENCLAW_GATEWAY_TOKEN: 'token' },
}

describe('the door', () => {
  it('says to anybody that it stands, and nothing else', async () => {
    const health = await ask('/healthz', { headers: {} })
    expect([health.status, await health.json()]).toEqual([200, { status: 'ok' }])
    for (const path of ['/status', '/watch', '/preview.jpg', '/nothing'])
      for (const authorization of ['', 'Bearer', `Bearer ${key}x`, `bearer ${key}`, key])
        expect((await ask(path, { headers: { authorization } })).status, `${path} ${authorization}`).toBe(401)
  })

  it('tells the status', async () => {
    expect(await (await ask('/status')).json()).toMatchObject({
      state: 'starting',
      phase: 'starting_desktop',
    })
    expect((await ask('/nothing')).status).toBe(404)
  })

  it('tells every change to who watches, one JSON a line', async () => {
    const response = await ask('/watch')
    expect(response.headers.get('content-type')).toBe('application/x-ndjson')
    const reader = response.body?.pipeThrough(new TextDecoderStream()).getReader()
    const next = async () => JSON.parse((await reader?.read())?.value ?? '').inputPaused
    expect(await next()).toBe(false)
    board.change({ inputPaused: true })
    expect(await next()).toBe(true)
    await reader?.cancel()
  })

  it('takes a handover', async () => {
    expect((await send('PUT', '/handover', handover)).status).toBe(204)
    expect(taken).toEqual([handover])
  })

  it.each([
    ['no JSON', 'nonsense'],
    ['a list', []],
    ['no generation', { ...handover, generation: '1' }],
    ['a file without content', { ...handover, files: [{ path: 'x' }] }],
    ['a name that is none', { ...handover, environment: { 'A=B': 'x' } }],
    ['a value that is no text', { ...handover, environment: { A: 1 } }],
    ['a configuration that is no object', { ...handover, gatewayConfig: 'x' }],
  ])('refuses a handover with %s', async (_, body) => {
    const response = await send('PUT', '/handover', body)
    expect(response.status).toBe(400)
    expect(await response.json()).toHaveProperty('error')
    expect(taken).toEqual([])
  })

  it('shows a picture of the width that is asked for, once there is a display', async () => {
    expect((await ask('/preview.jpg')).status).toBe(503)
    board.changePart('display', { state: 'up' })
    expect(await (await ask('/preview.jpg?width=320')).text()).toBe('a picture of 320')
    for (const width of ['0', '-1', 'x', '1.5', '100000'])
      expect((await ask(`/preview.jpg?width=${width}`)).status).toBe(400)
  })

  it('pauses and ends on a word, and only on a clear one', async () => {
    expect((await send('POST', '/input', { paused: true })).status).toBe(204)
    expect((await send('POST', '/input', { paused: 'yes' })).status).toBe(400)
    expect(pauses).toEqual([true])
    expect((await send('POST', '/end', { graceMs: 5000 })).status).toBe(202)
    expect((await send('POST', '/end', { graceMs: -1 })).status).toBe(400)
    expect(ends).toEqual([5000])
  })
})

describe('a tunnel through the door', () => {
  function upgrade(path: string, headers: Record<string, string>) {
    const asked = request({ host: '127.0.0.1', port, path, headers: { connection: 'Upgrade', ...headers } })
    asked.end()
    return new Promise<{ status?: number | undefined; socket?: Socket; head: Buffer }>((resolve, reject) => {
      asked.once('upgrade', (response: IncomingMessage, socket: Socket, head: Buffer) =>
        resolve({ status: response.statusCode, socket, head }),
      )
      asked.once('response', ({ statusCode }) => resolve({ status: statusCode, head: Buffer.alloc(0) }))
      asked.once('error', reject)
    })
  }

  it('leads to the desktop, which ends it after its last word', async () => {
    const { status, socket, head } = await upgrade('/desktop', { ...withKey, upgrade: 'tcp' })
    expect(status).toBe(101)
    let said = head.toString()
    socket?.on('data', (chunk) => {
      said += String(chunk)
    })
    await until('it ended', () => socket?.destroyed || socket?.readableEnded)
    expect(said).toBe('RFB 003.008\n')
  })

  it('answers 503 where nobody is behind it', async () => {
    expect((await upgrade('/gateway', { ...withKey, upgrade: 'tcp' })).status).toBe(503)
  })

  it('is refused without the key, elsewhere, and for another protocol', async () => {
    expect((await upgrade('/desktop', { upgrade: 'tcp' })).status).toBe(401)
    expect((await upgrade('/status', { ...withKey, upgrade: 'tcp' })).status).toBe(404)
    expect((await upgrade('/desktop', { ...withKey, upgrade: 'websocket' })).status).toBe(404)
  })
})
