import { authorize } from '#lib/access/authorize.ts'
import type { Member } from '#lib/access/caller.ts'
import { record } from '#lib/audit/record.ts'
import { transact } from '#lib/db/transact.ts'
import { AppError, notFound } from '#lib/errors.ts'

/** Removes somebody, or, with the caller's own id, leaves. @throws AppError `last_owner`. */
export function removeMember(caller: Member, input: { userId: string }): Promise<void> {
  const leaves = input.userId === caller.userId
  if (!leaves) authorize(caller, 'members.manage')
  return transact(caller, async (tx) => {
    const member = await tx
      .selectFrom('members')
      .where('companyId', '=', caller.companyId)
      .where('userId', '=', input.userId)
      .select(['role', 'email'])
      .executeTakeFirst()
    if (!member) throw notFound('member')
    if (member.role === 'owner' && caller.role !== 'owner') {
      throw new AppError('not_allowed', { detail: 'Only an owner can remove an owner. Nothing was changed.' })
    }
    // Recorded first: who leaves is no longer believed to belong to the company afterwards.
    await record(tx, {
      companyId: caller.companyId,
      action: leaves ? 'member.left' : 'member.removed',
      subjectId: input.userId,
      details: { email: member.email, role: member.role },
    })
    const { numDeletedRows } = await tx
      .deleteFrom('members')
      .where('companyId', '=', caller.companyId)
      .where('userId', '=', input.userId)
      .executeTakeFirst()
    // Removed meanwhile, or the caller was: then nothing of this happened.
    if (numDeletedRows === 0n) throw notFound('member')
  })
}
