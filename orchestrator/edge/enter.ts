// POST /enter turns a ticket into the cookie of the desk's own host; POST /leave gives it up.
import type { IncomingMessage } from 'node:http'
import { readTicket, type TicketClaims } from '#lib/desktop/ticket.ts'
import type { EnteredDesktop } from '#lib/wire/desktop.ts'
import { type Refusal, readText } from './answer.ts'
import { newCookie, noCookie, secretHashOf } from './cookie.ts'
import type { EdgeParts } from './edge-parts.ts'
import type { Place } from './gate.ts'
import { hasRate } from './has-rate.ts'
import { beginSession, closeSession, findSession } from './sessions.ts'

export interface Done {
  body: unknown
  cookie: string
}

const maxTicketBytes = 4096
const entriesPerMinute = 30

export async function enter(
  request: IncomingMessage,
  place: Place,
  parts: EdgeParts,
): Promise<Done | Refusal> {
  const ticket = await readText(request, maxTicketBytes)
  if (ticket === undefined) return { status: 413, reason: 'size' }
  const claims = readTicket(parts.ticketSecret, ticket)
  if (!claims) return { status: 403, reason: 'ticket' }
  if (claims.aud !== place.host) return { status: 403, reason: 'audience' }
  if (!(await hasRate(`edge:enter:${claims.userId}`, entriesPerMinute)))
    return { status: 429, reason: 'rate' }
  return begin(claims, place, parts)
}

async function begin(
  claims: TicketClaims,
  { label }: Place,
  { hostName }: EdgeParts,
): Promise<Done | Refusal> {
  const cookie = newCookie()
  const begun = await beginSession(claims, { label, secretHash: cookie.secretHash, hostName })
  if (begun === 'elsewhere') return { status: 421, reason: begun }
  if (typeof begun === 'string') return { status: 403, reason: begun }
  const body: EnteredDesktop = { mayControl: begun.mayControl, endsAt: begun.endsAt.toISOString() }
  return { body, cookie: cookie.header }
}

/** Closes the session of this browser at this desk, and with it its streams. */
export async function leave(request: IncomingMessage, { label }: Place): Promise<Done | Refusal> {
  const secretHash = secretHashOf(request)
  const session = secretHash && (await findSession(secretHash, label))
  if (!session) return { status: 401, reason: 'session' }
  await closeSession(session.sessionId, 'left')
  return { body: {}, cookie: noCookie() }
}
