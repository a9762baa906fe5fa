import { sql } from 'kysely'
import { authorize } from '#lib/access/authorize.ts'
import type { CompanyCaller } from '#lib/access/caller.ts'
import { transact } from '#lib/db/transact.ts'

export interface AuditPage {
  entries: {
    seq: number
    at: Date
    actorKind: string
    actorName: string
    action: string
    subjectId: string | null
    details: unknown
  }[]
  /** The first entry that does not follow from the one before it; null when the chain is whole. */
  brokenAt: number | null
}

export function listAudit(
  caller: CompanyCaller,
  input: { beforeSeq?: number; limit?: number } = {},
): Promise<AuditPage> {
  authorize(caller, 'audit.read')
  return transact(caller, async (tx) => {
    let query = tx
      .selectFrom('auditEntries as entry')
      .leftJoin('members', (join) =>
        join.onRef('members.userId', '=', 'entry.actorId').onRef('members.companyId', '=', 'entry.companyId'),
      )
      .leftJoin('apiKeys', 'apiKeys.id', 'entry.actorId')
      .where('entry.companyId', '=', caller.companyId)
      .select((eb) => [
        'entry.seq',
        'entry.at',
        'entry.actorKind',
        'entry.action',
        'entry.subjectId',
        'entry.details',
        eb.fn.coalesce('members.email', 'apiKeys.name', sql<string>`''`).as('actorName'),
      ])
      .orderBy('entry.seq', 'desc')
      .limit(Math.min(input.limit ?? 50, 200))
    if (input.beforeSeq) query = query.where('entry.seq', '<', input.beforeSeq)
    const entries = await query.execute()
    const { rows } = await sql<{
      seq: number | null
    }>`select deskhand.verify_audit(${caller.companyId}) as seq`.execute(tx)
    return { entries, brokenAt: rows[0]?.seq ?? null }
  })
}
