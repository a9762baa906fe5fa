// One stream between a real WebSocket and a real connection: what it does when one side is slow, silent or gone.
import { once } from 'node:events'
import { createServer, type Server } from 'node:http'
import {
  connect as dial,
  createServer as listenPlainly,
  type Server as PlainServer,
  type Socket,
} from 'node:net'
import { Registry } from 'prom-client'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import WebSocket from 'ws'
import { closeCodes } from '#lib/wire/desktop.ts'
import { handshake, rfb } from '#tests/support/rfb-messages.ts'
import { type CarriedStream, carryStream, type StreamLimits } from './carry-stream.ts'
import { countEdge } from './metrics.ts'
import { openDesktops } from './serve-desktop.ts'

let server: Server
let registry: Registry
let viewer: WebSocket
/** The viewer's connection as the edge has it. */
let edge: WebSocket
let desks: PlainServer
/** The desktop's end. */
let desk: Socket
let stream: CarriedStream
let mayInput = false

const patient: StreamLimits = {
  highBytes: 200_000,
  lowBytes: 50_000,
  slowMs: 60_000,
  pingMs: 60_000,
  idleMs: 60_000,
}

async function connect(limits: Partial<StreamLimits> = {}): Promise<void> {
  const sockets = openDesktops()
  server.on('upgrade', (request, socket, head) =>
    sockets.handleUpgrade(request, socket, head, (accepted) => sockets.emit('connection', accepted)),
  )
  const accepted = once(sockets, 'connection')
  viewer = new WebSocket(`ws://127.0.0.1:${portOf(server)}`)
  ;[edge] = await accepted
  const reached = once(desks, 'connection')
  const near = dial(portOf(desks), '127.0.0.1')
  ;[desk] = await reached
  desk.on('error', () => undefined)
  desk.resume()
  stream = carryStream(edge, near, {
    mayInput: () => mayInput,
    onInput: () => undefined,
    withClipboard: true,
    metrics: countEdge(registry, () => 1),
    limits: { ...patient, ...limits },
  })
  await vi.waitFor(() => expect(viewer.readyState).toBe(viewer.OPEN))
}

function portOf(listening: Server | PlainServer): number {
  const address = listening.address()
  if (typeof address !== 'object' || !address) throw new Error('It does not listen')
  return address.port
}

const closing = async () => {
  const [code] = await once(viewer, 'close')
  return code
}
/** Shows more than is ever let wait, piece by piece, for as long as it is taken. */
async function showUntilHeldBack(): Promise<number> {
  let shown = 0
  while (desk.write(Buffer.alloc(65_536)) || (await isTakenSoon())) {
    shown += 65_536
    if (shown > 200_000_000) throw new Error('Nothing held the desktop back')
  }
  return shown
}
const isTakenSoon = () =>
  new Promise<boolean>((resolve) => {
    const tooLong = setTimeout(() => resolve(false), 500)
    desk.once('drain', () => {
      clearTimeout(tooLong)
      resolve(true)
    })
  })

beforeEach(async () => {
  mayInput = false
  registry = new Registry()
  server = createServer().listen(0, '127.0.0.1')
  desks = listenPlainly().listen(0, '127.0.0.1')
  await Promise.all([once(server, 'listening'), once(desks, 'listening')])
})
afterEach(async () => {
  stream.close(1000, '')
  viewer.terminate()
  server.closeAllConnections()
  desk.destroy()
  server.close()
  desks.close()
  await Promise.all([once(server, 'close'), once(desks, 'close')])
})

describe('a viewer that does not read', () => {
  it('holds the desktop back, and gets everything as soon as it reads', async () => {
    await connect()
    viewer.pause()
    const shown = await showUntilHeldBack()
    let received = 0
    viewer.on('message', (data) => {
      received += Buffer.isBuffer(data) ? data.length : 0
    })
    viewer.resume()
    await vi.waitFor(() => expect(received).toBeGreaterThanOrEqual(shown), { timeout: 10_000 })
    desk.write(Buffer.alloc(1000))
    await vi.waitFor(() => expect(received).toBeGreaterThanOrEqual(shown + 1000))
  })

  it('is closed when it reads nothing for long', async () => {
    await connect({ slowMs: 200 })
    viewer.pause()
    await showUntilHeldBack()
    await vi.waitFor(() => expect(desk.closed).toBe(true))
    expect(await registry.metrics()).toContain(
      `deskhand_desktop_closed_total{code="${closeCodes.tooSlow}"} 1`,
    )
  })
})

describe("a viewer's pings", () => {
  it('are answered, and not remembered for somebody who reads no answer', async () => {
    await connect()
    const answered = once(viewer, 'pong')
    viewer.ping('are you there')
    expect(String((await answered)[0])).toBe('are you there')
    viewer.pause()
    const mostHeld = { bytes: 0 }
    edge.on('ping', () => {
      mostHeld.bytes = Math.max(mostHeld.bytes, edge.bufferedAmount)
    })
    let heard = 0
    edge.on('ping', () => {
      heard += 1
    })
    for (let sent = 0; sent < 100_000; sent += 1) viewer.ping(Buffer.alloc(125))
    await vi.waitFor(() => expect(heard).toBe(100_000), { timeout: 20_000 })
    expect(mostHeld.bytes).toBeLessThan(200_000)
  }, 30_000)
})

describe('a desktop that does not read', () => {
  it('holds the viewer back', async () => {
    await connect()
    mayInput = true
    desk.pause()
    viewer.send(handshake)
    const text = rfb.cutText('x'.repeat(100_000))
    for (let sent = 0; sent < 400; sent += 1) viewer.send(text)
    await vi.waitFor(() => expect(viewer.bufferedAmount).toBeGreaterThan(1_000_000))
    let received = 0
    desk.on('data', (piece: Buffer) => {
      received += piece.length
    })
    desk.resume()
    await vi.waitFor(() => expect(received).toBe(handshake.length + 400 * text.length), { timeout: 10_000 })
  })
})

describe('a stream is closed', () => {
  it('when its viewer says nothing for long', async () => {
    await connect({ pingMs: 20, idleMs: 200 })
    expect(await closing()).toBe(closeCodes.idle)
    expect(
      desk.destroyed || desk.readableEnded || desk.writableEnded || (await once(desk, 'end')),
    ).toBeTruthy()
  })

  it('when its viewer does not even answer pings, and not while it does', async () => {
    await connect({ pingMs: 50 })
    let pings = 0
    viewer.on('ping', () => {
      pings += 1
    })
    await vi.waitFor(() => expect(pings).toBeGreaterThan(4))
    expect(viewer.readyState).toBe(viewer.OPEN)
    viewer.pause()
    await vi.waitFor(() => expect(desk.closed).toBe(true))
  })

  it('when the desktop breaks', async () => {
    await connect()
    desk.resetAndDestroy()
    expect(await closing()).toBe(closeCodes.deskEnded)
  })

  it('with a word about the reason', async () => {
    await connect()
    const said = once(viewer, 'close')
    stream.close(closeCodes.revoked, 'fired')
    const [code, reason] = await said
    expect([code, String(reason)]).toEqual([closeCodes.revoked, 'fired'])
  })
})
