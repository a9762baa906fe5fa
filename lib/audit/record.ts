import { sql } from 'kysely'
import type { Tx } from '#lib/db/database.ts'

export interface AuditNote {
  companyId: string
  action: string
  subjectId?: string
  details?: Record<string, unknown>
}

/** Writes who did what into the company's chain. The last statement of a transaction: it locks the chain until commit. */
export async function record(tx: Tx, note: AuditNote): Promise<void> {
  const details = JSON.stringify(note.details ?? {})
  await sql`select deskhand.append_audit(${note.companyId}, ${note.action}, ${note.subjectId ?? null}, ${details}::jsonb)`.execute(
    tx,
  )
}
