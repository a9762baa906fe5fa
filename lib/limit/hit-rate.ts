// Rates counted in Postgres: they hold across processes and survive restarts.
import { sql } from 'kysely'
import { anonymous, type Caller } from '#lib/access/caller.ts'
import { transact } from '#lib/db/transact.ts'
import { AppError } from '#lib/errors.ts'

export interface Rate {
  /** What is counted, for example `sign-in:<address>`. At most 200 characters. */
  bucket: string
  hits: number
  windowSeconds: number
}

export interface RateState {
  limit: number
  remaining: number
  resetsAt: Date
}

/** Counts one hit. @throws AppError `rate_limited` with the time to wait. */
export async function hitRate(rate: Rate, caller: Caller = anonymous): Promise<RateState> {
  const { rows } = await transact(caller, (tx) =>
    sql<{ allowed: boolean; remaining: number; resetsAt: Date }>`
      select * from deskhand.hit_rate(${rate.bucket}, ${rate.hits}, ${rate.windowSeconds})`.execute(tx),
  )
  const row = rows[0]
  if (!row) throw new AppError('internal', { detail: 'The rate could not be counted.' })
  if (!row.allowed) {
    const retryAfterMs = Math.max(row.resetsAt.getTime() - Date.now(), 1000)
    throw new AppError('rate_limited', {
      detail: `Too many tries. Nothing was lost. Try again in ${waitInWords(retryAfterMs)}.`,
      retryAfterMs,
    })
  }
  return { limit: rate.hits, remaining: row.remaining, resetsAt: row.resetsAt }
}

function waitInWords(waitMs: number): string {
  const seconds = Math.ceil(waitMs / 1000)
  if (seconds < 90) return `${seconds} seconds`
  return `${Math.ceil(seconds / 60)} minutes`
}
