import { sql } from 'kysely'
import { transactAsOrchestrator } from '#lib/db/transact.ts'

const atOnce = 100

/** Ends runs whose worker was not heard of in time; answers with how many. Safe to run in several processes at once. */
export async function sweepLeases(): Promise<number> {
  const { rows } = await transactAsOrchestrator((tx) =>
    sql<{ swept: number }>`select deskhand.sweep_leases(${atOnce}) as swept`.execute(tx),
  )
  return rows[0]?.swept ?? 0
}
