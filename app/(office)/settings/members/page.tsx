import type { Metadata } from 'next'
import { may } from '#lib/access/authorize.ts'
import { readMe } from '#lib/company/read-me.ts'
import { listInvitations } from '#lib/invitation/list-invitations.ts'
import { listMembers } from '#lib/member/list-members.ts'
import { requireMember } from '../../../_edge/session.ts'
import { InvitationList } from './invitation-list.tsx'
import { InviteForm } from './invite-form.tsx'
import { Leave } from './leave.tsx'
import { MemberList } from './member-list.tsx'

export const metadata: Metadata = { title: 'Members' }

export default async function MembersPage() {
  const member = await requireMember('/settings/members')
  const isManager = may(member, 'members.manage')
  const [members, invitations, { entitlement, company }] = await Promise.all([
    listMembers(member),
    isManager ? listInvitations(member) : [],
    readMe(member),
  ])
  const owners = members.filter((one) => one.role === 'owner').length
  const taken = members.length + invitations.filter((one) => one.expiresAt > new Date()).length
  return (
    <div className="flex flex-col gap-10 py-8">
      {isManager && (
        <InviteForm
          mayInviteOwners={member.role === 'owner'}
          seats={{ taken, max: entitlement.maxMembers }}
        />
      )}
      <MemberList
        members={members.map((one) => ({ ...one, joinedAt: one.joinedAt.toISOString() }))}
        me={{ userId: member.userId, role: member.role }}
        owners={owners}
      />
      {invitations.length > 0 && (
        <InvitationList
          invitations={invitations.map((one) => ({
            ...one,
            createdAt: one.createdAt.toISOString(),
            expiresAt: one.expiresAt.toISOString(),
          }))}
        />
      )}
      <Leave companyName={company.name} isLastOwner={member.role === 'owner' && owners === 1} />
    </div>
  )
}
