import { authorize } from '#lib/access/authorize.ts'
import type { CompanyCaller } from '#lib/access/caller.ts'
import { transact } from '#lib/db/transact.ts'
import type { Message, MessagesQuery } from '#lib/wire/message.ts'
import { conversationWith } from './conversation.ts'
import { completeMessages } from './message-row.ts'

export interface MessagesPage {
  /** Always oldest first. Superseded messages are left out. */
  items: Message[]
  /** Whether there is more in the direction that was asked for. */
  hasMore: boolean
}

/** Without `after`, the newest messages (before `before`); with it, the ones that follow. */
export function listMessages(
  caller: CompanyCaller,
  input: { employeeId: string } & MessagesQuery,
): Promise<MessagesPage> {
  authorize(caller, 'chat.read')
  return transact(caller, async (tx) => {
    const conversation = await conversationWith(tx, caller, input.employeeId)
    const forward = input.after !== undefined
    let query = tx
      .selectFrom('messages')
      .where('conversationId', '=', conversation.id)
      .where('supersededAt', 'is', null)
      .selectAll()
      .orderBy('seq', forward ? 'asc' : 'desc')
      .limit(input.limit + 1)
    if (input.after !== undefined) query = query.where('seq', '>', input.after)
    if (input.before !== undefined) query = query.where('seq', '<', input.before)
    const rows = await query.execute()
    const page = rows.slice(0, input.limit)
    if (!forward) page.reverse()
    return { items: await completeMessages(tx, page), hasMore: rows.length > input.limit }
  })
}
