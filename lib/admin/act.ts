// What all acts of operators have in common: a reason, an id that makes two presses one act, a rate, and an answer in words.
import { type RawBuilder, sql } from 'kysely'
import { z } from 'zod'
import type { Operator } from '#lib/access/caller.ts'
import { lockSeats } from '#lib/billing/read-entitlement.ts'
import { settleTerms } from '#lib/billing/settle-terms.ts'
import type { Tx } from '#lib/db/database.ts'
import { transact } from '#lib/db/transact.ts'
import { AppError, notFound } from '#lib/errors.ts'
import { hitRate } from '#lib/limit/hit-rate.ts'

export const actInput = {
  /** Made by the page: the same act twice is done once. */
  actId: z.uuid(),
  reason: z.string().trim().min(3, 'Say why, in a few words').max(400, 'At most 400 characters'),
}

interface Act {
  /** A call of one of the functions of operators, which writes the act down and answers what came of it. */
  call: RawBuilder<unknown>
  /** What it is done to, in one word. */
  what: string
  /** The company whose rights follow from what is changed. */
  settles?: string
  /** Looks at what came of it; what it throws undoes it. */
  check?: (tx: Tx) => Promise<void>
}

const actsAMinute = 30

/** @throws AppError `not_found`, `conflict` when it cannot be done now, `rate_limited` */
export async function act(operator: Operator, { call, what, settles, check }: Act): Promise<void> {
  await hitRate({ bucket: `operator:${operator.userId}`, hits: actsAMinute, windowSeconds: 60 })
  await transact(operator, async (tx) => {
    if (settles) await lockSeats(tx, settles)
    const { rows } = await sql<{ outcome: string }>`select ${call} as outcome`.execute(tx)
    const outcome = rows[0]?.outcome ?? ''
    if (outcome === 'repeated') return
    if (outcome === 'not_found') throw notFound(what)
    if (outcome !== 'done') throw new AppError('conflict', { detail: refusals[outcome] ?? notNow })
    if (settles) await settleTerms(tx, settles)
    await check?.(tx)
  })
}

const notNow = 'This cannot be done now. Nothing was changed.'

const refusals: Readonly<Record<string, string>> = {
  already: 'This was done already. Nothing was changed.',
  unwanted: 'Its reader has turned mails of this kind off. Nothing was sent.',
  no_seat:
    'More work there than seats are paid for, and this one has none. Nothing was changed. They add a seat or let somebody go first.',
  not_entitled:
    'The company may not run employees now. Nothing was changed. Extend its trial first, or wait for a payment.',
}
