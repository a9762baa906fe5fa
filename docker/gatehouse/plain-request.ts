// Reads a request in absolute form and keeps what belongs to the site. Whatever two readers could read in two ways is refused.
import type { IncomingMessage } from 'node:http'
import { type Authority, readAuthority } from './read-authority.ts'

export interface PlainRequest {
  asked: Authority
  method: string
  path: string
  /** As pairs in a flat list, the way Node takes them unchanged. */
  headers: string[]
}

const absolute = /^http:\/\/([^/?#]*)([^#]*)$/i
const httpPort = 80
const hopByHop = new Set([
  'connection',
  'keep-alive',
  'proxy-authenticate',
  'proxy-authorization',
  'proxy-connection',
  'te',
  'trailer',
  'transfer-encoding',
  'upgrade',
])
/** Said anew by us, from what was understood. */
const saidAnew = new Set(['host', 'content-length', 'expect'])
const withoutBody = new Set(['GET', 'HEAD', 'OPTIONS', 'DELETE', 'TRACE'])

/** The text is the reason why it is no such request. */
export function readPlainRequest({
  url = '',
  method = '',
  rawHeaders,
}: IncomingMessage): PlainRequest | string {
  const [, authority = '', rest = ''] = absolute.exec(url) ?? []
  const asked = readAuthority(authority, httpPort)
  if (!asked) return 'This is a proxy: it is asked for http:// addresses, or by CONNECT.'
  const hosts = valuesOf(rawHeaders, 'host')
  const named = hosts.length === 1 ? readAuthority(hosts[0] ?? '', httpPort) : undefined
  if (named?.host !== asked.host || named.port !== asked.port)
    return 'Exactly one Host, and the same as in the address.'
  const length = lengthOf(method, rawHeaders)
  if (!length) return 'The length of the body is said in more than one way.'
  const host = asked.port === httpPort ? asked.host : `${asked.host}:${asked.port}`
  const kept = endToEndHeaders(rawHeaders).filter((_, at, all) => !saidAnew.has(nameAt(all, at)))
  return {
    asked,
    method,
    path: rest.startsWith('/') ? rest : `/${rest}`,
    headers: ['Host', host, ...length, ...kept],
  }
}

/** Without what concerns only this one connection: the known ones, and those that "Connection" names. */
export function endToEndHeaders(rawHeaders: string[]): string[] {
  const named = valuesOf(rawHeaders, 'connection').flatMap((value) => value.toLowerCase().split(/[\s,]+/))
  const dropped = new Set([...hopByHop, ...named])
  return rawHeaders.filter((_, at) => !dropped.has(nameAt(rawHeaders, at)))
}

function lengthOf(method: string, rawHeaders: string[]): string[] | undefined {
  const codings = valuesOf(rawHeaders, 'transfer-encoding')
  const lengths = valuesOf(rawHeaders, 'content-length')
  if (codings.length + lengths.length > 1) return undefined
  if (codings.length === 1) {
    return codings[0]?.toLowerCase() === 'chunked' ? ['Transfer-Encoding', 'chunked'] : undefined
  }
  const [length = withoutBody.has(method) ? undefined : '0'] = lengths
  return length === undefined ? [] : ['Content-Length', length]
}

function valuesOf(rawHeaders: string[], name: string) {
  return rawHeaders.filter((_, at) => at % 2 === 1 && nameAt(rawHeaders, at) === name)
}

/** The name of the header that the entry belongs to, be it the name itself or its value. */
function nameAt(rawHeaders: string[], at: number) {
  return (rawHeaders[at - (at % 2)] ?? '').toLowerCase()
}
