// The way out: what desks use as their HTTP proxy. Who asks is told by the two ends of the connection, never by what is said on it.
import { createServer, type IncomingMessage, type Server } from 'node:http'
import type { Socket } from 'node:net'
import { answer, answerAndEnd } from './answer.ts'
import type { Desk } from './desk-register.ts'
import { forwardRequest } from './forward-request.ts'
import type { House } from './house.ts'
import { openTunnel } from './open-tunnel.ts'

const requestsPerConnection = 1000
const keepAliveMs = 30_000

export function createProxy(house: House): Server {
  const { headerBytes, headersMs } = house.limits
  const server = createServer({
    maxHeaderSize: headerBytes,
    headersTimeout: headersMs,
    requestTimeout: 0,
    connectionsCheckingInterval: Math.min(1000, headersMs),
    keepAliveTimeout: keepAliveMs,
    insecureHTTPParser: false,
  })
  server.maxRequestsPerSocket = requestsPerConnection
  const admit = admission(house)
  server.on('connection', admit)
  server.on('request', (request, response) => {
    const desk = deskOf(house, request)
    if (!desk) return answer(response, 403, 'This desk is not known here.')
    forwardRequest(house, desk, request, response).catch(() => response.destroy())
  })
  // Node gives the connection of a CONNECT away as a stream; on this server it is always a socket.
  server.on('connect', (request, _stream, head) => {
    const { socket } = request
    const desk = deskOf(house, request)
    if (!desk) return answerAndEnd(socket, 403, 'This desk is not known here.')
    openTunnel(house, desk, request, head).catch(() => socket.destroy())
  })
  return server
}

function deskOf({ register }: House, { socket }: IncomingMessage): Desk | undefined {
  return register.byAddresses(socket.localAddress, socket.remoteAddress)
}

/** Counts the connections on each of our legs, one per desk, so that no desk can take all there are. */
function admission({ limits }: House) {
  const held = new Map<string, number>()
  return (socket: Socket) => {
    const who = socket.localAddress ?? ''
    const count = (held.get(who) ?? 0) + 1
    held.set(who, count)
    socket.once('close', () => {
      const left = (held.get(who) ?? 1) - 1
      if (left === 0) held.delete(who)
      else held.set(who, left)
    })
    socket.on('error', () => socket.destroy())
    if (count <= limits.connectionsPerDesk) return
    answerAndEnd(socket, 503, 'Too many connections at once.')
    socket.destroySoon()
  }
}
