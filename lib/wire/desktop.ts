// How a page gets to a desktop, and who drives it.
import { z } from 'zod'
import { time } from './shapes.ts'

/** One shape for both, so that a client reads `state` first and finds the rest where it expects it. */
export const openedDesktop = z.object({
  state: z
    .enum(['open', 'waking'])
    .describe('`waking`: the desk slept and was woken by this; ask again when it is ready'),
  detail: z.string().describe('What happened, for people'),
  url: z
    .string()
    .nullable()
    .describe('Where the ticket goes: POST to `/enter` there, then WebSocket `/desktop`'),
  ticket: z.string().nullable().describe('Opens one session, once, for this desk and this person'),
  ticketExpiresAt: time.nullable(),
  mayControl: z.boolean(),
  usualWakeMs: z.int().nullable().describe('How long the last start took, in milliseconds'),
})
export type OpenedDesktop = z.output<typeof openedDesktop>

export const takeControlInput = z.strictObject({
  takeOver: z
    .boolean()
    .default(false)
    .describe('An owner or an admin takes control away from the member who has it'),
})
export type TakeControlInput = z.input<typeof takeControlInput>

/** What the edge answers to a ticket. */
export const enteredDesktop = z.object({
  mayControl: z.boolean(),
  /** The session ends then, whatever happens; a new ticket begins another. */
  endsAt: time,
})
export type EnteredDesktop = z.output<typeof enteredDesktop>

/** Why the edge closed a WebSocket, beside the codes that any server uses. */
export const closeCodes = {
  /** Signed out, fired, removed, unpaid, or the session's time is over: the reason says which. */
  revoked: 4401,
  /** Nobody touched it for long. Opening it again is fine. */
  idle: 4408,
  /** The desk went to sleep, was stopped or restarted. */
  deskEnded: 4410,
  /** The edge itself restarts: come back in a moment. */
  restart: 4412,
  /** Too many viewers at once. */
  tooMany: 4429,
  /** It did not speak the protocol of desktops. */
  notUnderstood: 4400,
  /** The viewer reads too slowly to keep up. */
  tooSlow: 4413,
} as const
