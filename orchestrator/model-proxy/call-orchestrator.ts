// One statement on behalf of the installation that is a transaction by itself: what it locks is free again with its answer, not one round
// trip later. The functions called so run with their owner's rights.
import type { RawBuilder } from 'kysely'
import { callOnce } from '#lib/db/transact.ts'

export async function callOrchestrator<Row>(statement: RawBuilder<unknown>): Promise<Row | undefined> {
  const { rows } = await callOnce((db) => statement.$castTo<Row>().execute(db))
  return rows[0]
}
