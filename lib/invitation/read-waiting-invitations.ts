import { sql } from 'kysely'
import type { Visitor } from '#lib/access/caller.ts'
import { transact } from '#lib/db/transact.ts'

export interface WaitingInvitation {
  id: string
  companyName: string
  role: string
}

/** Open invitations to the address this person has proved, the newest first. */
export async function readWaitingInvitations(visitor: Visitor): Promise<WaitingInvitation[]> {
  const { rows } = await transact(visitor, (tx) =>
    sql<WaitingInvitation>`select * from deskhand.waiting_invitations()`.execute(tx),
  )
  return rows
}
