// A gatehouse and the door of one desk behind it, in this process: for tests of what is said to them.
import { once } from 'node:events'
import {
  createServer,
  type IncomingMessage,
  type RequestListener,
  type Server,
  type ServerResponse,
} from 'node:http'
import type { Socket } from 'node:net'
import type { Duplex } from 'node:stream'

export interface FakeGatehouse {
  at: { host: string; port: number; key: string }
  close: () => Promise<void>
}

interface Behaviour {
  /** What the gatehouse itself answers. */
  control?: RequestListener
  /** What the desk answers at its door. */
  door?: RequestListener
  onUpgrade?: (request: IncomingMessage, socket: Duplex) => void
  /** Instead of 200 to CONNECT. */
  connectStatus?: number
}

const key = 'the key of the gatehouse'
const refuse: RequestListener = (_, response) => response.writeHead(404).end()

export async function openFakeGatehouse(behaviour: Behaviour): Promise<FakeGatehouse> {
  const { control = refuse, door = refuse, onUpgrade, connectStatus = 200 } = behaviour
  const desk = createServer(door)
  if (onUpgrade) desk.on('upgrade', onUpgrade)
  const gatehouse = createServer((request, response) => guarded(request, response, control))
  gatehouse.on('connect', (request, socket) => {
    const isAllowed = request.headers['proxy-authorization'] === `Bearer ${key}` && request.url === 'ada:7600'
    const status = isAllowed ? connectStatus : 404
    socket.write(`HTTP/1.1 ${status} Answer\r\n\r\n`)
    if (status === 200) desk.emit('connection', socket)
    else socket.end()
  })
  const sockets = new Set<Socket>()
  gatehouse.on('connection', (socket) => sockets.add(socket))
  gatehouse.listen(0, '127.0.0.1')
  await once(gatehouse, 'listening')
  return {
    at: { host: '127.0.0.1', port: portOf(gatehouse), key },
    async close() {
      for (const socket of sockets) socket.destroy()
      gatehouse.close()
      await once(gatehouse, 'close')
    },
  }
}

function guarded(request: IncomingMessage, response: ServerResponse, control: RequestListener): void {
  if (request.headers.authorization === `Bearer ${key}`) control(request, response)
  else response.writeHead(401).end()
}

function portOf(server: Server): number {
  const address = server.address()
  if (typeof address !== 'object' || !address) throw new Error('It listens nowhere.')
  return address.port
}
