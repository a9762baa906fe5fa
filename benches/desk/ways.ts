// The ways to the same desktop that are compared. Every server is a process of its own.
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtemp, rm } from 'node:fs/promises'
import { type IncomingMessage, request } from 'node:http'
import { connect } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { WebSocket } from 'ws'
import { waitUntil } from '#local/supervisor/wait.ts'
import { caddyProgram, startCaddy } from '#tests/support/caddy.ts'
import { canConnect } from '#tests/support/can-connect.ts'
import { freePort } from '#tests/support/free-port.ts'
import { withSql } from '#tests/support/product-office.ts'
import { type Line, lineOverTcp, lineOverWebSocket } from './line.ts'
import { startProgram } from './start-program.ts'
import { type Entrance, inviteVisitors } from './visitors.ts'

export interface Way {
  name: string
  /** As client number so and so; nothing has come yet. */
  open: (client: number) => Promise<Line>
  /** The same with everything that comes before it: a ticket from the app, and the cookie for it. */
  openWithTicket?: (client: number) => Promise<Line>
}

interface Surroundings {
  clients: number
  databaseUrl: string
  desktopPort: number
  /** Ends with the benchmark; the last one first. */
  onEnd: (end: () => Promise<void>) => void
}

const siteUrl = 'https://app.example'
const ticketSecret = 't'.repeat(32)
const desksDomain = 'desks.example'
const caddyStartsMs = 10_000

export async function openWays(around: Surroundings): Promise<Way[]> {
  const { desktopPort, onEnd } = around
  const plain = await startProgram('plain-proxy-program.ts', { desktopPort })
  onEnd(plain.stop)
  const ways: Way[] = [
    { name: 'TCP, nothing between', open: async () => overTcp(desktopPort) },
    { name: 'plain proxy', open: () => overWebSocket(new WebSocket(`ws://127.0.0.1:${plain.port}/`)) },
    await wayToEdge(around),
  ]
  if (!caddyProgram) return ways
  const barePort = await startBareCaddy(plain.port, onEnd)
  return [
    ...ways,
    {
      name: 'Caddy (bare) > plain proxy',
      open: () => overWebSocket(new WebSocket(`ws://127.0.0.1:${barePort}/`)),
    },
    await wayThroughCaddy(plain.port, onEnd),
    await wayThroughCaddyToEdge(around),
  ]
}

async function overTcp(port: number): Promise<Line> {
  const socket = connect({ port, host: '127.0.0.1', noDelay: true })
  await once(socket, 'connect')
  return lineOverTcp(socket)
}

/** Listens before it waits: what the desktop says first may come with the answer to the upgrade. */
async function overWebSocket(socket: WebSocket): Promise<Line> {
  const line = lineOverWebSocket(socket)
  await once(socket, 'open')
  return line
}

async function wayToEdge(around: Surroundings): Promise<Way> {
  const port = await freePort()
  const hosts = { hostsUrl: `http://*.desk.localhost:${port}`, ticketSecret }
  await startEdge(around, { port, hostName: 'bare', ...hosts })
  const enter = async (host: string, ticket: string) => {
    const headers = { host, origin: siteUrl }
    const sent = request({ host: '127.0.0.1', port, path: '/enter', method: 'POST', headers, agent: false })
    sent.end(ticket)
    const [response]: IncomingMessage[] = await once(sent, 'response')
    return cookieIn(response)
  }
  const open = (host: string, cookie: string) => {
    const headers = { host, origin: siteUrl, cookie }
    return overWebSocket(new WebSocket(`ws://127.0.0.1:${port}/desktop`, { headers }))
  }
  return withVisitors('our edge', around, { hosts, hostName: 'bare', enter }, open)
}

async function wayThroughCaddy(proxyPort: number, onEnd: Surroundings['onEnd']): Promise<Way> {
  const caddy = await startCaddy(caddyTo(proxyPort))
  onEnd(caddy.stop)
  const open = async (client: number) =>
    overWebSocket(caddy.webSocket(`${client.toString(16).padStart(32, '0')}.${desksDomain}`, '/'))
  return { name: 'Caddy (ours, TLS) > plain proxy', open }
}

async function wayThroughCaddyToEdge(around: Surroundings): Promise<Way> {
  const [port, httpsPort] = [await freePort(), await freePort()]
  const hosts = { hostsUrl: `https://*.${desksDomain}:${httpsPort}`, ticketSecret }
  await startEdge(around, { port, hostName: 'behind Caddy', ...hosts })
  const caddy = await startCaddy({ ...caddyTo(port), httpsPort })
  around.onEnd(caddy.stop)
  const nameOf = (host: string) => new URL(`https://${host}`).hostname
  const enter = async (host: string, ticket: string) => {
    const ask = { method: 'POST', headers: { origin: siteUrl }, body: ticket }
    return cookieIn(await caddy.open(nameOf(host), '/enter', ask))
  }
  const open = (host: string, cookie: string) =>
    overWebSocket(caddy.webSocket(nameOf(host), '/desktop', { origin: siteUrl, cookie }))
  const entrance = { hosts, hostName: 'behind Caddy', enter }
  return withVisitors('Caddy (ours, TLS) > our edge', around, entrance, open)
}

/** The Caddyfile of production; its app is never asked. */
const caddyTo = (port: number) => ({
  appDomain: 'app.example',
  desksDomain,
  app: '127.0.0.1:9',
  edge: `127.0.0.1:${port}`,
})

async function startEdge({ databaseUrl, desktopPort, onEnd }: Surroundings, options: object): Promise<void> {
  const edge = await startProgram('edge-program.ts', { databaseUrl, desktopPort, siteUrl, ...options })
  onEnd(edge.stop)
}

function cookieIn(response: IncomingMessage | undefined): string {
  response?.resume()
  const [cookie = ''] = response?.headers['set-cookie'] ?? []
  return cookie.split(';')[0] ?? ''
}

/** Each client has a cookie at the start. */
async function withVisitors(
  name: string,
  { databaseUrl, clients }: Surroundings,
  entrance: Entrance,
  open: (host: string, cookie: string) => Promise<Line>,
): Promise<Way> {
  const visitors = await withSql(databaseUrl, (sql) => inviteVisitors(sql, entrance, clients))
  const cookies: string[] = []
  for (const { enter } of visitors) cookies.push(await enter())
  const hostOf = (client: number) => visitors[client]?.host ?? ''
  return {
    name,
    open: (client) => open(hostOf(client), cookies[client] ?? ''),
    openWithTicket: async (client) => open(hostOf(client), (await visitors[client]?.enter()) ?? ''),
  }
}

/** Without TLS and without any of our settings. */
async function startBareCaddy(proxyPort: number, onEnd: Surroundings['onEnd']): Promise<number> {
  const port = await freePort()
  const state = await mkdtemp(join(tmpdir(), 'deskhand-bench-caddy-'))
  const settings = `{
    admin off
    auto_https off
  }
  http://127.0.0.1:${port} {
    reverse_proxy 127.0.0.1:${proxyPort}
  }`
  const child = spawn(caddyProgram ?? 'caddy', ['run', '--config', '-', '--adapter', 'caddyfile'], {
    env: { NODE_ENV: 'production', HOME: state, XDG_DATA_HOME: state, XDG_CONFIG_HOME: state },
    stdio: ['pipe', 'ignore', 'ignore'],
  })
  child.stdin.end(settings)
  onEnd(async () => {
    const exited = once(child, 'exit')
    if (child.exitCode === null && child.kill()) await exited
    await rm(state, { recursive: true, force: true })
  })
  if (!(await waitUntil(() => canConnect(`127.0.0.1:${port}`), caddyStartsMs)))
    throw new Error('Caddy did not start')
  return port
}
