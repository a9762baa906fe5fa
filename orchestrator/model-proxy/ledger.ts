// The ledger of model calls: a row before the call goes out, settled from what the answer said it used.
import { randomUUID } from 'node:crypto'
import { transactAsOrchestrator } from '#lib/db/transact.ts'
import { costMicrosOf, type Model, type TokenUsage } from '#lib/model/models.ts'
import type { CallingDesk } from './find-desk.ts'
import type { Occasion } from './occasion.ts'

export interface OpenEntry {
  id: string
  model: Model
  startedAtMs: number
}

/** Opens the call's row. The place where a reservation against the allowance belongs: nothing has been spent yet. */
export async function openEntry(
  { deskId, companyId, employeeId }: CallingDesk,
  occasion: Occasion,
  model: Model,
  practice: boolean,
): Promise<OpenEntry> {
  const id = randomUUID()
  await transactAsOrchestrator((tx) =>
    tx
      .insertInto('ledgerEntries')
      .values({ id, deskId, companyId, employeeId, ...occasion, model: model.id, practice })
      .execute(),
  )
  return { id, model, startedAtMs: performance.now() }
}

export interface Outcome {
  state: 'settled' | 'aborted' | 'failed'
  httpStatus: number | null
  firstByteMs: number | null
  usage: TokenUsage
}

export function settleEntry(
  entry: OpenEntry,
  { state, httpStatus, firstByteMs, usage }: Outcome,
): Promise<unknown> {
  return transactAsOrchestrator((tx) =>
    tx
      .updateTable('ledgerEntries')
      .set({
        state,
        httpStatus,
        firstByteMs: firstByteMs === null ? null : Math.round(firstByteMs),
        ...usage,
        costMicros: costMicrosOf(entry.model, usage),
        settledAt: new Date(),
      })
      .where('id', '=', entry.id)
      .where('state', '=', 'open')
      .execute(),
  )
}
