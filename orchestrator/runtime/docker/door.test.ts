import { once } from 'node:events'
import type { RequestListener } from 'node:http'
import { afterEach, describe, expect, it, vi } from 'vitest'
import { type FakeGatehouse, openFakeGatehouse } from '#tests/support/fake-gatehouse.ts'
import { askDoor, type Door, listenAtDoor, passDoor } from './door.ts'
import { watchDoors } from './door-watch.ts'
import { openTunnel } from './tunnel.ts'

const gatehouses: FakeGatehouse[] = []
afterEach(async () => {
  for (const gatehouse of gatehouses.splice(0)) await gatehouse.close()
})

type Behaviour = Parameters<typeof openFakeGatehouse>[0]

async function doorTo(behaviour: Behaviour, deskId = 'ada'): Promise<Door> {
  const opened = await openFakeGatehouse(behaviour)
  gatehouses.push(opened)
  return { open: () => openTunnel(opened.at, deskId), key: 'the key of the door' }
}

const echo: RequestListener = async (request, response) => {
  const pieces: Buffer[] = []
  for await (const piece of request) pieces.push(piece)
  const { method, url, headers } = request
  response.end(
    JSON.stringify({ method, url, key: headers.authorization, body: Buffer.concat(pieces).toString() }),
  )
}

describe('a question at the door', () => {
  it('shows the key and brings what is to be said', async () => {
    const door = await doorTo({ door: echo })
    const { body } = await askDoor(door, '/input', { method: 'POST', body: { paused: true } })
    expect(JSON.parse(body.toString())).toEqual({
      method: 'POST',
      url: '/input',
      key: 'Bearer the key of the door',
      body: '{"paused":true}',
    })
  })

  it.each<[string, Behaviour, RegExp]>([
    ['is refused', { door: (_, response) => response.writeHead(401).end('No.') }, /answered 401 No\./],
    ['does not get through', { connectStatus: 502 }, /gatehouse answered 502/],
    ['finds a desk that hangs up', { door: (request) => request.socket.destroy() }, /cannot be reached/],
    [
      'finds a desk that breaks off',
      {
        door: (_, response) =>
          void response.writeHead(200, { 'content-length': '9' }).write('x', () => response.destroy()),
      },
      /cannot be reached/,
    ],
  ])('that %s is told in words', async (_, behaviour, words) => {
    const asking = askDoor(await doorTo(behaviour), '/status')
    await expect(asking).rejects.toMatchObject({ code: 'unavailable', message: expect.stringMatching(words) })
  })

  it('is given up when the desk stays silent', async () => {
    const door = await doorTo({ door: () => undefined })
    await expect(askDoor(door, '/status', { timeoutMs: 50 })).rejects.toThrow(/stays silent/)
  })

  it('is given up when the way to the desk takes all the time there is', async () => {
    const door = await doorTo({ door: () => undefined })
    const slowly = async () => {
      await new Promise((resolve) => setTimeout(resolve, 80))
      return await door.open()
    }
    const asking = askDoor({ ...door, open: slowly }, '/end', { method: 'POST', timeoutMs: 20 })
    await expect(asking).rejects.toMatchObject({ code: 'unavailable' })
  })

  it.each([
    ['an upgrade nobody asked for', 'HTTP/1.1 101 Switching\r\nConnection: Upgrade\r\nUpgrade: tcp\r\n\r\n'],
    ['what is no HTTP', 'SSH-2.0-OpenSSH\r\n'],
    ['a body that is none', 'HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nnonsense\r\n'],
  ])('that is answered with %s ends', async (_, words) => {
    const door = await doorTo({ door: (request) => void request.socket.end(words) })
    await expect(askDoor(door, '/end', { timeoutMs: 2_000 })).rejects.toMatchObject({ code: 'unavailable' })
  })

  it('takes no more of an answer than was asked for', async () => {
    const door = await doorTo({ door: (_, response) => response.end(Buffer.alloc(2_000)) })
    await expect(askDoor(door, '/preview.jpg', { limitBytes: 1_000 })).rejects.toThrow(/too long/)
    expect((await askDoor(door, '/preview.jpg', { limitBytes: 2_000 })).body.length).toBe(2_000)
  })

  it('about a desk the gatehouse does not know is answered by the gatehouse', async () => {
    await expect(askDoor(await doorTo({ door: echo }, 'bob'), '/status')).rejects.toThrow(/answered 404/)
  })

  it('at a gatehouse that is not there is no crash', async () => {
    const door = await doorTo({})
    await gatehouses.pop()?.close()
    await expect(askDoor(door, '/status')).rejects.toMatchObject({ code: 'unavailable' })
  })
})

describe('a way through the door', () => {
  it('carries bytes both ways, the first ones included', async () => {
    const door = await doorTo({
      onUpgrade: (_, socket) => {
        socket.write('HTTP/1.1 101 Switching\r\nConnection: Upgrade\r\nUpgrade: tcp\r\n\r\nRFB 003.008\n')
        socket.on('data', (piece) => socket.write(`you said ${piece}`))
      },
    })
    const way = await passDoor(door, '/desktop')
    expect(String((await once(way, 'data'))[0])).toBe('RFB 003.008\n')
    way.write('hello')
    expect(String((await once(way, 'data'))[0])).toBe('you said hello')
    way.destroy()
  })

  it('that is closed is told in words', async () => {
    await expect(passDoor(await doorTo({ door: echo }), '/desktop')).rejects.toThrow(/it answered 200/)
    await expect(listenAtDoor(await doorTo({}), '/watch')).rejects.toThrow(/it answered 404/)
  })
})

describe('an ear at the door', () => {
  const part = { state: 'up', since: '2026-11-21T12:00:00Z', restarts: 0, lastExit: null }
  const status = (changes: object) => ({
    ...{ state: 'starting', phase: 'starting_gateway', since: '2026-11-21T12:00:00Z', inputPaused: false },
    ...{ generation: 1, filesHash: 'f', configHash: 'c', activeAt: null, failure: null },
    parts: { display: part, windows: part, browser: part, gateway: part },
    home: { bytes: 1, limitBytes: 10 },
    memory: { bytes: 1, limitBytes: 10, oomKills: 0 },
    ...changes,
  })

  it('hears each line, tells what is new, and listens again when it breaks', async () => {
    let visits = 0
    const door = await doorTo({
      door: (_, response) => {
        visits += 1
        const lines = [
          status({}),
          status({ memory: { bytes: 9, limitBytes: 10, oomKills: 0 } }),
          'nonsense',
          status({ state: 'ready', phase: `ready_${visits}` }),
        ]
        response.end(lines.map((line) => `${JSON.stringify(line)}\n`).join(''))
      },
    })
    const changed = vi.fn()
    const watch = watchDoors(() => door, changed)
    watch.follow(['ada'])
    await watch.heardAll()
    expect(watch.sight('ada')?.status).toBeDefined()
    await vi.waitFor(() => expect(watch.sight('ada')?.status?.phase).toBe('ready_2'))
    expect(changed).toHaveBeenCalledWith('ada')
    watch.follow([])
    expect(watch.sight('ada')).toBeUndefined()
    watch.close()
  })

  it('is given up where nothing is said at all, and where an upgrade is', async () => {
    const silent = await doorTo({ door: () => undefined })
    await expect(listenAtDoor(silent, '/watch', 50)).rejects.toThrow(/stays silent/)
    const upgrade = 'HTTP/1.1 101 Switching\r\nConnection: Upgrade\r\nUpgrade: tcp\r\n\r\n'
    const turncoat = await doorTo({ door: (request) => void request.socket.write(upgrade) })
    await expect(listenAtDoor(turncoat, '/watch')).rejects.toMatchObject({ code: 'unavailable' })
  })

  it('knows by its own clock since when a desk is not ready; a moment of readiness changes nothing', async () => {
    const door = await doorTo({
      door: (_, response) => {
        response.write(`${JSON.stringify(status({}))}\n${JSON.stringify(status({ state: 'ready' }))}\n`)
        response.write(`${JSON.stringify(status({ since: '2099-01-01T00:00:00Z', phase: 'again' }))}\n`)
      },
    })
    const followedAt = Date.now()
    const watch = watchDoors(() => door, vi.fn())
    watch.follow(['ada'])
    const begunAt = watch.sight('ada')?.unreadySince
    await vi.waitFor(() => expect(watch.sight('ada')?.status?.phase).toBe('again'))
    expect((begunAt ?? 0) - followedAt).toBeLessThan(1000)
    expect(watch.sight('ada')?.unreadySince).toBe(begunAt)
    watch.close()
  })

  it('makes nobody look again and again at a desk that changes all the time', async () => {
    const door = await doorTo({
      door: (_, response) => {
        for (let at = 0; at < 500; at += 1)
          response.write(`${JSON.stringify(status({ phase: `phase_${at}` }))}\n`)
      },
    })
    const changed = vi.fn()
    const watch = watchDoors(() => door, changed)
    watch.follow(['ada'])
    await vi.waitFor(() => expect(watch.sight('ada')?.status?.phase).toBe('phase_499'))
    expect(changed.mock.calls.length).toBeGreaterThan(20)
    expect(changed.mock.calls.length).toBeLessThan(100)
    watch.close()
  })

  it('waits for nobody longer than a moment', async () => {
    const door = await doorTo({ door: (_, response) => response.flushHeaders() })
    const watch = watchDoors(() => door, vi.fn())
    watch.follow(['ada'])
    const startedAt = performance.now()
    await watch.heardAll()
    expect(performance.now() - startedAt).toBeLessThan(5_000)
    expect(watch.sight('ada')?.status).toBeUndefined()
    watch.close()
  })
})
