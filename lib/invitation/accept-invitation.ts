import { sql } from 'kysely'
import type { Visitor } from '#lib/access/caller.ts'
import { record } from '#lib/audit/record.ts'
import { transact } from '#lib/db/transact.ts'
import { AppError } from '#lib/errors.ts'
import { digestOfToken } from './token.ts'

/** Joins the company that invited this person. Returns its id. @throws AppError `gone` for a link that does not work (any more). */
export function acceptInvitation(visitor: Visitor, input: { token: string; name?: string }): Promise<string> {
  return transact(visitor, async (tx) => {
    const { rows } = await sql<{ companyId: string | null }>`
      select deskhand.accept_invitation(${digestOfToken(input.token)}, ${(input.name ?? '').slice(0, 120)}) as company_id`.execute(
      tx,
    )
    const companyId = rows[0]?.companyId
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
