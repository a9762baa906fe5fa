// The one error of the product. Every refusal has a code; each edge maps it once (problem+json, form state, exit code).

/** Codes are public: they appear in problem+json and in the CLI's exit codes. */
export const errorStatus = {
  invalid: 400,
  unauthenticated: 401,
  payment_required: 402,
  not_allowed: 403,
  not_found: 404,
  conflict: 409,
  lease_lost: 409,
  limit_reached: 409,
  last_owner: 409,
  gone: 410,
  too_large: 413,
  unsupported_media: 415,
  idempotency_mismatch: 422,
  rate_limited: 429,
  internal: 500,
  unavailable: 503,
} as const

export type ErrorCode = keyof typeof errorStatus

export interface ErrorFacts {
  /** What a person can read: what happened, what is safe, what to do. */
  detail: string
  /** Which input was wrong, by its path, in words. */
  fields?: Record<string, string>
  retryAfterMs?: number
  cause?: unknown
}

export class AppError extends Error {
  readonly code: ErrorCode
  readonly facts: ErrorFacts

  constructor(code: ErrorCode, facts: ErrorFacts) {
    super(facts.detail, { cause: facts.cause })
    this.name = 'AppError'
    this.code = code
    this.facts = facts
  }

  get status(): number {
    return errorStatus[this.code]
  }
}

/** Unknown, foreign and forbidden look the same. */
export function notFound(what: string): AppError {
  return new AppError('not_found', { detail: `There is no such ${what}, or it is not yours.` })
}

/** The SQLSTATE of a failed query, if it is one. */
export function sqlState(error: unknown): string | undefined {
  if (typeof error !== 'object' || error === null || !('code' in error)) return undefined
  return typeof error.code === 'string' ? error.code : undefined
}
