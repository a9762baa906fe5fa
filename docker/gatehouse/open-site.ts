// From "this desk asks for example.org:443" to a connection, or the reason why there is none. The name is judged before anybody is
// asked for its address; the addresses are judged before one of them is dialled.
import type { Socket } from 'node:net'
import type { Desk } from './desk-register.ts'
import { isAllowed } from './is-allowed.ts'
import type { Endpoint, Network } from './network.ts'
import type { Authority } from './read-authority.ts'

export type Why = 'not_allowed' | 'private_address' | 'no_such_host' | 'bad_request'

/** What a desk reads instead of the site. `why` is told to the orchestrator; without it nobody was refused, something just failed. */
export interface NoSite {
  status: 400 | 403 | 502 | 503
  text: string
  why?: Why
}

export interface Sites {
  network: Network
  /** Names the operator gave fixed places to. They may be private; only a desk that may open the very name gets there. */
  hosts: ReadonlyMap<string, Endpoint>
}

const ports = [80, 443]
const mostAddresses = 4

export async function openSite(
  sites: Sites,
  desk: Desk,
  asked: Authority,
  signal: AbortSignal,
): Promise<Socket | NoSite> {
  const refusal = refusalOf(sites, desk, asked)
  if (refusal) return refusal
  const fixed = sites.hosts.get(asked.host)
  if (fixed) return dialFirst(sites.network, asked, [fixed], signal)
  const found = await addressesOf(sites.network, asked.host)
  if ('status' in found) return found
  const endpoints = found.slice(0, mostAddresses).map((address) => ({ host: address, port: asked.port }))
  return dialFirst(sites.network, asked, endpoints, signal)
}

function refusalOf(sites: Sites, desk: Desk, { kind, host, port }: Authority): NoSite | undefined {
  if (kind === 'address') {
    const why = sites.network.isPublic(host) ? 'bad_request' : 'private_address'
    return { status: 403, why, text: `${host} is a bare address. Sites are opened by their names only.` }
  }
  if (!ports.includes(port)) {
    const text = `${host}:${port} is no ordinary site: only the ports 80 and 443 are open.`
    return { status: 403, why: 'bad_request', text }
  }
  if (isAllowed(sites.hosts, desk, host)) return undefined
  const text = `${host} is not among the sites this desk may open. It was asked for; whoever the desk works for can allow it.`
  return { status: 403, why: 'not_allowed', text }
}

async function addressesOf(network: Network, host: string): Promise<string[] | NoSite> {
  const answer = await network.resolve(host)
  if (answer === 'unknown')
    return { status: 502, why: 'no_such_host', text: `There is no site called ${host}.` }
  if (answer === 'unanswered')
    return { status: 502, text: `Nobody answers where ${host} is. Try again later.` }
  const open = answer.filter(network.isPublic)
  if (open.length > 0) return open
  return {
    status: 403,
    why: 'private_address',
    text: `${host} leads into a private network. It stays closed.`,
  }
}

async function dialFirst(
  network: Network,
  { host }: Authority,
  endpoints: Endpoint[],
  signal: AbortSignal,
): Promise<Socket | NoSite> {
  for (const endpoint of endpoints) {
    if (signal.aborted) break
    const socket = await network.dial(endpoint, signal)
    if (socket) return socket
  }
  return { status: 502, text: `${host} does not answer.` }
}
