// CONNECT <deskId>:7600 -> bytes to the door of that desk.
import type { IncomingMessage } from 'node:http'
import { answerAndEnd, sayEstablished } from './answer.ts'
import type { House } from './house.ts'
import { joinSockets } from './join-sockets.ts'

const shape = /^([A-Za-z0-9_-]{1,64}):(\d{1,5})$/

export async function enterDesk(house: House, request: IncomingMessage, head: Buffer): Promise<void> {
  const { socket } = request
  const [, deskId = '', port] = shape.exec(request.url ?? '') ?? []
  const desk = house.register.byId(deskId)
  if (!desk || Number(port) !== house.ports.door) return answerAndEnd(socket, 404, 'There is no such desk.')
  const passage = house.passages.doors.open(desk, () => true)
  if (!passage) return answerAndEnd(socket, 503, 'Too many connections at once.')
  socket.once('close', passage.close)
  const door = await house.network.dial({ host: desk.deskAddress, port: house.ports.door }, passage.signal)
  if (!door || passage.signal.aborted) {
    door?.destroy()
    passage.close()
    return answerAndEnd(socket, 502, 'The desk does not answer.')
  }
  sayEstablished(socket)
  if (head.length > 0) door.write(head)
  // Somebody may look at a desktop on which nothing happens for hours.
  joinSockets(socket, door, passage, { idleMs: 0, halfOpenMs: house.limits.halfOpenMs })
}
