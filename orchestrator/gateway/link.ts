/**
 * The wire: OpenClaw's own client, one per attempt, so that a gateway that comes back is found within two seconds (the
 * client's own back-off grows to half a minute). Protocol v4; source: @openclaw/gateway-client.
 */
import { randomUUID } from 'node:crypto'
import { setTimeout as sleep } from 'node:timers/promises'
import {
  GatewayClient,
  GatewayClientRequestError,
  GatewayClientRequestTimeoutError,
} from '@openclaw/gateway-client'
import { z } from 'zod'
import { AppError } from '#lib/errors.ts'
import type { Log } from '../log.ts'

type Frame = { event: string; payload?: unknown }

export type Link = {
  /** @throws AppError unavailable without a connection, conflict or invalid when the gateway refuses. */
  request: (method: string, params: Record<string, unknown>) => Promise<unknown>
  close: () => Promise<void>
}

/** `restarted`: what answers is another process than before; whatever ran there does not run any more. */
type Opening = { isFirst: boolean; restarted: boolean }

export type LinkOptions = {
  url: string
  token: string
  log?: Log
  connectTimeoutMs?: number
  requestTimeoutMs?: number
  onFrame: (frame: Frame) => void
  onOpen: (link: Link, how: Opening) => void
  /** The gateway left out events because we were too slow. */
  onGap: (link: Link) => void
  onBreak: () => void
  /** A request failed; in the gateway's words, where it said any. */
  onRefusal: (told: string) => void
}

const defaultConnectTimeoutMs = 30_000
const defaultRequestTimeoutMs = 30_000
const firstRetryMs = 100
const longestRetryMs = 2000
const greeting = z.looseObject({ server: z.looseObject({ bootId: z.string() }) })
const scopes = ['operator.admin', 'operator.read', 'operator.write']

/** Resolves when the gateway has said hello for the first time. */
export async function openLink(options: LinkOptions): Promise<Link> {
  const first = Promise.withResolvers<void>()
  const life = {
    client: undefined as GatewayClient | undefined,
    isOpen: false,
    isClosed: false,
    attempts: 0,
    bootId: undefined as string | undefined,
  }
  const link: Link = {
    request: (method, params) =>
      request(life.isOpen ? life.client : undefined, method, params).catch((error: unknown) => {
        if (error instanceof AppError) options.onRefusal(error.facts.detail)
        throw error
      }),
    close: async () => {
      life.isClosed = true
      life.isOpen = false
      await life.client?.stopAndWait({ timeoutMs: 1000 }).catch(() => undefined)
    },
  }

  function attempt(): void {
    const client = createClient(options, {
      opened: (hello) => {
        const bootId = greeting.safeParse(hello).data?.server.bootId ?? randomUUID()
        const how = { isFirst: life.bootId === undefined, restarted: bootId !== life.bootId }
        Object.assign(life, { isOpen: true, attempts: 0, bootId })
        first.resolve()
        options.onOpen(link, how)
      },
      ended: (reason) => {
        if (life.client !== client || life.isClosed) return
        client.stop()
        if (life.isOpen) options.onBreak()
        Object.assign(life, { client: undefined, isOpen: false })
        options.log?.debug({ reason }, 'The connection to a gateway broke')
        void retry()
      },
      refused: (error) => first.reject(error),
      gap: () => options.onGap(link),
    })
    life.client = client
    client.start()
  }

  async function retry(): Promise<void> {
    life.attempts += 1
    await sleep(Math.min(firstRetryMs * 2 ** life.attempts, longestRetryMs), undefined, { ref: false })
    if (!life.isClosed) attempt()
  }

  attempt()
  await withinTime(first.promise, options.connectTimeoutMs ?? defaultConnectTimeoutMs).catch(
    async (error) => {
      await link.close()
      throw error
    },
  )
  return link
}

type ClientEvents = {
  opened: (hello: unknown) => void
  ended: (reason: string) => void
  refused: (error: AppError) => void
  gap: () => void
}

function createClient(options: LinkOptions, events: ClientEvents): GatewayClient {
  return new GatewayClient({
    url: options.url,
    token: options.token,
    clientName: 'gateway-client',
    clientDisplayName: 'Deskhand',
    mode: 'backend',
    scopes,
    caps: ['tool-events'],
    // No device of its own: over loopback the token is enough, and nothing is written to the machine's home.
    deviceIdentity: null,
    requestTimeoutMs: options.requestTimeoutMs ?? defaultRequestTimeoutMs,
    onEvent: (frame) => options.onFrame(frame),
    onHelloOk: (hello) => events.opened(hello),
    onGap: () => events.gap(),
    onClose: (code, reason) => events.ended(`${code} ${reason}`),
    onReconnectPaused: ({ detailCode, reason }) =>
      events.refused(
        new AppError('unavailable', {
          detail: `The gateway refused the connection: ${detailCode ?? reason}`,
        }),
      ),
  })
}

async function request(client: GatewayClient | undefined, method: string, params: Record<string, unknown>) {
  if (!client) throw new AppError('unavailable', { detail: 'There is no connection to the desk right now.' })
  try {
    return await client.request<unknown>(method, params)
  } catch (error) {
    throw asAppError(method, error)
  }
}

function asAppError(method: string, error: unknown): AppError {
  const detail = `${method}: ${error instanceof Error ? error.message : String(error)}`
  if (error instanceof GatewayClientRequestTimeoutError)
    return new AppError('unavailable', { detail, cause: error })
  if (!(error instanceof GatewayClientRequestError))
    return new AppError('unavailable', { detail, cause: error })
  const { gatewayCode, retryAfterMs } = error
  const code = gatewayCode === 'INVALID_REQUEST' ? 'invalid' : 'unavailable'
  return new AppError(code, { detail, cause: error, ...(retryAfterMs === undefined ? {} : { retryAfterMs }) })
}

async function withinTime(promise: Promise<void>, timeoutMs: number): Promise<void> {
  const timer = new AbortController()
  const late = sleep(timeoutMs, undefined, { signal: timer.signal }).then(() => {
    throw new AppError('unavailable', { detail: `The gateway did not answer within ${timeoutMs / 1000} s.` })
  })
  late.catch(() => undefined)
  await Promise.race([promise, late]).finally(() => timer.abort())
}
