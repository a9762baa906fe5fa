import { authorize } from '#lib/access/authorize.ts'
import type { Member, MemberRole } from '#lib/access/caller.ts'
import { transact } from '#lib/db/transact.ts'

export interface MemberFacts {
  userId: string
  email: string
  displayName: string
  role: MemberRole
  joinedAt: Date
}

/** Everybody of the company, in the order they joined. */
export function listMembers(caller: Member): Promise<MemberFacts[]> {
  authorize(caller, 'members.read')
  return transact(caller, (tx) =>
    tx
      .selectFrom('members')
      .where('companyId', '=', caller.companyId)
      .select(['userId', 'email', 'displayName', 'role', 'joinedAt'])
      .$narrowType<{ role: MemberRole }>()
      .orderBy('joinedAt')
      .execute(),
  )
}
