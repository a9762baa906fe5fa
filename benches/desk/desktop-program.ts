// A VNC server that is none: it draws whatever piece of the screen it is asked for, at once and uncompressed.
import { createServer, type Socket } from 'node:net'
import { type ClientMessage, readClientMessages } from '#orchestrator/edge/rfb/client-message.ts'
import { greeting } from '#tests/support/rfb-desk.ts'
import { draw, pieceAsked } from './picture.ts'
import { ready } from './told.ts'

const drawn = new Map<string, Buffer>()

const greetings: Partial<Record<ClientMessage['kind'], Buffer>> = {
  version: greeting.subarray(12, 14),
  security: greeting.subarray(14, 18),
  init: greeting.subarray(18),
}

const server = createServer({ noDelay: true }, (viewer) => {
  const read = readClientMessages()
  viewer.on('error', () => viewer.destroy())
  viewer.write(greeting.subarray(0, 12))
  viewer.on('data', (piece) => {
    for (const message of read(piece)) answer(viewer, message)
  })
})

function answer(viewer: Socket, { kind, bytes }: ClientMessage): void {
  const greets = greetings[kind]
  if (greets) viewer.write(greets)
  if (kind === 'update_request') viewer.write(pictureFor(bytes))
}

function pictureFor(request: Buffer): Buffer {
  const piece = pieceAsked(request)
  const key = `${piece.width} x ${piece.height}`
  const picture = drawn.get(key) ?? draw(piece)
  drawn.set(key, picture)
  return picture
}

server.listen(0, '127.0.0.1', () => {
  const address = server.address()
  if (typeof address === 'object' && address) ready(address.port)
})
