import { sql } from 'kysely'
import { anonymous } from '#lib/access/caller.ts'
import { transact } from '#lib/db/transact.ts'
import { digestOfToken } from './token.ts'

export interface InvitationFacts {
  companyName: string
  email: string
  role: string
  /** False once it was accepted, revoked or has expired. */
  open: boolean
}

/** What the holder of an invitation's link may see before signing in. */
export async function readInvitation(input: { token: string }): Promise<InvitationFacts | undefined> {
  const { rows } = await transact(anonymous, (tx) =>
    sql<InvitationFacts>`select * from deskhand.read_invitation(${digestOfToken(input.token)})`.execute(tx),
  )
  return rows[0]
}
