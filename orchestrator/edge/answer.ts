// What the edge says, always with headers that let a browser make nothing of it but data.
import { type IncomingMessage, type ServerResponse, STATUS_CODES } from 'node:http'
import type { Duplex } from 'node:stream'

/** Why somebody was refused; counted, and never told apart further to whoever asks. */
export type RefusalReason =
  | 'host'
  | 'path'
  | 'origin'
  | 'ticket'
  | 'audience'
  | 'expired'
  | 'used'
  | 'right'
  | 'elsewhere'
  | 'cookie'
  | 'session'
  | 'desk'
  | 'rate'
  | 'size'
  | 'too_many'
  | 'away'

export interface Refusal {
  status: 400 | 401 | 403 | 404 | 413 | 421 | 426 | 429 | 503
  reason: RefusalReason
}

const words: Record<Refusal['status'], string> = {
  400: 'This is not a request that desks understand.',
  401: 'This browser has no open session with this desk. Open the desktop again.',
  403: 'This does not open the desktop, or not any more. Open it again from its page.',
  404: 'There is nothing here.',
  413: 'This is larger than a ticket.',
  421: 'This desk is at home on another host of this installation.',
  426: 'The desktop is a WebSocket.',
  429: 'Too many tries. Wait a minute, then open the desktop again.',
  503: 'Desktops cannot be opened at the moment. Nothing is lost; try again soon.',
}

const safeHeaders = {
  'cache-control': 'no-store',
  'content-security-policy': "default-src 'none'; frame-ancestors 'none'",
  'cross-origin-resource-policy': 'same-origin',
  'referrer-policy': 'no-referrer',
  'x-content-type-options': 'nosniff',
  'x-frame-options': 'DENY',
}

/** Lets the pages of the site, and nobody else's, read the answer. */
export function siteHeaders(siteOrigin: string): Record<string, string> {
  return {
    'access-control-allow-origin': siteOrigin,
    'access-control-allow-credentials': 'true',
    vary: 'origin',
  }
}

export function send(
  response: ServerResponse,
  status: number,
  body: unknown,
  headers: Record<string, string>,
): void {
  const type = status >= 400 ? 'application/problem+json' : 'application/json'
  response.writeHead(status, { ...safeHeaders, 'content-type': type, ...headers })
  response.end(JSON.stringify(body))
}

export function problemOf({ status }: Refusal): Record<string, unknown> {
  const code = codes[status]
  return {
    type: `urn:deskhand:problem:${code}`,
    title: STATUS_CODES[status] ?? '',
    status,
    code,
    detail: words[status],
  }
}

const codes: Record<Refusal['status'], string> = {
  400: 'invalid',
  401: 'unauthenticated',
  403: 'not_allowed',
  404: 'not_found',
  413: 'too_large',
  421: 'elsewhere',
  426: 'invalid',
  429: 'rate_limited',
  503: 'unavailable',
}

/** Refuses an upgrade: the answer is written by hand, because no response object exists yet. */
export function refuseUpgrade(socket: Duplex, refusal: Refusal): void {
  const body = JSON.stringify(problemOf(refusal))
  const headers = {
    ...safeHeaders,
    'content-type': 'application/problem+json',
    'content-length': String(Buffer.byteLength(body)),
    connection: 'close',
  }
  const lines = Object.entries(headers).map(([name, value]) => `${name}: ${value}`)
  const { status } = refusal
  socket.once('finish', () => socket.destroy())
  socket.end(`HTTP/1.1 ${status} ${STATUS_CODES[status]}\r\n${lines.join('\r\n')}\r\n\r\n${body}`)
}

/** The body as text, or undefined when it is longer than anything we take. */
export async function readText(request: IncomingMessage, maxBytes: number): Promise<string | undefined> {
  const pieces: Buffer[] = []
  let size = 0
  for await (const piece of request.iterator({ destroyOnReturn: false })) {
    size += piece.length
    if (size > maxBytes) {
      // Whoever still sends has to be heard out to hear the refusal.
      request.resume()
      return undefined
    }
    pieces.push(piece)
  }
  return Buffer.concat(pieces).toString()
}
