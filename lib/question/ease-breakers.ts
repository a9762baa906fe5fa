import { sql } from 'kysely'
import type { Tx } from '#lib/db/database.ts'

/** What was before counts no more: somebody let the employee go on in spite of it. */
export async function easeBreakers(tx: Tx, companyId: string, employeeId: string): Promise<void> {
  await tx
    .insertInto('breakerEases')
    .values({ companyId, employeeId })
    .onConflict((conflict) => conflict.column('employeeId').doUpdateSet({ easedAt: sql<Date>`now()` }))
    .execute()
}
