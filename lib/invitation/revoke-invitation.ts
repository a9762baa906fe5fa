import { authorize } from '#lib/access/authorize.ts'
import type { Member } from '#lib/access/caller.ts'
import { record } from '#lib/audit/record.ts'
import { transact } from '#lib/db/transact.ts'
import { notFound } from '#lib/errors.ts'

/** Ends an open invitation; its link stops working. */
export function revokeInvitation(caller: Member, input: { id: string }): Promise<void> {
  authorize(caller, 'members.manage')
  return transact(caller, async (tx) => {
    const revoked = await tx
      .updateTable('invitations')
      .set({ revokedAt: new Date() })
      .where('companyId', '=', caller.companyId)
      .where('id', '=', input.id)
      .where('acceptedAt', 'is', null)
      .where('revokedAt', 'is', null)
      .returning('email')
      .executeTakeFirst()
    if (!revoked) throw notFound('open invitation')
    await record(tx, {
      companyId: caller.companyId,
      action: 'invitation.revoked',
      subjectId: input.id,
      details: { email: revoked.email },
    })
  })
}
