import { once } from 'node:events'
import { createServer } from 'node:net'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { freePort } from '#tests/support/free-port.ts'
import { dial, openNetwork } from './network.ts'
import { type NameServer, openNameServer } from './testing/name-server.ts'

let names: NameServer

beforeAll(async () => {
  names = await openNameServer()
  names.zone.set('four.example', ['192.0.2.1', '192.0.2.2'])
  names.zone.set('both.example', ['2001:db8::1', '192.0.2.3'])
  names.zone.set('six.example', ['2001:db8::2'])
})
afterAll(() => names.close())

describe('a name', () => {
  it.each([
    ['four.example', ['192.0.2.1', '192.0.2.2']],
    ['both.example', ['192.0.2.3']],
    ['six.example', ['2001:db8::2']],
    ['none.example', 'unknown'],
  ])('%s is at %j', async (name, answer) => {
    const found = await openNetwork([names.address]).resolve(name)
    expect(Array.isArray(found) ? found.toSorted() : found).toEqual(answer)
  })

  it('of this machine is asked for like any other: the hosts file does not count', async () => {
    expect(await openNetwork([names.address]).resolve('localhost')).toBe('unknown')
    expect(names.asked).toContain('localhost')
  })

  it('is not known to be nowhere when nobody answers', async () => {
    expect(await openNetwork([`127.0.0.1:${await freePort()}`]).resolve('four.example')).toBe('unanswered')
  })
})

describe('dialling', () => {
  it('connects, and not when it was called off before, nor where nobody listens', async () => {
    const server = createServer((socket) => socket.end())
    server.listen(await freePort(), '127.0.0.1')
    await once(server, 'listening')
    const address = server.address()
    const port = typeof address === 'object' && address ? address.port : 0
    const socket = await dial({ host: '127.0.0.1', port }, AbortSignal.timeout(5000))
    expect(socket?.remotePort).toBe(port)
    socket?.destroy()
    expect(await dial({ host: '127.0.0.1', port }, AbortSignal.abort())).toBeUndefined()
    await new Promise((closed) => server.close(closed))
    expect(await dial({ host: '127.0.0.1', port }, AbortSignal.timeout(5000))).toBeUndefined()
  })

  it('ends when it is called off meanwhile', async () => {
    // Nobody answers at an address that is reserved for documents.
    expect(await dial({ host: '192.0.2.1', port: 80 }, AbortSignal.timeout(50))).toBeUndefined()
  })
})
