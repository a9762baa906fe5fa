// Several claims in one statement. What cannot be decided there without waiting, and what fails there, is asked for alone.
import { sql } from 'kysely'
import pg from 'pg'
import { callOnce } from '#lib/db/transact.ts'
import { AppError } from '#lib/errors.ts'

export interface Ask {
  companyId: string
  apiKeyId: string
  workerId: string
  leaseHash: Buffer
  leaseSeconds: number
}

export interface ClaimedRow {
  runId: string
  companyId: string
  attempt: number
  leaseExpiresAt: Date
  task: unknown
}

type Answer = { place: number } & (({ answer: 'claimed' } & ClaimedRow) | { answer: 'nothing' | 'alone' })

/** In the order of `asks`; each is answered or refused by itself. @throws when nobody knows what was claimed: those leases end. */
export async function claimTogether(asks: Ask[]): Promise<Promise<ClaimedRow | undefined>[]> {
  const [only] = asks
  if (only && asks.length === 1) return settled(claimAlone(only))
  const answers = await askTogether(asks).catch((error: unknown) => {
    if (isRefusal(error)) return []
    throw error
  })
  const byPlace = new Map(answers.map((answer) => [answer.place, answer]))
  return asks.map(async (ask, at) => {
    const answer = byPlace.get(at + 1)
    if (answer?.answer === 'claimed') return answer
    return answer?.answer === 'nothing' ? undefined : claimAlone(ask)
  })
}

/** Kept in a list: otherwise it would be awaited twice, and its refusal thrown. */
async function settled<T>(promise: Promise<T>): Promise<[Promise<T>]> {
  await promise.catch(() => undefined)
  return [promise]
}

async function askTogether(asks: Ask[]): Promise<Answer[]> {
  const { rows } = await callOnce((db) =>
    sql<Answer>`select * from deskhand.claim_runs_as(
        ${asks.map((ask) => ask.companyId)}::uuid[], ${asks.map((ask) => ask.apiKeyId)}::uuid[],
        ${asks.map((ask) => ask.workerId)}::uuid[], ${asks.map((ask) => ask.leaseHash)}::bytea[],
        ${asks.map((ask) => ask.leaseSeconds)}::integer[])`.execute(db),
  )
  return rows
}

async function claimAlone(ask: Ask): Promise<ClaimedRow | undefined> {
  const { companyId, apiKeyId, workerId, leaseHash, leaseSeconds } = ask
  const { rows } = await callOnce((db) =>
    sql<ClaimedRow>`select * from deskhand.claim_run_as(
        ${companyId}, ${apiKeyId}, ${workerId}, ${leaseHash}, ${leaseSeconds})`.execute(db),
  )
  return rows[0]
}

/** Postgres refused, and is there still: nothing was claimed. Classes 08 and 57 are lost connections and a server that goes away. */
function isRefusal(error: unknown): boolean {
  if (error instanceof AppError) return true
  return error instanceof pg.DatabaseError && error.code !== undefined && !/^(08|57)/.test(error.code)
}
