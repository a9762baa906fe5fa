// A signed-in person becomes a caller: of the company they chose, else of the one they joined first.
import { transact } from '#lib/db/transact.ts'
import type { Member, MemberRole, Visitor } from './caller.ts'

export interface Membership {
  companyId: string
  companyName: string
  role: MemberRole
  displayName: string
}

export async function readMemberships(visitor: Visitor): Promise<Membership[]> {
  return transact(visitor, (tx) =>
    tx
      .selectFrom('members')
      .innerJoin('companies', 'companies.id', 'members.companyId')
      .where('members.userId', '=', visitor.userId)
      .select(['members.companyId', 'companies.name as companyName', 'members.role', 'members.displayName'])
      .$narrowType<{ role: MemberRole }>()
      .orderBy('members.joinedAt')
      .execute(),
  )
}

/** Returns undefined for somebody who belongs to no company yet. */
export async function resolveMember(visitor: Visitor, chosenCompanyId?: string): Promise<Member | undefined> {
  const memberships = await readMemberships(visitor)
  const membership = memberships.find((one) => one.companyId === chosenCompanyId) ?? memberships[0]
  if (!membership) return undefined
  const { companyId, role, displayName } = membership
  return { kind: 'member', userId: visitor.userId, email: visitor.email, displayName, companyId, role }
}
