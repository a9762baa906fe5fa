import { authorize } from '#lib/access/authorize.ts'
import type { Member, MemberRole } from '#lib/access/caller.ts'
import { record } from '#lib/audit/record.ts'
import { transact } from '#lib/db/transact.ts'
import { AppError, notFound } from '#lib/errors.ts'

/** Only owners make or unmake owners. @throws AppError `last_owner` when nobody would be left to own the company. */
export function changeMemberRole(caller: Member, input: { userId: string; role: MemberRole }): Promise<void> {
  authorize(caller, 'members.manage')
  return transact(caller, async (tx) => {
    const member = await tx
      .selectFrom('members')
      .where('companyId', '=', caller.companyId)
      .where('userId', '=', input.userId)
      .select(['role', 'email'])
      .forUpdate()
      .executeTakeFirst()
    if (!member) throw notFound('member')
    if (member.role === input.role) return
    if (caller.role !== 'owner' && (member.role === 'owner' || input.role === 'owner')) {
      throw new AppError('not_allowed', {
        detail: 'Only an owner can change who owns the company. Nothing was changed.',
      })
    }
    const { numUpdatedRows } = await tx
      .updateTable('members')
      .set({ role: input.role })
      .where('companyId', '=', caller.companyId)
      .where('userId', '=', input.userId)
      .executeTakeFirst()
    // Removed meanwhile, or the caller was: then nothing of this happened.
    if (numUpdatedRows === 0n) throw notFound('member')
    await record(tx, {
      companyId: caller.companyId,
      action: 'member.role_changed',
      subjectId: input.userId,
      details: { email: member.email, from: member.role, to: input.role },
    })
  })
}
