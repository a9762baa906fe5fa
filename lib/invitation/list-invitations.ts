import { authorize } from '#lib/access/authorize.ts'
import type { Member } from '#lib/access/caller.ts'
import { transact } from '#lib/db/transact.ts'

/** Open invitations, expired ones included so that somebody can send them again. */
export function listInvitations(caller: Member) {
  authorize(caller, 'members.manage')
  return transact(caller, (tx) =>
    tx
      .selectFrom('invitations')
      .where('companyId', '=', caller.companyId)
      .where('acceptedAt', 'is', null)
      .where('revokedAt', 'is', null)
      .select(['id', 'email', 'role', 'createdAt', 'expiresAt'])
      .orderBy('createdAt', 'desc')
      .execute(),
  )
}
