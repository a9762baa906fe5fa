// The real Caddy with the Caddyfile of production, on free ports, with certificates of an authority of its own.
import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { existsSync } from 'node:fs'
import { mkdtemp, readFile, rm } from 'node:fs/promises'
import {
  type ClientRequest,
  type IncomingHttpHeaders,
  type IncomingMessage,
  request as overHttp,
} from 'node:http'
import { request as overHttps } from 'node:https'
import { tmpdir } from 'node:os'
import { delimiter, join } from 'node:path'
import { text } from 'node:stream/consumers'
import { WebSocket } from 'ws'
import { waitUntil } from '#local/supervisor/wait.ts'
import { freePort } from './free-port.ts'

export const caddyProgram = (process.env.PATH ?? '')
  .split(delimiter)
  .map((folder) => join(folder, 'caddy'))
  .find((place) => existsSync(place))

export interface CaddyOptions {
  appDomain: string
  desksDomain: string
  /** host:port */
  app: string
  edge: string
  environment?: Record<string, string>
  /** Given where somebody else has to know it first. */
  httpsPort?: number
}

interface Answer {
  status: number
  headers: IncomingHttpHeaders
  body: string
}

interface Ask {
  method?: string
  headers?: Record<string, string>
  body?: string
  /** What the handshake names, when it is not the host. */
  servername?: string
}

export interface Caddy {
  httpPort: number
  httpsPort: number
  /** Of the authority that signs everything here. */
  ca: string
  /** Rejects when the handshake fails. */
  ask: (host: string, path: string, ask?: Ask) => Promise<Answer>
  /** An answer that is read as it comes. */
  open: (host: string, path: string, ask?: Ask) => Promise<IncomingMessage>
  askPlainly: (host: string, path: string) => Promise<Answer>
  webSocket: (host: string, path: string, headers?: Record<string, string>) => WebSocket
  stop: () => Promise<void>
}

const caddyfile = join(import.meta.dirname, '../../infra/caddy/Caddyfile')
const readyTimeoutMs = 20_000

export async function startCaddy(options: CaddyOptions): Promise<Caddy> {
  const state = await mkdtemp(join(tmpdir(), 'deskhand-caddy-'))
  const httpPort = await freePort()
  const httpsPort = options.httpsPort ?? (await freePort())
  const child = spawn(caddyProgram ?? 'caddy', ['run', '--config', caddyfile, '--adapter', 'caddyfile'], {
    env: {
      NODE_ENV: 'production',
      PATH: process.env.PATH,
      HOME: state,
      XDG_DATA_HOME: state,
      XDG_CONFIG_HOME: state,
      DESKHAND_DOMAIN: options.appDomain,
      DESKHAND_DESKS_DOMAIN: options.desksDomain,
      DESKHAND_APP: options.app,
      DESKHAND_EDGE: options.edge,
      DESKHAND_HTTP_PORT: String(httpPort),
      DESKHAND_HTTPS_PORT: String(httpsPort),
      DESKHAND_CADDY_ADMIN: 'off',
      DESKHAND_CADDY_OPTIONS: 'local_certs\n\tskip_install_trust',
      ...options.environment,
    },
    stdio: ['ignore', 'ignore', 'pipe'],
  })
  const log = collect(child)
  const stop = async () => {
    if (child.exitCode === null && child.signalCode === null) {
      const exited = once(child, 'exit')
      child.kill('SIGTERM')
      await exited
    }
    await rm(state, { recursive: true, force: true })
  }
  try {
    const root = join(state, 'caddy', 'pki', 'authorities', 'local', 'root.crt')
    let ca = ''
    const answers = async () => {
      ca = await readFile(root, 'utf8')
      await reachThrough(httpPort, httpsPort, ca).ask(options.appDomain, '/')
      return true
    }
    let failure: unknown
    const isReady = await waitUntil(
      () =>
        answers().catch((error: unknown) => {
          failure = error
          return false
        }),
      readyTimeoutMs,
      50,
    )
    if (!isReady) throw failure
    return { httpPort, httpsPort, ca, ...reachThrough(httpPort, httpsPort, ca), stop }
  } catch (error) {
    await stop()
    throw new Error(`Caddy did not become ready:\n${log()}`, { cause: error })
  }
}

function collect(child: ChildProcess): () => string {
  let all = ''
  child.stderr?.on('data', (piece) => {
    all += piece
  })
  return () => all
}

function reachThrough(httpPort: number, httpsPort: number, ca: string) {
  const withPort = (host: string) => `${host}:${httpsPort}`
  const open = (host: string, path: string, { method, headers, body, servername }: Ask = {}) =>
    responseTo(
      overHttps({
        host: '127.0.0.1',
        port: httpsPort,
        path,
        method: method ?? 'GET',
        ca,
        servername: servername ?? host,
        headers: { host: withPort(host), ...headers },
        agent: false,
      }),
      body,
    )
  const ask = async (host: string, path: string, given?: Ask) => whole(await open(host, path, given))
  const askPlainly = async (host: string, path: string) =>
    whole(
      await responseTo(
        overHttp({ host: '127.0.0.1', port: httpPort, path, headers: { host }, agent: false }),
      ),
    )
  const webSocket = (host: string, path: string, headers: Record<string, string> = {}) =>
    new WebSocket(`wss://${withPort(host)}${path}`, {
      ca,
      lookup: (_, __, found) => found(null, [{ address: '127.0.0.1', family: 4 }]),
      headers: { host: withPort(host), ...headers },
    })
  return { ask, open, askPlainly, webSocket }
}

function responseTo(request: ClientRequest, body?: string): Promise<IncomingMessage> {
  return new Promise((resolve, reject) => {
    request.once('response', resolve).on('error', reject).end(body)
  })
}

async function whole(response: IncomingMessage): Promise<Answer> {
  return { status: response.statusCode ?? 0, headers: response.headers, body: await text(response) }
}
