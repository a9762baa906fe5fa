// Opens a page that somebody outside named, as nobody inside: only public sites by their names, at the address that was judged, every
// redirect judged anew. What desks may open is another matter: this is the platform's own look from outside.
import { lookup } from 'node:dns'
import { type ClientRequest, type IncomingMessage, request as requestPlain } from 'node:http'
import { request as requestSecure } from 'node:https'
import { isIP, type LookupFunction } from 'node:net'
import { isPublicAddress } from '#lib/site/public-address.ts'

export interface OpenedPage {
  status: number
  text: string
  /** The page goes on beyond what was read. */
  isCut: boolean
  url: string
}

export interface NotOpened {
  /** refused: we do not open it. down: nobody answers there. unknown: nobody could say where it is. */
  why: 'refused' | 'down' | 'unknown'
  /** In words. */
  text: string
}

export interface Outside {
  /** Names the operator gave fixed places to: "shop.example" to an address and a port, by plain HTTP. They may be private. */
  hosts: ReadonlyMap<string, { host: string; port: number }>
}

const mostBytes = 1_000_000
const mostRedirects = 5
export const urlTimeoutMs = 15_000
const redirects = new Set([301, 302, 303, 307, 308])
const agentName = 'Deskhand-check/1'

/** A redirect is followed unless its status is the one that is expected. */
export async function openUrl(
  outside: Outside,
  url: string,
  expected: number,
  signal: AbortSignal,
): Promise<OpenedPage | NotOpened> {
  let next = new URL(url)
  for (let hops = 0; hops <= mostRedirects; hops++) {
    const answer = await openOnce(outside, next, signal)
    if ('why' in answer) return answer
    const onward = answer.status === expected ? undefined : answer.onward
    if (onward === undefined) return { ...answer, url: next.href }
    if (!URL.canParse(onward, next)) return refused(`${next.host} leads to what is no address`)
    next = new URL(onward, next)
  }
  return refused(`${new URL(url).host} leads on more than ${mostRedirects} times`)
}

type Answer = Omit<OpenedPage, 'url'> & { onward: string | undefined }

async function openOnce(outside: Outside, url: URL, signal: AbortSignal): Promise<Answer | NotOpened> {
  const fixed = outside.hosts.get(url.hostname)
  const objection = fixed ? undefined : objectionTo(url)
  if (objection) return refused(objection)
  try {
    const response = await send(url, fixed, signal)
    const { text, isCut } = await readText(response)
    const status = response.statusCode ?? 0
    const onward = redirects.has(status) ? response.headers.location : undefined
    return { status, text, isCut, onward }
  } catch (error) {
    if (error instanceof PrivatePlace) return refused(error.message)
    if (signal.aborted)
      return { why: 'down', text: `${url.host} did not answer within ${urlTimeoutMs / 1000} seconds` }
    const code = codeOf(error)
    return { why: code === 'EAI_AGAIN' ? 'unknown' : 'down', text: `${url.host} does not answer (${code})` }
  }
}

function objectionTo(url: URL): string | undefined {
  const { protocol, hostname, port, username, password } = url
  if (protocol !== 'http:' && protocol !== 'https:') return `${protocol}// is not opened: only http and https`
  if (isIP(hostname.replace(/^\[|\]$/g, '')))
    return `${hostname} is a bare address: sites are opened by their names only`
  if (port !== '') return `${hostname}:${port} is no ordinary site: only the ports 80 and 443 are opened`
  if (username !== '' || password !== '') return 'A name or password in an address is not sent'
  return undefined
}

function send(url: URL, fixed: { host: string; port: number } | undefined, signal: AbortSignal) {
  const headers = { host: url.host, 'user-agent': agentName, accept: '*/*', 'accept-encoding': 'identity' }
  const shared = { method: 'GET', headers, agent: false, signal } as const
  return new Promise<IncomingMessage>((resolve, reject) => {
    let request: ClientRequest
    if (fixed) {
      const { host, port } = fixed
      request = requestPlain({ ...shared, host, port, path: `${url.pathname}${url.search}` }, resolve)
    } else {
      const open = url.protocol === 'https:' ? requestSecure : requestPlain
      request = open(url, { ...shared, lookup: lookUpPublic }, resolve)
    }
    request.once('error', reject)
    request.end()
  })
}

class PrivatePlace extends Error {}

/** The connection goes to the very addresses that were judged here. */
const lookUpPublic: LookupFunction = (name, options, callback) => {
  lookup(name, { ...options, all: true }, (error, found) => {
    if (error) return callback(error, [])
    const open = found.filter(({ address }) => isPublicAddress(address))
    const [first] = open
    if (!first)
      return callback(new PrivatePlace(`${name} leads into a private network: it is not opened`), [])
    if (options.all) callback(null, open)
    else callback(null, first.address, first.family)
  })
}

async function readText(response: IncomingMessage): Promise<{ text: string; isCut: boolean }> {
  const chunks: Buffer[] = []
  let left = mostBytes
  for await (const chunk of response) {
    const bytes = Buffer.from(chunk).subarray(0, left)
    chunks.push(bytes)
    left -= bytes.length
    if (left === 0) break
  }
  response.destroy()
  return { text: Buffer.concat(chunks).toString('utf8'), isCut: left === 0 }
}

function refused(text: string): NotOpened {
  return { why: 'refused', text }
}

function codeOf(error: unknown): string {
  return error instanceof Error && 'code' in error ? String(error.code) : 'no reason given'
}
