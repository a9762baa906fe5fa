// The outside as this container sees it: names become addresses, addresses become connections.
import { Resolver } from 'node:dns/promises'
import { connect, type Socket } from 'node:net'
import { isPublicAddress } from './public-address.ts'

export interface Endpoint {
  /** An address; a name only where the operator wrote it down. */
  host: string
  port: number
}

export interface Network {
  /** All IPv4 addresses of a name, or else all IPv6. `unknown`: it has none. `unanswered`: the name server did not say. */
  resolve(name: string): Promise<string[] | 'unknown' | 'unanswered'>
  isPublic(address: string): boolean
  /** undefined when it does not answer in time, refuses, or `signal` ends the attempt. */
  dial(endpoint: Endpoint, signal: AbortSignal): Promise<Socket | undefined>
}

const resolveTimeoutMs = 3000
const connectTimeoutMs = 6000
const saysNo = new Set<unknown>(['ENOTFOUND', 'ENODATA', 'EBADNAME'])

export function openNetwork(nameServers?: string[]): Network {
  const resolver = new Resolver({ timeout: resolveTimeoutMs, tries: 2 })
  if (nameServers) resolver.setServers(nameServers)
  return { resolve: (name) => resolve(resolver, name), isPublic: isPublicAddress, dial }
}

/** Asks the name servers only: neither the hosts file nor a search domain has a say in where a site is. */
async function resolve(resolver: Resolver, name: string) {
  const v4 = await ask(() => resolver.resolve4(name))
  if (Array.isArray(v4)) return v4
  const v6 = await ask(() => resolver.resolve6(name))
  if (Array.isArray(v6)) return v6
  return v4 === 'unknown' && v6 === 'unknown' ? 'unknown' : 'unanswered'
}

async function ask(question: () => Promise<string[]>) {
  try {
    return await question()
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? error.code : undefined
    return saysNo.has(code) ? 'unknown' : 'unanswered'
  }
}

export function dial({ host, port }: Endpoint, signal: AbortSignal): Promise<Socket | undefined> {
  return new Promise((answer) => {
    if (signal.aborted) return answer(undefined)
    const socket = connect({ host, port, allowHalfOpen: true, noDelay: true, keepAlive: true })
    const settle = (connected: boolean) => {
      signal.removeEventListener('abort', giveUp)
      socket.setTimeout(0)
      socket.off('timeout', giveUp)
      if (!connected) socket.destroy()
      answer(connected ? socket : undefined)
    }
    const giveUp = () => settle(false)
    signal.addEventListener('abort', giveUp)
    socket.setTimeout(connectTimeoutMs, giveUp)
    socket.once('connect', () => settle(true))
    socket.on('error', giveUp)
  })
}
