// A desk's gateway, as the rest of the orchestrator reaches it: an address of our own loopback, from which bytes go through gatehouse
// and door. Only for as long as this process lives.
import { once } from 'node:events'
import { createServer, type Server, type Socket } from 'node:net'
import type { Duplex } from 'node:stream'

export interface GatewayListeners {
  portOf: (deskId: string) => Promise<number>
  close: (deskId: string) => void
}

export function openGatewayListeners(pass: (deskId: string) => Promise<Duplex>): GatewayListeners {
  const listeners = new Map<string, Promise<{ server: Server; port: number }>>()

  async function listen(deskId: string) {
    const server = createServer({ noDelay: true }, (near) => join(near, () => pass(deskId)))
    server.listen(0, '127.0.0.1')
    server.unref()
    await once(server, 'listening')
    // Out of descriptors, say: whoever comes next finds none, and everybody else goes on.
    server.on('error', () => listeners.delete(deskId))
    const address = server.address()
    if (typeof address !== 'object' || !address) throw new Error('It listens nowhere.')
    return { server, port: address.port }
  }

  return {
    async portOf(deskId) {
      const listener = listeners.get(deskId) ?? listen(deskId)
      listeners.set(deskId, listener)
      try {
        return (await listener).port
      } catch (error) {
        listeners.delete(deskId)
        throw error
      }
    },
    close(deskId) {
      listeners.get(deskId)?.then(
        ({ server }) => server.close(),
        () => undefined,
      )
      listeners.delete(deskId)
    },
  }
}

/** What the near end says before the far one is there waits in its socket. */
function join(near: Socket, open: () => Promise<Duplex>): void {
  near.on('error', () => near.destroy())
  open().then(
    (far) => {
      if (near.destroyed) return far.destroy()
      far.on('error', () => far.destroy())
      far.once('close', () => near.destroy())
      near.once('close', () => far.destroy())
      near.pipe(far).pipe(near)
    },
    () => near.destroy(),
  )
}
