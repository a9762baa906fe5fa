import { sql } from 'kysely'
import { z } from 'zod'
import type { Visitor } from '#lib/access/caller.ts'
import { record } from '#lib/audit/record.ts'
import type { Tx } from '#lib/db/database.ts'
import { transact } from '#lib/db/transact.ts'
import { AppError } from '#lib/errors.ts'
import { digestOfToken } from './token.ts'

/** By the link of the mail, or by its id where the invited address has been proved by signing in. */
export type AcceptInvitationInput = { token: string; name?: string } | { id: string; name?: string }

/** Joins the company that invited this person. Returns its id. @throws AppError `gone` for an invitation that does not work (any more). */
export function acceptInvitation(visitor: Visitor, input: AcceptInvitationInput): Promise<string> {
  return transact(visitor, async (tx) => {
    const companyId = await acceptIn(tx, input)
    if (!companyId) {
      throw new AppError('gone', {
        detail:
          'This invitation does not work: it was used, withdrawn, has expired, or is for another address. Ask for a new one.',
      })
    }
    await sql`select set_config('deskhand.company_id', ${companyId}, true)`.execute(tx)
    await record(tx, {
      companyId,
      action: 'member.joined',
      subjectId: visitor.userId,
      details: { email: visitor.email },
    })
    return companyId
  })
}

async function acceptIn(tx: Tx, input: AcceptInvitationInput): Promise<string | null | undefined> {
  const name = (input.name ?? '').trim().slice(0, 120)
  if ('id' in input && !z.uuid().safeParse(input.id).success) return null
  const accepting =
    'token' in input
      ? sql<{
          companyId: string | null
        }>`select deskhand.accept_invitation(${digestOfToken(input.token)}, ${name}) as company_id`
      : sql<{
          companyId: string | null
        }>`select deskhand.accept_waiting_invitation(${input.id}, ${name}) as company_id`
  const { rows } = await accepting.execute(tx)
  return rows[0]?.companyId
}
