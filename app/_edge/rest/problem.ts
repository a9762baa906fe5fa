// Refusals and faults as application/problem+json (RFC 9457). No stack, no SQL, nothing of ours ever gets out.
import 'server-only'
import { AppError, type ErrorCode, sqlState } from '#lib/errors.ts'
import type { Problem } from '#lib/wire/shapes.ts'
import { logFault } from '../log.ts'

export const titles: Record<ErrorCode, string> = {
  invalid: 'The request is not valid',
  unauthenticated: 'Nobody is signed in',
  payment_required: 'A plan is needed',
  not_allowed: 'Not allowed',
  not_found: 'Not found',
  conflict: 'That does not go together with what is there now',
  lease_lost: 'The lease was lost',
  limit_reached: 'A limit is reached',
  last_owner: 'A company always has an owner',
  gone: 'Too late',
  too_large: 'Too large',
  unsupported_media: 'Not a type we can read',
  idempotency_mismatch: 'Another request had this Idempotency-Key',
  rate_limited: 'Too many requests',
  internal: 'Our fault',
  unavailable: 'Not available at the moment',
}

/** The refusal of a method is no error of the product, only of HTTP. */
export const methodNotAllowed = 'method_not_allowed'

/** A fault that is ours is logged under the request's id; only that id goes out. */
export function refusalOf(error: unknown, requestId: string): AppError {
  if (error instanceof AppError && error.code !== 'internal') return error
  logFault(error, requestId)
  if (isDatabaseAway(error)) {
    return new AppError('unavailable', {
      detail: 'Our database does not answer at the moment. Nothing was changed. Try again in a few seconds.',
      retryAfterMs: 3000,
    })
  }
  return new AppError('internal', {
    detail: `This did not work, and it is our fault. Tell us the request id ${requestId}.`,
  })
}

/** SQLSTATE classes of lost connections and of a server that stops or starts, and what the driver says without one. */
function isDatabaseAway(error: unknown): boolean {
  const state = sqlState(error) ?? ''
  if (/^(08|57P0|53300)|^E(CONN|PIPE|HOST|TIMEDOUT)/.test(state)) return true
  return (
    error instanceof Error &&
    /connection (timeout|terminated)|timeout exceeded when trying to connect/i.test(error.message)
  )
}

export function problemOf(refusal: AppError, requestId: string): Response {
  const { detail, fields, retryAfterMs } = refusal.facts
  const headers = retryAfterMs ? { 'retry-after': String(Math.ceil(retryAfterMs / 1000)) } : undefined
  const { code, status } = refusal
  return problem({ code, status, title: titles[code], detail, requestId, ...(fields && { fields }) }, headers)
}

export function problem(facts: Omit<Problem, 'type'>, headers?: HeadersInit): Response {
  const response = Response.json(
    { type: `/api/v1/docs#${facts.code}`, ...facts } satisfies Problem,
    headers ? { status: facts.status, headers } : { status: facts.status },
  )
  response.headers.set('content-type', 'application/problem+json')
  return response
}
