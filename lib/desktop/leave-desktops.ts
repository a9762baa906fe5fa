import { sql } from 'kysely'
import type { Visitor } from '#lib/access/caller.ts'
import { type Membership, readMemberships } from '#lib/access/resolve-member.ts'
import { record } from '#lib/audit/record.ts'
import { transact } from '#lib/db/transact.ts'

/** Whoever signs out takes their eyes and hands off every desktop: sockets close within seconds. */
export async function leaveDesktops(visitor: Visitor): Promise<void> {
  await transact(visitor, (tx) =>
    tx
      .updateTable('deskSessions')
      .set({ closedAt: sql<Date>`now()`, closedWhy: 'signed_out' })
      .where('userId', '=', visitor.userId)
      .where('closedAt', 'is', null)
      .execute(),
  )
  for (const membership of await readMemberships(visitor)) await dropControl(visitor, membership)
}

function dropControl(visitor: Visitor, { companyId, role, displayName }: Membership): Promise<void> {
  return transact({ ...visitor, kind: 'member', companyId, role, displayName }, async (tx) => {
    const dropped = await tx
      .deleteFrom('controlLeases')
      .where('companyId', '=', companyId)
      .where('userId', '=', visitor.userId)
      .returning('employeeId')
      .execute()
    for (const { employeeId } of dropped) {
      await record(tx, {
        companyId,
        action: 'desktop.control_handed_back',
        subjectId: employeeId,
        details: { why: 'signed_out' },
      })
    }
  })
}
