import type { MemberRole } from '#lib/access/caller.ts'

const notes: Record<MemberRole, string> = {
  owner: 'Everything, and who owns the company',
  admin: 'Hire, fire, members, keys, plan',
  member: 'Talk to everybody who works here',
}

export const roleWords: Record<MemberRole, string> = { owner: 'Owner', admin: 'Admin', member: 'Member' }

export function roleOptions({
  withOwner,
}: {
  withOwner: boolean
}): { value: MemberRole; label: string; note: string }[] {
  const roles: MemberRole[] = withOwner ? ['member', 'admin', 'owner'] : ['member', 'admin']
  return roles.map((role) => ({ value: role, label: roleWords[role], note: notes[role] }))
}

/** Why a person cannot change another's role or remove them; undefined when they can. */
export function whyFixed(
  me: { userId: string; role: MemberRole },
  other: { userId: string; role: MemberRole },
  owners: number,
): string | undefined {
  if (me.role === 'member') return 'Only an owner or an admin changes roles'
  if (other.role === 'owner' && me.role !== 'owner') return 'Only an owner changes an owner'
  if (other.role === 'owner' && owners === 1) return 'The only owner'
  return undefined
}
