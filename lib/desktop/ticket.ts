// The ticket a page carries from the app to the edge of a desk. It says who, where and until when, and is worth one session.
import { createHmac, timingSafeEqual } from 'node:crypto'
import { z } from 'zod'

const claims = z.strictObject({
  /** Names this ticket: it is used once. */
  jti: z.uuid(),
  /** The exact host it is for, with its port. */
  aud: z.string().min(1).max(300),
  companyId: z.uuid(),
  userId: z.uuid(),
  employeeId: z.uuid(),
  deskId: z.uuid(),
  right: z.enum(['view', 'control']),
  /** By the database's clock, in milliseconds. */
  exp: z.int(),
})
export type TicketClaims = z.output<typeof claims>

export const ticketLifeMs = 60_000
const longest = 2000

export function signTicket(secret: string, facts: TicketClaims): string {
  const body = Buffer.from(JSON.stringify(claims.parse(facts))).toString('base64url')
  return `${body}.${macOf(secret, body).toString('base64url')}`
}

/** Undefined for whatever this secret did not sign. Says nothing about time, place or use: the edge asks the database. */
export function readTicket(secret: string, ticket: string): TicketClaims | undefined {
  if (ticket.length > longest) return undefined
  const [body = '', mac = '', ...more] = ticket.split('.')
  if (more.length > 0 || !isSame(macOf(secret, body), mac)) return undefined
  return claims.safeParse(JSON.parse(Buffer.from(body, 'base64url').toString())).data
}

function macOf(secret: string, body: string): Buffer {
  return createHmac('sha256', secret).update(`desk-ticket:${body}`).digest()
}

/** Compared as written: a second spelling of the same bytes is another ticket. */
function isSame(expected: Buffer, given: string): boolean {
  const wanted = Buffer.from(expected.toString('base64url'))
  const found = Buffer.from(given)
  return wanted.length === found.length && timingSafeEqual(wanted, found)
}
