// The only way out of workers: an HTTP proxy on a socket in a shared folder, open to a few places by name.
import { once } from 'node:events'
import { rm } from 'node:fs/promises'
import { createServer, type IncomingMessage, request as openRequest, type ServerResponse } from 'node:http'
import { connect, type Socket } from 'node:net'
import type { Duplex } from 'node:stream'
import { placeOf } from './allow-list.ts'

type Say = (line: string) => void

const connectTimeoutMs = 15_000
const hopByHop = [
  'proxy-connection',
  'proxy-authorization',
  'connection',
  'keep-alive',
  'te',
  'trailer',
  'upgrade',
]

export async function startEgress(
  socketPath: string,
  allowed: Set<string>,
  say: Say,
): Promise<() => Promise<void>> {
  const told = new Set<string>()
  const mayOpen = (place: string) => {
    if (allowed.has(place)) return true
    // Once each, and not for ever: names come from tasks.
    if (!told.has(place) && told.size < 1000) {
      told.add(place)
      say(`refused ${place.replace(/[^\x21-\x7e]/g, '?').slice(0, 260)}; EGRESS_ALLOW would let it through`)
    }
    return false
  }
  const server = createServer((request, response) => {
    const place = URL.canParse(request.url ?? '') ? placeOrNothing(request.url ?? '') : ''
    if (place === '' || !request.url?.startsWith('http://')) return refuse(response, 400, 'This is a proxy.')
    if (!mayOpen(place))
      return refuse(response, 403, `${place} is not among the places this worker may open.`)
    forward(request, response, place)
  })
  server.on('connect', (request: IncomingMessage, inside: Duplex, head: Buffer) => {
    const place = (request.url ?? '').toLowerCase()
    inside.on('error', () => inside.destroy())
    if (!mayOpen(place))
      return inside.end('HTTP/1.1 403 Forbidden\r\ncontent-length: 0\r\nconnection: close\r\n\r\n')
    tunnel(place, inside, head)
  })
  await rm(socketPath, { force: true })
  server.listen(socketPath)
  await once(server, 'listening')
  return async () => {
    const closed = once(server, 'close')
    server.close()
    server.closeAllConnections()
    await closed
  }
}

function placeOrNothing(url: string): string {
  try {
    return placeOf(url)
  } catch {
    return ''
  }
}

function refuse(response: ServerResponse, status: number, text: string) {
  response.writeHead(status, { 'content-type': 'text/plain', connection: 'close' }).end(`${text}\n`)
}

function split(place: string): { host: string; port: number } {
  const colon = place.lastIndexOf(':')
  return { host: place.slice(0, colon).replace(/^\[|\]$/g, ''), port: Number(place.slice(colon + 1)) }
}

function forward(request: IncomingMessage, response: ServerResponse, place: string) {
  const { pathname, search } = new URL(request.url ?? '')
  const headers = Object.fromEntries(
    Object.entries(request.headers).filter(([name]) => !hopByHop.includes(name)),
  )
  const { host, port } = split(place)
  const outgoing = openRequest({ host, port, method: request.method, path: `${pathname}${search}`, headers })
  outgoing.on('response', (answer) => {
    response.writeHead(answer.statusCode ?? 502, answer.headers)
    answer.pipe(response)
    answer.on('error', () => response.destroy())
  })
  outgoing.on('error', () =>
    response.headersSent ? response.destroy() : refuse(response, 502, `${place} does not answer.`),
  )
  response.on('close', () => outgoing.destroy())
  request.pipe(outgoing)
}

function tunnel(place: string, inside: Duplex, head: Buffer) {
  const outside: Socket = connect({ ...split(place), autoSelectFamily: true })
  outside.setTimeout(connectTimeoutMs, () => outside.destroy())
  outside.once('connect', () => {
    outside.setTimeout(0)
    inside.write('HTTP/1.1 200 Connection established\r\n\r\n')
    if (head.length > 0) outside.write(head)
    inside.pipe(outside)
    outside.pipe(inside)
  })
  outside.on('error', () => {
    if (outside.connecting) inside.end('HTTP/1.1 502 Bad Gateway\r\ncontent-length: 0\r\n\r\n')
    outside.destroy()
  })
  outside.on('close', () => inside.destroy())
  inside.on('close', () => outside.destroy())
}
