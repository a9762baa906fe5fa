// A request that is sent twice is done once. The answer is kept in the transaction that did the work, so that no crash can
// leave the one without the other.
import { type RawBuilder, sql } from 'kysely'
import { transactTogether } from '#lib/db/transact.ts'
import { AppError } from '#lib/errors.ts'
import type { CompanyCaller } from './caller.ts'

export interface IdempotentRequest {
  /** What the caller sent as Idempotency-Key. */
  key: string
  /** SHA-256 of all that makes it this request. */
  hash: Buffer
}

export interface Answer {
  status: number
  body: unknown
}

export interface Work {
  answer: Answer
  /** What a repeat gets instead, when the answer must not be kept. */
  kept?: Answer
}

/**
 * Does the work, or answers as before when this caller already sent the key. Refusals are not remembered: nothing was done.
 * @throws AppError `conflict` while the first request is still being worked on, `idempotency_mismatch` for another request.
 */
export function idempotent(
  caller: CompanyCaller,
  request: IdempotentRequest,
  work: () => Promise<Work>,
): Promise<{ answer: Answer; repeated: boolean }> {
  const key = `${caller.kind === 'key' ? caller.apiKeyId : caller.userId}:${request.key}`
  return transactTogether(caller, async (tx) => {
    const lock = await sql<{ taken: boolean }>`select pg_try_advisory_xact_lock(
      hashtextextended('deskhand.idempotency:' || ${caller.companyId}::text || ${key}::text, 0)) as taken`.execute(
      tx,
    )
    if (!lock.rows[0]?.taken) throw inFlight()
    const known = await tx
      .selectFrom('idempotencyKeys')
      .where('companyId', '=', caller.companyId)
      .where('key', '=', key)
      .select(['requestHash', 'status', 'body'])
      .executeTakeFirst()
    if (known) return { answer: repeat(known, request.hash), repeated: true }
    const done = await work()
    const { status, body } = done.kept ?? done.answer
    await tx
      .insertInto('idempotencyKeys')
      .values({ companyId: caller.companyId, key, requestHash: request.hash, status, body: jsonb(body) })
      .execute()
    return { answer: done.answer, repeated: false }
  })
}

function repeat(known: { requestHash: Buffer; status: number | null; body: unknown }, hash: Buffer): Answer {
  if (!known.requestHash.equals(hash)) {
    throw new AppError('idempotency_mismatch', {
      detail: 'This Idempotency-Key was used for another request. Nothing was changed. Take a new key.',
    })
  }
  if (known.status === null) throw inFlight()
  return { status: known.status, body: known.body }
}

function inFlight(): AppError {
  return new AppError('conflict', {
    detail: 'The first request with this Idempotency-Key is still being worked on. Ask again in a moment.',
    retryAfterMs: 1000,
  })
}

function jsonb(body: unknown): RawBuilder<string> {
  return sql`${JSON.stringify(body ?? null)}::jsonb`
}
