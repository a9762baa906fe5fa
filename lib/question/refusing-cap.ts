// Which allowance is in the way of a call.
import { sql } from 'kysely'
import { capFigures } from '#lib/allowance/cap-figures.ts'
import type { Tx } from '#lib/db/database.ts'

export interface Cap {
  scope: 'company' | 'employee' | 'task'
  subjectId: string
  capMicros: number
  spentMicros: number
  reservedMicros: number
}

export interface WhoseCall {
  companyId: string
  employeeId: string | null
  runId: string | null
  planId: string | null
  wantedMicros: number
}

/** The first cap that has no room for such a call; undefined where all of them have. */
export async function findRefusingCap(tx: Tx, call: WhoseCall): Promise<Cap | undefined> {
  const { companyId, employeeId, runId, planId, wantedMicros } = call
  const { rows } = await sql<Cap>`
    select * from deskhand.refusing_cap(${companyId}, ${employeeId}, ${runId}, ${planId}, ${wantedMicros}, ${capFigures}::jsonb)`.execute(
    tx,
  )
  return rows[0]
}

/** Until the transaction ends nobody else of the company raises one: what is there to raise is then known. */
export async function lockCaps(tx: Tx, companyId: string): Promise<void> {
  await sql`select pg_advisory_xact_lock(hashtextextended('deskhand.caps:' || ${companyId}::text, 0))`.execute(
    tx,
  )
}
