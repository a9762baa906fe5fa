// Requests are counted in Postgres, and every answer says how many are left.
import 'server-only'
import { createHash } from 'node:crypto'
import type { CompanyCaller } from '#lib/access/caller.ts'
import { hitRate, type Rate } from '#lib/limit/hit-rate.ts'

const windowSeconds = 60

/**
 * Requests a minute: of one key or person, and of one address that nobody is known at. What workers do counts apart: fifty of them
 * with one key tell of progress and of being alive all the time, and must never lose a lease because of a limit.
 */
export const limits = { read: 600, write: 120, work: 12_000, stranger: 60 } as const

export interface Allowance {
  limit: number
  remaining: number
  resetsAt: Date
}

/** @throws AppError `rate_limited`; `onCount` has then been told that none is left. */
export async function countRequest(
  request: Request,
  caller: CompanyCaller | undefined,
  onCount: (allowance: Allowance) => void,
  isWork = false,
): Promise<void> {
  const rate = rateOf(request, caller, isWork)
  const resetsAt = new Date((Math.floor(Date.now() / 1000 / windowSeconds) + 1) * windowSeconds * 1000)
  onCount({ limit: rate.hits, remaining: 0, resetsAt })
  onCount(await hitRate(rate))
}

export function rateHeaders({ limit, remaining, resetsAt }: Allowance): Record<string, string> {
  const seconds = Math.max(Math.ceil((resetsAt.getTime() - Date.now()) / 1000), 0)
  return {
    'ratelimit-limit': String(limit),
    'ratelimit-remaining': String(remaining),
    'ratelimit-reset': String(seconds),
    'ratelimit-policy': `${limit};w=${windowSeconds}`,
  }
}

function rateOf(request: Request, caller: CompanyCaller | undefined, isWork: boolean): Rate {
  if (!caller) {
    return { bucket: `api:stranger:${digestOf(addressOf(request))}`, hits: limits.stranger, windowSeconds }
  }
  const isRead = request.method === 'GET' || request.method === 'HEAD'
  const kind = isWork ? 'work' : isRead ? 'read' : 'write'
  const who = caller.kind === 'key' ? caller.apiKeyId : `${caller.companyId}:${caller.userId}`
  return { bucket: `api:${kind}:${who}`, hits: limits[kind], windowSeconds }
}

/** The last entry is the one our own proxy (or Next itself) wrote; the ones before it are the client's word. */
function addressOf(request: Request): string {
  return request.headers.get('x-forwarded-for')?.split(',').at(-1)?.trim() || 'unknown'
}

/** Addresses of people are not kept, only told apart. */
function digestOf(address: string): string {
  return createHash('sha256').update(address).digest('base64url').slice(0, 22)
}
