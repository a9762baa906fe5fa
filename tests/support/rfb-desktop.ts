// A desktop that is none: it has an address, a door and a socket like a desk's, speaks RFB and shows a painted picture. For
// looking at the viewer where no Docker runs.
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { type WebSocket, WebSocketServer } from 'ws'
import { paintDesktop } from './painted-desktop.ts'
import { type ClientMessage, readClientMessage } from './rfb-client-messages.ts'

export interface RfbDesktop {
  port: number
  /** What viewers have said since the handshake. */
  heard: ClientMessage[]
  viewers: () => number
  /** Puts a text on the clipboard of everybody who looks. */
  copy: (text: string) => void
  /** Ends every connection, as the edge would. */
  drop: (code: number, reason: string) => void
  stop: () => Promise<void>
}

interface RfbDesktopOptions {
  port?: number
  /** Who may ask. */
  origin: string
}

const width = 1280
const height = 800
const fenceEncoding = -312
const fenceRequest = 0x8000_0000

export async function startRfbDesktop({ port = 0, origin }: RfbDesktopOptions): Promise<RfbDesktop> {
  const heard: ClientMessage[] = []
  const picture = paintDesktop(width, height)
  const server = createServer((request, response) => answerDoor(request, response, origin))
  const sockets = new WebSocketServer({ server, path: '/desktop' })
  sockets.on('connection', (socket) => speak(socket, picture, heard))
  await new Promise<void>((resolve) => server.listen(port, '127.0.0.1', resolve))
  return {
    port: portOf(server.address()),
    heard,
    viewers: () => sockets.clients.size,
    copy: (text) => {
      for (const socket of sockets.clients) socket.send(cutText(text))
    },
    drop: (code, reason) => {
      for (const socket of sockets.clients) socket.close(code, reason)
    },
    async stop() {
      for (const socket of sockets.clients) socket.terminate()
      server.closeAllConnections()
      await new Promise((resolve) => server.close(resolve))
    },
  }
}

function portOf(address: string | AddressInfo | null): number {
  if (address === null || typeof address === 'string') throw new Error('The desktop has no port')
  return address.port
}

function answerDoor(request: IncomingMessage, response: ServerResponse, origin: string): void {
  response.setHeader('access-control-allow-origin', origin)
  response.setHeader('access-control-allow-credentials', 'true')
  if (request.url !== '/enter') return void response.writeHead(404).end()
  if (request.method === 'OPTIONS') {
    response.setHeader('access-control-allow-headers', 'content-type')
    return void response.writeHead(204).end()
  }
  response.setHeader('content-type', 'application/json')
  response.end(JSON.stringify({ mayControl: true, endsAt: new Date(Date.now() + 3_600_000).toISOString() }))
}

/** The handshake without a password, then answers to what is asked. */
function speak(socket: WebSocket, picture: Buffer, heard: ClientMessage[]): void {
  const handshake = [version, securityResult, serverInit]
  let bytes = Buffer.alloc(0)
  let isNew = true
  socket.send('RFB 003.008\n', { binary: true })
  socket.on('message', (data: Buffer, isBinary: boolean) => {
    if (!isBinary) return socket.send(String(data).replace('ping', 'pong'))
    bytes = Buffer.concat([bytes, data])
    for (;;) {
      const step = handshake[0]
      if (step) {
        if (bytes.length < step.length) return
        bytes = bytes.subarray(step.length)
        handshake.shift()
        socket.send(step.answer())
        continue
      }
      const read = readClientMessage(bytes)
      if (!read) return
      bytes = bytes.subarray(read.length)
      heard.push(read.message)
      isNew = answerTo(socket, read.message, isNew ? picture : undefined) && isNew
    }
  })
}

const version = { length: 12, answer: () => Buffer.from([1, 1]) }
const securityResult = { length: 1, answer: () => Buffer.alloc(4) }
const serverInit = {
  length: 1,
  answer() {
    const name = Buffer.from('A painted desktop')
    const facts = Buffer.alloc(24)
    facts.writeUInt16BE(width, 0)
    facts.writeUInt16BE(height, 2)
    Buffer.from([32, 24, 0, 1, 0, 255, 0, 255, 0, 255, 0, 8, 16]).copy(facts, 4)
    facts.writeUInt32BE(name.length, 20)
    return Buffer.concat([facts, name])
  },
}

/** Whether there is still something to show that has not been shown. */
function answerTo(socket: WebSocket, message: ClientMessage, picture: Buffer | undefined): boolean {
  if (message.kind === 'encodings' && message.encodings.includes(fenceEncoding)) {
    socket.send(fence(fenceRequest, Buffer.from([0])))
  }
  if (message.kind === 'fence' && message.flags >= fenceRequest) socket.send(fence(0, message.payload))
  if (message.kind !== 'wants' || !picture) return true
  socket.send(wholePicture(picture))
  return false
}

function fence(flags: number, payload: Buffer): Buffer {
  const header = Buffer.alloc(9)
  header.writeUInt8(248, 0)
  header.writeUInt32BE(flags, 4)
  header.writeUInt8(payload.length, 8)
  return Buffer.concat([header, payload])
}

function wholePicture(picture: Buffer): Buffer {
  const header = Buffer.alloc(16)
  header.writeUInt16BE(1, 2)
  header.writeUInt16BE(width, 8)
  header.writeUInt16BE(height, 10)
  return Buffer.concat([header, picture])
}

function cutText(text: string): Buffer {
  const header = Buffer.alloc(8)
  header.writeUInt8(3, 0)
  const body = Buffer.from(text, 'latin1')
  header.writeUInt32BE(body.length, 4)
  return Buffer.concat([header, body])
}
