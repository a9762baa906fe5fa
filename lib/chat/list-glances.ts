// What a list of employees shows of each conversation: the last line, and whether an answer is being written.
import { sql } from 'kysely'
import { authorize } from '#lib/access/authorize.ts'
import type { CompanyCaller } from '#lib/access/caller.ts'
import { transact } from '#lib/db/transact.ts'

export interface Glance {
  employeeId: string
  isWorking: boolean
  lastLine: { author: 'member' | 'employee'; userId: string | null; authorName: string; text: string } | null
}

/** As much of a message as fits into a line. */
const glanceLength = 160

/** Of the employees named; foreign ones are left out. */
export function listGlances(
  caller: CompanyCaller,
  input: { employeeIds: readonly string[] },
): Promise<Glance[]> {
  authorize(caller, 'chat.read')
  if (input.employeeIds.length === 0) return Promise.resolve([])
  return transact(caller, async (tx) => {
    const rows = await tx
      .selectFrom('conversations as conversation')
      .leftJoinLateral(
        (eb) =>
          eb
            .selectFrom('messages')
            .whereRef('messages.conversationId', '=', 'conversation.id')
            .where('supersededAt', 'is', null)
            .where('status', '!=', 'withdrawn')
            .where('text', '!=', '')
            .select(['author', 'userId', 'authorName', sql<string>`left(text, ${glanceLength})`.as('text')])
            .$narrowType<{ author: 'member' | 'employee' }>()
            .orderBy('seq', 'desc')
            .limit(1)
            .as('last'),
        (join) => join.onTrue(),
      )
      .where('conversation.companyId', '=', caller.companyId)
      .where('conversation.employeeId', 'in', [...input.employeeIds])
      .select(['conversation.employeeId', 'last.author', 'last.userId', 'last.authorName', 'last.text'])
      .select((eb) =>
        eb
          .exists(
            eb
              .selectFrom('messages')
              .whereRef('messages.conversationId', '=', 'conversation.id')
              .where('messages.status', '=', 'streaming')
              .select('messages.id'),
          )
          .as('isWorking'),
      )
      .execute()
    return rows.map(({ employeeId, isWorking, author, userId, authorName, text }) => ({
      employeeId,
      isWorking: Boolean(isWorking),
      lastLine: author && text ? { author, userId, authorName: authorName ?? '', text } : null,
    }))
  })
}
