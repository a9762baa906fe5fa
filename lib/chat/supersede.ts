import { sql } from 'kysely'
import type { CompanyCaller } from '#lib/access/caller.ts'
import type { Tx } from '#lib/db/database.ts'
import { AppError, notFound } from '#lib/errors.ts'

/**
 * Puts a member's message and everything after it aside. An answer goes with what it answers: one to an earlier message stays,
 * even when it was begun after the message that is put aside. An answer still being written is asked to stop. */
export async function supersedeFrom(
  tx: Tx,
  caller: CompanyCaller,
  conversationId: string,
  messageId: string,
): Promise<void> {
  const first = await tx
    .selectFrom('messages')
    .where('companyId', '=', caller.companyId)
    .where('conversationId', '=', conversationId)
    .where('id', '=', messageId)
    .select(['seq', 'author', 'supersededAt'])
    .executeTakeFirst()
  if (first?.author !== 'member') throw notFound('message')
  if (first.supersededAt) {
    throw new AppError('conflict', {
      detail: 'That message was already replaced. Nothing was sent; reload to see the latest.',
    })
  }
  await tx
    .updateTable('messages')
    .set((eb) => ({
      supersededAt: sql<Date>`now()`,
      stopRequestedAt: eb
        .case()
        .when('status', '=', 'streaming')
        .then(sql<Date>`coalesce(stop_requested_at, now())`)
        .else(eb.ref('stopRequestedAt'))
        .end(),
      status: eb.case().when('status', '=', 'queued').then('withdrawn').else(eb.ref('status')).end(),
    }))
    .where('conversationId', '=', conversationId)
    .where(({ eb, selectFrom }) =>
      eb(
        eb.fn.coalesce('replyTo', 'id'),
        'in',
        selectFrom('messages as said')
          .select('said.id')
          .where('said.conversationId', '=', conversationId)
          .where('said.author', '=', 'member')
          .where('said.seq', '>=', first.seq),
      ),
    )
    .where('supersededAt', 'is', null)
    .execute()
}
