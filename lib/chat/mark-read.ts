import { sql } from 'kysely'
import { authorize } from '#lib/access/authorize.ts'
import type { Member } from '#lib/access/caller.ts'
import { transact } from '#lib/db/transact.ts'
import { conversationWith } from './conversation.ts'

/** Notes how far this person has read. Never goes back. */
export function markRead(caller: Member, input: { employeeId: string; seq: number }): Promise<void> {
  authorize(caller, 'chat.read')
  return transact(caller, async (tx) => {
    const conversation = await conversationWith(tx, caller, input.employeeId)
    await tx
      .insertInto('conversationReads')
      .values({
        companyId: caller.companyId,
        conversationId: conversation.id,
        userId: caller.userId,
        readSeq: input.seq,
      })
      .onConflict((conflict) =>
        conflict
          .columns(['conversationId', 'userId'])
          .doUpdateSet({ readSeq: sql`excluded.read_seq` })
          .where(sql<boolean>`excluded.read_seq > conversation_reads.read_seq`),
      )
      .execute()
  })
}
