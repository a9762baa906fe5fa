// The desk's only door: HTTP with a key, behind which the gateway, the desktop and the agent itself are.
import { createHash, timingSafeEqual } from 'node:crypto'
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http'
import type { NetConnectOpts } from 'node:net'
import type { Duplex } from 'node:stream'
import type { DeskBoard } from './desk-board.ts'
import { type Handover, parseHandover } from './handover.ts'
import type { Preview } from './preview.ts'
import { readBody } from './read-body.ts'
import { streamStatus } from './stream-status.ts'
import { openTunnel } from './tunnel.ts'

export interface DoorInput {
  port: number
  host?: string
  key: string
  board: DeskBoard
  gateway: NetConnectOpts
  desktop: NetConnectOpts
  takeHandover: (handover: Handover) => Promise<void>
  preview: Preview
  pauseInput: (isPaused: boolean) => void
  end: (graceMs: number) => void
}

const widestPreviewPx = 4096
const longestGraceMs = 10 * 60_000

type Handler = (request: IncomingMessage, response: ServerResponse, url: URL) => Promise<void> | void

/** Resolves when it listens. */
export function openDoor(input: DoorInput): Promise<Server> {
  const routes = routesOf(input)
  const mayEnter = keeperOf(input.key)
  const server = createServer((request, response) => {
    void answer(request, response).catch((error: unknown) => {
      if (response.headersSent) response.destroy()
      else refuse(response, error instanceof RangeError ? 400 : 500, messageOf(error))
    })
  })
  server.on('upgrade', (request: IncomingMessage, client: Duplex, head: Buffer) => {
    const target = { '/gateway': input.gateway, '/desktop': input.desktop }[request.url ?? '']
    if (!mayEnter(request)) refuseUpgrade(client, '401 Unauthorized')
    else if (!target || request.headers.upgrade !== 'tcp') refuseUpgrade(client, '404 Not Found')
    else openTunnel(client, head, target)
  })
  // A watch stays open for as long as the desk does.
  server.requestTimeout = 0
  return new Promise((resolve, reject) => {
    server.once('error', reject)
    server.listen(input.port, input.host ?? '0.0.0.0', () => resolve(server))
  })

  async function answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const url = new URL(request.url ?? '/', 'http://desk')
    const route = `${request.method} ${url.pathname}`
    if (route === 'GET /healthz') return send(response, 200, { status: 'ok' })
    if (!mayEnter(request)) return refuse(response, 401, 'This door needs its key.')
    const handler = routes[route]
    if (!handler) return refuse(response, 404, 'There is nothing here.')
    await handler(request, response, url)
  }
}

function routesOf(input: DoorInput): Record<string, Handler> {
  return {
    'GET /status': (_, response) => send(response, 200, input.board.status()),
    'GET /watch': (_, response) => streamStatus(input.board, response),
    'PUT /handover': async (request, response) => {
      await input.takeHandover(parseHandover(await readBody(request)))
      response.writeHead(204).end()
    },
    'GET /preview.jpg': async (_, response, url) => {
      const widthPx = Number(url.searchParams.get('width') ?? '480')
      if (!Number.isSafeInteger(widthPx) || widthPx < 1 || widthPx > widestPreviewPx)
        throw new RangeError(`width is between 1 and ${widestPreviewPx}.`)
      if (input.board.facts().parts.display.state !== 'up')
        return refuse(response, 503, 'The desktop is not up yet.')
      const picture = await input.preview(widthPx)
      response.writeHead(200, { 'content-type': 'image/jpeg', 'cache-control': 'no-store' }).end(picture)
    },
    'POST /input': async (request, response) => {
      const body = await readBody(request)
      const isPaused = fieldOf(body, 'paused')
      if (typeof isPaused !== 'boolean') throw new RangeError('paused is true or false.')
      input.pauseInput(isPaused)
      response.writeHead(204).end()
    },
    'POST /end': async (request, response) => {
      const graceMs = fieldOf(await readBody(request), 'graceMs')
      if (typeof graceMs !== 'number' || !(graceMs >= 0 && graceMs <= longestGraceMs))
        throw new RangeError(`graceMs is between 0 and ${longestGraceMs}.`)
      response.writeHead(202).end()
      input.end(graceMs)
    },
  }
}

/** Takes the same time for a near miss as for nonsense. */
function keeperOf(key: string): (request: IncomingMessage) => boolean {
  const digest = (text: string) => createHash('sha256').update(text).digest()
  const expected = digest(`Bearer ${key}`)
  return (request) => timingSafeEqual(digest(request.headers.authorization ?? ''), expected)
}

function fieldOf(body: unknown, name: string): unknown {
  return typeof body === 'object' && body !== null ? new Map(Object.entries(body)).get(name) : undefined
}

function send(response: ServerResponse, status: number, body: unknown): void {
  response.writeHead(status, { 'content-type': 'application/json', 'cache-control': 'no-store' })
  response.end(JSON.stringify(body))
}

function refuse(response: ServerResponse, status: number, error: string): void {
  send(response, status, { error })
}

function refuseUpgrade(client: Duplex, status: string): void {
  client.on('error', () => client.destroy())
  client.end(`HTTP/1.1 ${status}\r\nConnection: close\r\nContent-Length: 0\r\n\r\n`)
}

const messageOf = (error: unknown) => (error instanceof Error ? error.message : 'It failed.')
