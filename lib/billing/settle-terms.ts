// Writes into the company's columns what follows from the facts. Whoever changes a fact (a subscription, the trial, a suspension) takes
// `lockSeats` first, changes it, and settles in the same transaction: so the columns are always the truth of one moment.
import { sql } from 'kysely'
import type { Tx } from '#lib/db/database.ts'
import { standingColumns } from './entitlement.ts'
import { lockSeats, readBillingFacts } from './read-entitlement.ts'

/** True when anything changed. Desks that were halted run again with the right to run. */
export async function settleTerms(tx: Tx, companyId: string): Promise<boolean> {
  await lockSeats(tx, companyId)
  const { planKey, entitledUntil, removalAt, includedMicros } = standingColumns(
    await readBillingFacts(tx, companyId),
  )
  const { rows } = await sql<{ changed: boolean }>`
    select deskhand.write_terms(${companyId}::uuid, ${planKey}, ${entitledUntil}, ${removalAt}, ${includedMicros}) as changed`.execute(
    tx,
  )
  return rows[0]?.changed ?? false
}
