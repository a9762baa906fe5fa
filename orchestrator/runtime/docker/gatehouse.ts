// The one way between this machine and its desks. Kept running, kept told which desks there are, asked whom it refused.
import { type IncomingMessage, request } from 'node:http'
import type { ContainerInfo } from 'dockerode'
import { z } from 'zod'
import { AppError } from '#lib/errors.ts'
import type { Refusal } from '../desk-runtime.ts'
import { ingressPort } from './gatehouse-container.ts'
import { keepListening } from './keep-listening.ts'
import type { GatehouseAt } from './tunnel.ts'

/** One desk, as the gatehouse has to know it. */
export interface RegisteredDesk {
  deskId: string
  legAddress: string
  deskAddress: string
  sites: string[]
}

export interface Gatehouse {
  /** @throws AppError unavailable while it does not run. */
  at: () => GatehouseAt
  /** Since when it answers; undefined while it does not. */
  upSince: () => number | undefined
  isRunning: () => boolean
  /** What a list of containers says of it. */
  see: (container: ContainerInfo | undefined) => void
  register: (desks: RegisteredDesk[]) => Promise<void>
  answers: () => Promise<boolean>
  onRefusal: (listener: (refusal: Refusal) => void) => () => void
  close: () => void
}

const askWithinMs = 5_000
/** Told again now and then, whatever was told before: truth needs no memory. */
const tellAgainMs = 60_000

const refusal = z.object({
  deskId: z.string(),
  host: z.string(),
  port: z.number(),
  why: z.enum(['not_allowed', 'private_address', 'no_such_host', 'bad_request']),
  at: z.coerce.date(),
})

/** `onUp`: it answers again, and may have forgotten everything. */
export function watchGatehouse(key: string, onUp: () => void): Gatehouse {
  const listeners = new Set<(refusal: Refusal) => void>()
  let port: number | undefined
  let upSince: number | undefined
  let told = { text: '', at: 0 }
  let stopListening: (() => void) | undefined

  const at = (): GatehouseAt => {
    if (port === undefined)
      throw new AppError('unavailable', {
        detail: 'The gatehouse of this machine does not run yet. It is being started.',
      })
    return { host: '127.0.0.1', port, key }
  }

  function listen(): () => void {
    return keepListening({
      open: async () => (await ask(at(), 'GET', '/refusals')).response,
      onOpen: () => {
        upSince = Date.now()
        told = { text: '', at: 0 }
        onUp()
      },
      onBreak: () => {
        upSince = undefined
      },
      onLine: (line) => {
        const found = refusalIn(line)
        if (found) for (const listener of listeners) listener(found)
      },
    })
  }

  return {
    at,
    upSince: () => upSince,
    isRunning: () => port !== undefined,
    see(container) {
      const published = container?.State === 'running' ? publishedPort(container) : undefined
      if (published === port) return
      port = published
      upSince = undefined
      stopListening?.()
      stopListening = port === undefined ? undefined : listen()
    },
    async register(desks) {
      const text = JSON.stringify({ desks: desks.toSorted((a, b) => (a.deskId < b.deskId ? -1 : 1)) })
      if (text === told.text && Date.now() - told.at < tellAgainMs) return
      const { response } = await ask(at(), 'PUT', '/desks', text)
      response.resume()
      if (response.statusCode !== 204)
        throw new Error(`The gatehouse answered ${response.statusCode} to its register.`)
      told = { text, at: Date.now() }
    },
    async answers() {
      if (port === undefined) return false
      const asked = await ask(at(), 'GET', '/healthz').catch(() => undefined)
      asked?.response.resume()
      return asked?.response.statusCode === 200
    },
    onRefusal: (listener) => {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
    close: () => stopListening?.(),
  }
}

function publishedPort({ Ports }: ContainerInfo): number | undefined {
  return Ports.find(
    ({ PrivatePort, IP, PublicPort }) => PrivatePort === ingressPort && IP === '127.0.0.1' && PublicPort,
  )?.PublicPort
}

function refusalIn(line: string): Refusal | undefined {
  try {
    return refusal.safeParse(JSON.parse(line)).data
  } catch {
    return undefined
  }
}

function ask({ host, port, key }: GatehouseAt, method: string, path: string, body?: string) {
  return new Promise<{ response: IncomingMessage }>((resolve, reject) => {
    const headers = {
      authorization: `Bearer ${key}`,
      ...(body === undefined ? {} : { 'content-type': 'application/json' }),
    }
    const asking = request({ host, port, method, path, agent: false, headers })
    const patience = setTimeout(() => asking.destroy(new Error('The gatehouse stays silent.')), askWithinMs)
    asking.once('response', (response) => {
      clearTimeout(patience)
      resolve({ response })
    })
    asking.once('error', (error) => {
      clearTimeout(patience)
      reject(error)
    })
    asking.end(body)
  })
}
