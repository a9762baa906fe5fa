'use server'
// Who belongs to the company. The verbs check what comes in from the browser, and who may do it.
import { redirect } from 'next/navigation'
import { z } from 'zod'
import { inviteMember } from '#lib/invitation/invite-member.ts'
import { revokeInvitation } from '#lib/invitation/revoke-invitation.ts'
import { changeMemberRole } from '#lib/member/change-member-role.ts'
import { removeMember } from '#lib/member/remove-member.ts'
import { parseInput } from '#lib/parse-input.ts'
import { act, type Outcome } from '../../_edge/act.ts'
import { forgetCompany } from '../../_edge/company-cookie.ts'
import { siteUrl } from '../../_edge/env.ts'
import { requireMember } from '../../_edge/session.ts'

const roleNames = z.enum(['owner', 'admin', 'member'])
const page = '/settings/members'

export async function invite(email: string, role: string): Promise<Outcome<{ id: string }>> {
  return act(async () => {
    const member = await requireMember(page)
    return inviteMember(member, { email, role: parseInput(roleNames, role), siteUrl: siteUrl() })
  })
}

export async function revoke(invitationId: string): Promise<Outcome> {
  return act(async () => {
    const member = await requireMember(page)
    await revokeInvitation(member, { id: parseInput(z.uuid(), invitationId) })
    return undefined
  })
}

export async function changeRole(userId: string, role: string): Promise<Outcome> {
  return act(async () => {
    const member = await requireMember(page)
    await changeMemberRole(member, {
      userId: parseInput(z.uuid(), userId),
      role: parseInput(roleNames, role),
    })
    return undefined
  })
}

export async function remove(userId: string): Promise<Outcome> {
  return act(async () => {
    const member = await requireMember(page)
    await removeMember(member, { userId: parseInput(z.uuid(), userId) })
    return undefined
  })
}

/** Leaves the company one works in, and goes on in another one, or at the door. */
export async function leave(): Promise<Outcome> {
  return act(async () => {
    const member = await requireMember(page)
    await removeMember(member, { userId: member.userId })
    await forgetCompany()
    redirect('/employees')
  })
}
