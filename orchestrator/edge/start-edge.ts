// The edge: the only way from a browser to a desktop. Desks have host names of their own, so that what a desk shows can never act
// on the pages of the app.
import { once } from 'node:events'
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http'
import type { Duplex } from 'node:stream'
import type { Registry } from 'prom-client'
import { closeCodes } from '#lib/wire/desktop.ts'
import type { HintListener } from '#orchestrator/events/listen-hints.ts'
import type { Log } from '#orchestrator/log.ts'
import type { DeskRuntime } from '#orchestrator/runtime/desk-runtime.ts'
import { problemOf, type Refusal, refuseUpgrade, send, siteHeaders } from './answer.ts'
import type { StreamLimits } from './carry-stream.ts'
import type { EdgeParts } from './edge-parts.ts'
import { type Done, enter, leave } from './enter.ts'
import { addressDigest, isFromSite, type Place, placeOf, targetOf } from './gate.ts'
import { hasRate } from './has-rate.ts'
import { keepControl } from './keep-control.ts'
import { keepRights } from './keep-rights.ts'
import { knowsHost } from './known-host.ts'
import { countEdge } from './metrics.ts'
import { openDesktops, serveDesktop, welcome } from './serve-desktop.ts'
import { keepViewers } from './viewers.ts'

export interface EdgeOptions {
  /** Where to listen. */
  address: string
  port: number
  hostName: string
  hostsUrl: string
  ticketSecret: string
  siteUrl: string
  runtime: Pick<DeskRuntime, 'openDesktop' | 'pauseInput'>
  hints: HintListener
  mayAct: () => boolean
  registry: Registry
  log: Log
  streamLimits?: Partial<StreamLimits>
}

export interface Edge {
  port: number
  stop: () => Promise<void>
}

const refusalsPerMinute = 120

export async function startEdge(options: EdgeOptions): Promise<Edge> {
  const { hostName, runtime, mayAct, log, hints } = options
  const viewers = keepViewers()
  const onChange = (deskId: string) => {
    for (const viewer of viewers.ofDesk(deskId)) viewer.controlChanged()
  }
  const control = keepControl({ hostName, runtime, mayAct, onChange, log })
  const metrics = countEdge(options.registry, viewers.count)
  const siteOrigin = new URL(options.siteUrl).origin
  const parts: EdgeParts = { ...options, siteOrigin, viewers, control, metrics }
  const rights = keepRights({ viewers, control, hints, log })
  const server = await listen(parts, options)
  const address = server.address()
  return {
    port: typeof address === 'object' && address ? address.port : options.port,
    async stop() {
      await rights.stop()
      viewers.closeAll(closeCodes.restart, 'the edge restarts')
      const closed = once(server, 'close')
      server.close()
      server.closeAllConnections()
      await closed
    },
  }
}

async function listen(parts: EdgeParts, { address, port }: EdgeOptions): Promise<Server> {
  const limits = {
    headersTimeout: 10_000,
    requestTimeout: 15_000,
    keepAliveTimeout: 5_000,
    maxHeaderSize: 16_384,
  }
  const server = createServer(limits, (request, response) => {
    answer(request, response, parts).catch((error: unknown) => {
      parts.log.warn({ err: error }, 'A request to the edge failed')
      refuse(response, { status: 503, reason: 'away' })
    })
  })
  const desktops = openDesktops()
  server.on('upgrade', (request: IncomingMessage, socket: Duplex, head: Buffer) => {
    socket.on('error', () => socket.destroy())
    const refuseIt = async (refusal: Refusal) => refuseUpgrade(socket, await counted(request, refusal, parts))
    welcome(request, parts)
      .then((found) => {
        if ('status' in found) return refuseIt(found)
        desktops.handleUpgrade(request, socket, head, (viewer) => void serveDesktop(viewer, found, parts))
      })
      .catch((error: unknown) => {
        parts.log.warn({ err: error }, 'An upgrade at the edge failed')
        refuseUpgrade(socket, { status: 503, reason: 'away' })
      })
  })
  server.maxHeadersCount = 60
  server.listen(port, address)
  await once(server, 'listening')
  return server
}

async function answer(request: IncomingMessage, response: ServerResponse, parts: EdgeParts): Promise<void> {
  const place = placeOf(request, parts.hostsUrl)
  if (!place) return answerOperator(request, response, parts)
  const isTicket = place.path === '/enter' || place.path === '/leave'
  if (place.path === '/desktop') return refuse(response, { status: 426, reason: 'path' })
  if (!isTicket) return refuse(response, { status: 404, reason: 'path' })
  if (!isFromSite(request, parts.siteOrigin)) {
    return refuse(response, await counted(request, { status: 403, reason: 'origin' }, parts))
  }
  const headers = siteHeaders(parts.siteOrigin)
  if (request.method === 'OPTIONS') {
    const allowed = { 'access-control-allow-methods': 'POST', 'access-control-allow-headers': 'content-type' }
    return send(response, 204, undefined, { ...headers, ...allowed })
  }
  if (request.method !== 'POST') return refuse(response, { status: 404, reason: 'path' }, headers)
  const done = await take(request, place, parts)
  if ('status' in done) return refuse(response, await counted(request, done, parts), headers)
  send(response, 200, done.body, { ...headers, 'set-cookie': done.cookie })
}

function take(request: IncomingMessage, place: Place, parts: EdgeParts): Promise<Done | Refusal> {
  return place.path === '/enter' ? enter(request, place, parts) : leave(request, place)
}

/** For whoever runs the installation, on the edge's own address: is it up, and does a host name belong to a desk. */
async function answerOperator(
  request: IncomingMessage,
  response: ServerResponse,
  parts: EdgeParts,
): Promise<void> {
  const target = targetOf(request)
  if (request.method === 'GET' && target?.path === '/healthz')
    return send(response, 200, { status: 'ok' }, {})
  if (request.method === 'GET' && target?.path === '/ask') {
    const isKnown = await knowsHost(parts.hostsUrl, target.query.get('domain') ?? '')
    return isKnown ? send(response, 200, {}, {}) : refuse(response, { status: 404, reason: 'host' })
  }
  refuse(response, { status: 404, reason: 'host' })
}

/** Refusals are counted in Postgres, too: who tries too often is told to wait. */
async function counted(request: IncomingMessage, refusal: Refusal, { metrics }: EdgeParts): Promise<Refusal> {
  metrics.refused(refusal.reason)
  const isWithin = await hasRate(`edge:refused:${addressDigest(request)}`, refusalsPerMinute)
  return isWithin ? refusal : { status: 429, reason: 'rate' }
}

function refuse(response: ServerResponse, refusal: Refusal, headers: Record<string, string> = {}): void {
  if (response.headersSent) return void response.end()
  send(response, refusal.status, problemOf(refusal), { connection: 'close', ...headers })
}
