// A real edge over a database and stand-in desktops, and browsers that knock at it as well as those that only pretend to be one.
import { request as ask } from 'node:http'
import pino from 'pino'
import { Registry } from 'prom-client'
import WebSocket from 'ws'
import type { Member } from '#lib/access/caller.ts'
import { openDesktop } from '#lib/desktop/open-desktop.ts'
import { type EdgeOptions, startEdge } from '#orchestrator/edge/start-edge.ts'
import { listenHints } from '#orchestrator/events/listen-hints.ts'
import { addCompany, type Company } from './company.ts'
import { addHost } from './employee.ts'
import { freePort } from './free-port.ts'
import { type RfbDesk, standInDesks } from './rfb-desk.ts'
import { addSeenDesk, type SeenDesk } from './seen-desk.ts'
import { openVerbWorld, type VerbWorld } from './verbs.ts'

export const siteUrl = 'http://localhost:3000'
const ticketSecret = 't'.repeat(32)

export interface EdgeWorld extends VerbWorld {
  port: number
  hostName: string
  desks: RfbDesk
  hosts: { hostsUrl: string; ticketSecret: string }
  registry: Registry
  /** An employee at a ready desk of this edge's host. */
  addDesk: (company?: Company) => Promise<SeenDesk & { host: string }>
  /** A ticket as the app gives it. */
  ticketFor: (member: Member, desk: SeenDesk) => Promise<string>
  enter: (at: { host: string }, ticket: string, headers?: Headers) => Promise<Answer>
  /** Opens the WebSocket; settles when it is open or refused. */
  look: (at: { host: string }, cookie: string, headers?: Headers, query?: string) => Promise<Looking>
  send: (method: string, path: string, headers: Headers, body?: string) => Promise<Answer>
}

/** Undefined leaves a header out that would be sent otherwise. */
type Headers = Record<string, string | string[] | undefined>

interface Answer {
  status: number
  headers: Record<string, string | string[] | undefined>
  body: string
  /** As a browser would send it back. */
  cookie: string
}

export interface Looking {
  /** 101 for an open one. */
  status: number
  socket: WebSocket
  received: () => Buffer
  texts: string[]
  closed: Promise<{ code: number; reason: string; atMs: number }>
}

export async function openEdge(given: Partial<EdgeOptions> = {}): Promise<EdgeWorld> {
  const world = await openVerbWorld()
  const log = pino({ level: 'silent' })
  const hints = listenHints({ databaseUrl: world.databaseUrl, log })
  const desks = standInDesks()
  const port = await freePort()
  const hosts = { hostsUrl: `http://*.desk.localhost:${port}`, ticketSecret }
  const hostName = 'here'
  const hostId = await addHost(world.sql, { name: hostName, runtime: 'docker' })
  const registry = new Registry()
  const edge = await startEdge({
    address: '127.0.0.1',
    port,
    hostName,
    ...hosts,
    siteUrl,
    runtime: desks.runtime,
    hints,
    mayAct: () => true,
    registry,
    log,
    ...given,
  })
  const send = (method: string, path: string, headers: Headers, body?: string) =>
    sendTo(port, method, path, headers, body)
  return {
    ...world,
    port,
    hostName,
    desks,
    hosts,
    registry,
    send,
    async addDesk(company) {
      const of = company ?? (await addCompany(world.sql, { planKey: 'studio' }))
      const desk = await addSeenDesk(world.sql, { company: of, hostId, hostName })
      const { rows } = await world.sql.query<{ host_label: string }>(
        'select host_label from desks where id = $1',
        [desk.deskId],
      )
      return { ...desk, host: `${rows[0]?.host_label}.desk.localhost:${port}` }
    },
    ticketFor: async (member, desk) =>
      (await openDesktop(member, { id: desk.employeeId }, hosts)).ticket ?? '',
    enter: ({ host }, ticket, headers = {}) =>
      send('POST', '/enter', { host, origin: siteUrl, ...headers }, ticket),
    look: ({ host }, cookie, headers = {}, query = '') =>
      open(`ws://127.0.0.1:${port}/desktop${query}`, { host, origin: siteUrl, cookie, ...headers }),
    async close() {
      await edge.stop()
      await hints.close()
      await world.close()
    },
  }
}

function sendTo(port: number, method: string, path: string, headers: Headers, body = ''): Promise<Answer> {
  return new Promise((resolve, reject) => {
    const sent = ask({ host: '127.0.0.1', port, method, path, headers: present(headers) }, (response) => {
      const pieces: Buffer[] = []
      response.on('data', (piece: Buffer) => pieces.push(piece))
      response.on('error', reject)
      response.on('end', () => {
        const [setCookie = ''] = response.headers['set-cookie'] ?? []
        resolve({
          status: response.statusCode ?? 0,
          headers: response.headers,
          body: Buffer.concat(pieces).toString(),
          cookie: setCookie.split(';')[0] ?? '',
        })
      })
    })
    sent.on('error', reject)
    sent.end(body)
  })
}

function open(url: string, headers: Headers): Promise<Looking> {
  const socket = new WebSocket(url, ['binary'], { headers: present(headers) })
  const pieces: Buffer[] = []
  const texts: string[] = []
  socket.on('message', (data, isBinary) => {
    const bytes = Buffer.isBuffer(data) ? data : Buffer.alloc(0)
    if (isBinary) pieces.push(bytes)
    else texts.push(bytes.toString())
  })
  const closed = new Promise<{ code: number; reason: string; atMs: number }>((resolve) => {
    socket.once('close', (code, reason) =>
      resolve({ code, reason: reason.toString(), atMs: performance.now() }),
    )
  })
  const looking = { socket, texts, closed, received: () => Buffer.concat(pieces) }
  return new Promise((resolve, reject) => {
    socket.once('open', () => resolve({ ...looking, status: 101 }))
    socket.once('unexpected-response', (_, response) => {
      response.resume()
      socket.terminate()
      resolve({ ...looking, status: response.statusCode ?? 0 })
    })
    socket.on('error', (error) => {
      if (socket.readyState === socket.CONNECTING) reject(error)
    })
  })
}

function present(headers: Headers): Record<string, string | string[]> {
  return Object.fromEntries(
    Object.entries(headers).flatMap(([name, value]) => (value === undefined ? [] : [[name, value]])),
  )
}
