// The way to a desk's door: through the gatehouse, which lets nobody in without its key.
import { request } from 'node:http'
import type { Socket } from 'node:net'
import { AppError } from '#lib/errors.ts'
import { doorPort } from './desk-container.ts'

export interface GatehouseAt {
  host: string
  port: number
  key: string
}

const connectWithinMs = 5_000

/** Raw bytes to the door of a desk. @throws AppError unavailable, in words. */
export function openTunnel({ host, port, key }: GatehouseAt, deskId: string): Promise<Socket> {
  const target = `${deskId}:${doorPort}`
  return new Promise((resolve, reject) => {
    const asking = request({
      host,
      port,
      method: 'CONNECT',
      path: target,
      agent: false,
      timeout: connectWithinMs,
      headers: { host: target, 'proxy-authorization': `Bearer ${key}` },
    })
    asking.once('connect', (response, socket, head) => {
      if (response.statusCode !== 200) {
        socket.destroy()
        return reject(unreachable(`the gatehouse answered ${response.statusCode}`))
      }
      socket.setTimeout(0)
      if (head.length > 0) socket.unshift(head)
      resolve(socket)
    })
    asking.once('response', (response) => {
      response.resume()
      reject(unreachable(`the gatehouse answered ${response.statusCode}`))
    })
    asking.once('timeout', () => asking.destroy(new Error('the gatehouse stays silent')))
    asking.once('error', (error) => reject(unreachable(error.message)))
    asking.end()
  })
}

export function unreachable(why: string): AppError {
  return new AppError('unavailable', {
    detail: `The desk cannot be reached right now (${why}). Nothing is lost; try again in a moment.`,
  })
}
