// A whole gatehouse on loopback: 127.0.10.1 is its leg in Ada's network and 127.0.10.2 is Ada's desk, and so on. Sites stand at
// 127.0.20.*, which counts as public here; everything else is private, as in truth.
import { once } from 'node:events'
import { connect, createServer, type Server, type Socket } from 'node:net'
import { freePort } from '#tests/support/free-port.ts'
import type { Desk } from '../desk-register.ts'
import { openGatehouse } from '../gatehouse.ts'
import { type GatehouseOptions, type Limits, ordinaryLimits } from '../house.ts'
import { dial, openNetwork } from '../network.ts'
import { openNameServer } from './name-server.ts'

export const key = 'the key of a gatehouse in a test'

export const ada: Desk = {
  deskId: 'ada',
  legAddress: '127.0.10.1',
  deskAddress: '127.0.10.2',
  sites: ['site.example', '*.wide.example'],
}
export const bob: Desk = { deskId: 'bob', legAddress: '127.0.11.1', deskAddress: '127.0.11.2', sites: [] }

export type Gate = Awaited<ReturnType<typeof openGate>>

export async function openGate(
  options: { limits?: Partial<Limits>; hosts?: GatehouseOptions['hosts'] } = {},
) {
  const names = await openNameServer()
  const network = openNetwork([names.address])
  const dialled: string[] = []
  const servers: Server[] = []
  const sockets = new Set<Socket>()
  const sitePort = await freePort()
  const modelPort = await freePort()
  const doorPort = await freePort()
  const gatehouse = await openGatehouse({
    key,
    modelProxy: { host: '127.0.0.1', port: modelPort },
    hosts: options.hosts ?? new Map(),
    network: {
      resolve: network.resolve,
      isPublic: (address) => address.startsWith('127.0.20.'),
      dial: ({ host, port }, signal) => {
        dialled.push(`${host}:${port}`)
        return dial({ host, port: port === 80 || port === 443 ? sitePort : port }, signal)
      },
    },
    isOutside: (address) => address === '127.0.0.1',
    ports: { control: await freePort(), proxy: await freePort(), model: await freePort(), door: doorPort },
    limits: { ...ordinaryLimits, ...options.limits },
  })

  function keep(socket: Socket) {
    sockets.add(socket)
    socket.on('error', () => {})
    socket.once('close', () => sockets.delete(socket))
    return socket
  }

  function hear(socket: Socket) {
    keepWhatComes(socket)
    return keep(socket)
  }

  async function stand(address: string, port: number, serve: (socket: Socket) => void) {
    const server = createServer({ allowHalfOpen: true }, (socket) => serve(keep(socket)))
    servers.push(server)
    server.listen(port, address)
    await once(server, 'listening')
    return server
  }

  return {
    ports: gatehouse.ports,
    doorPort,
    sitePort,
    names,
    dialled,
    /** Something that listens where a site, the model or the door of a desk would. */
    standSite: (address: string, serve: (socket: Socket) => void) => stand(address, sitePort, serve),
    standModel: (serve: (socket: Socket) => void) => stand('127.0.0.1', modelPort, serve),
    standDoor: (desk: Desk, serve: (socket: Socket) => void) => stand(desk.deskAddress, doorPort, serve),
    /** A connection as the desk makes it, to its own leg unless another address is named. */
    from: (desk: Desk, door: 'control' | 'proxy' | 'model', to = desk.legAddress) =>
      hear(
        connect({
          host: to,
          port: gatehouse.ports[door],
          localAddress: desk.deskAddress,
          allowHalfOpen: true,
        }),
      ),
    fromOutside: () =>
      hear(connect({ host: '127.0.0.1', port: gatehouse.ports.control, allowHalfOpen: true })),
    control: (path: string, init: RequestInit = {}) =>
      fetch(`http://127.0.0.1:${gatehouse.ports.control}${path}`, {
        headers: { authorization: `Bearer ${key}` },
        ...init,
      }),
    async setDesks(...desks: Desk[]) {
      const response = await this.control('/desks', { method: 'PUT', body: JSON.stringify({ desks }) })
      if (response.status !== 204) throw new Error(`${response.status} ${await response.text()}`)
    },
    async close() {
      for (const socket of sockets) socket.destroy()
      await Promise.all(servers.map((server) => new Promise((closed) => server.close(closed))))
      await gatehouse.close()
      await names.close()
    },
  }
}

/** What came on each connection and was not read yet. */
const unread = new WeakMap<Socket, string>()

function keepWhatComes(socket: Socket) {
  unread.set(socket, '')
  socket.on('data', (part) => unread.set(socket, unread.get(socket) + part.toString('latin1')))
}

function take(socket: Socket, length: number) {
  const text = unread.get(socket) ?? ''
  unread.set(socket, text.slice(length))
  return text.slice(0, length)
}

export const isOver = (socket: Socket) => socket.readableEnded || socket.destroyed

function somethingHappens(socket: Socket): Promise<void> {
  const signs = ['data', 'end', 'close']
  return new Promise((happened) => {
    const look = () => {
      for (const sign of signs) socket.off(sign, look)
      happened()
    }
    for (const sign of signs) socket.on(sign, look)
  })
}

/** Everything that comes until the other side is done. */
export async function readAll(socket: Socket): Promise<string> {
  while (!isOver(socket)) await somethingHappens(socket)
  return take(socket, Number.POSITIVE_INFINITY)
}

/** Says it and reads everything that comes back. */
export function say(socket: Socket, text: string | Buffer): Promise<string> {
  socket.write(text)
  return readAll(socket)
}

/** Reads up to the text and no further. */
export async function readUntil(socket: Socket, text: string): Promise<string> {
  for (;;) {
    const at = unread.get(socket)?.indexOf(text) ?? -1
    if (at >= 0) return take(socket, at + text.length)
    if (isOver(socket)) throw new Error(`The connection ended after "${await readAll(socket)}"`)
    await somethingHappens(socket)
  }
}

/** A site that says hello once it has heard a whole head of a request, and keeps what it heard. */
export function hello(heard: string[]) {
  return (socket: Socket) => {
    socket.once('data', (part) => {
      heard.push(part.toString('latin1'))
      socket.end('HTTP/1.1 200 OK\r\nContent-Length: 5\r\nConnection: close\r\n\r\nhello')
    })
  }
}
