// The way to the model: bytes from a known desk to the orchestrator's model proxy, which asks for the desk's own key.
import { createServer, type Server, type Socket } from 'node:net'
import type { House } from './house.ts'
import { joinSockets } from './join-sockets.ts'

export function createModelPassage(house: House): Server {
  return createServer({ allowHalfOpen: true, pauseOnConnect: true, noDelay: true }, (socket) => {
    socket.on('error', () => socket.destroy())
    pass(house, socket).catch(() => socket.destroy())
  })
}

async function pass({ register, passages, network, modelProxy, limits }: House, socket: Socket) {
  const desk = register.byAddresses(socket.localAddress, socket.remoteAddress)
  const passage = desk && passages.model.open(desk, () => true)
  if (!passage) return socket.destroy()
  socket.once('close', passage.close)
  const model = await network.dial(modelProxy, passage.signal)
  if (!model || passage.signal.aborted) {
    model?.destroy()
    passage.close()
    return socket.destroy()
  }
  joinSockets(socket, model, passage, limits)
}
