import { randomUUID } from 'node:crypto'
import { z } from 'zod'
import { authorize } from '#lib/access/authorize.ts'
import type { Member, MemberRole } from '#lib/access/caller.ts'
import { record } from '#lib/audit/record.ts'
import { lockSeats, readEntitlement } from '#lib/billing/read-entitlement.ts'
import type { Tx } from '#lib/db/database.ts'
import { transact } from '#lib/db/transact.ts'
import { AppError } from '#lib/errors.ts'
import { hitRate } from '#lib/limit/hit-rate.ts'
import { queueMail } from '#lib/mail/queue-mail.ts'
import { parseInput } from '#lib/parse-input.ts'
import { digestOfToken, makeToken } from './token.ts'

const validForMs = 7 * 24 * 60 * 60 * 1000

export const inviteMemberInput = z.strictObject({
  email: z.email('This does not look like an e-mail address').max(320).toLowerCase(),
  role: z.enum(['owner', 'admin', 'member']),
})

/** Invites by mail; an open invitation of the same address is replaced. The link works once, for seven days. */
export async function inviteMember(
  caller: Member,
  input: z.input<typeof inviteMemberInput> & { siteUrl: string },
): Promise<{ id: string }> {
  authorize(caller, 'members.manage')
  const { email, role } = parseInput(inviteMemberInput, { email: input.email, role: input.role })
  if (role === 'owner' && caller.role !== 'owner') {
    throw new AppError('not_allowed', {
      detail: 'Only an owner can invite another owner. Nobody was invited.',
    })
  }
  await hitRate({ bucket: `invite:${caller.companyId}`, hits: 30, windowSeconds: 3600 }, caller)
  const token = makeToken()
  return transact(caller, async (tx) => {
    await requireRoom(tx, caller, email)
    await tx
      .updateTable('invitations')
      .set({ revokedAt: new Date() })
      .where('companyId', '=', caller.companyId)
      .where('email', '=', email)
      .where('acceptedAt', 'is', null)
      .where('revokedAt', 'is', null)
      .execute()
    const id = randomUUID()
    await tx
      .insertInto('invitations')
      .values({
        id,
        companyId: caller.companyId,
        email,
        role,
        tokenHash: digestOfToken(token),
        invitedBy: caller.userId,
        expiresAt: new Date(Date.now() + validForMs),
      })
      .execute()
    await mailInvitation(tx, caller, { id, email, role, url: `${input.siteUrl}/invitation/${token}` })
    await record(tx, {
      companyId: caller.companyId,
      action: 'member.invited',
      subjectId: id,
      details: { email, role },
    })
    return { id }
  })
}

async function requireRoom(tx: Tx, caller: Member, email: string): Promise<void> {
  await lockSeats(tx, caller.companyId)
  const members = await tx
    .selectFrom('members')
    .where('companyId', '=', caller.companyId)
    .select('email')
    .execute()
  if (members.some((one) => one.email.toLowerCase() === email)) {
    throw new AppError('conflict', {
      detail: `${email} is a member already. Nobody was invited.`,
      fields: { email: 'Already a member' },
    })
  }
  const invited = await tx
    .selectFrom('invitations')
    .where('companyId', '=', caller.companyId)
    .where('acceptedAt', 'is', null)
    .where('revokedAt', 'is', null)
    .where('expiresAt', '>', new Date())
    .where('email', '!=', email)
    .select('id')
    .execute()
  const { maxMembers } = await readEntitlement(tx, caller.companyId)
  if (members.length + invited.length >= maxMembers) {
    throw new AppError('limit_reached', {
      detail: `Your plan has room for ${maxMembers} ${maxMembers === 1 ? 'person' : 'people'}, open invitations included. Nobody was invited. Choose a larger plan to add people.`,
    })
  }
}

async function mailInvitation(
  tx: Tx,
  caller: Member,
  invitation: { id: string; email: string; role: MemberRole; url: string },
): Promise<void> {
  const company = await tx
    .selectFrom('companies')
    .where('id', '=', caller.companyId)
    .select('name')
    .executeTakeFirstOrThrow()
  await queueMail(tx, {
    companyId: caller.companyId,
    to: invitation.email,
    template: 'invitation',
    data: {
      companyName: company.name,
      inviterName: caller.displayName || caller.email,
      role: invitation.role,
      url: invitation.url,
    },
    onceKey: `invitation:${invitation.id}`,
  })
}
