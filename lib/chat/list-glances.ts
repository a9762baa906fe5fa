// What a list of employees shows of each: the last line of the conversation, whether an answer is being written, and the task in hand.
import { sql } from 'kysely'
import { authorize } from '#lib/access/authorize.ts'
import type { CompanyCaller } from '#lib/access/caller.ts'
import { transact } from '#lib/db/transact.ts'

export interface Glance {
  employeeId: string
  isAnswering: boolean
  /** The task they work on right now. */
  task: { id: string; number: number; title: string } | null
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
      .leftJoinLateral(
        (eb) =>
          eb
            .selectFrom('runs')
            .innerJoin('tasks', 'tasks.id', 'runs.taskId')
            .whereRef('runs.employeeId', '=', 'conversation.employeeId')
            .where('runs.endedAt', 'is', null)
            .where('runs.parkedAt', 'is', null)
            .select(['tasks.id as taskId', 'tasks.number', 'tasks.title'])
            .orderBy('runs.claimedAt', 'desc')
            .limit(1)
            .as('work'),
        (join) => join.onTrue(),
      )
      .where('conversation.companyId', '=', caller.companyId)
      .where('conversation.employeeId', 'in', [...input.employeeIds])
      .select(['conversation.employeeId', 'last.author', 'last.userId', 'last.authorName', 'last.text'])
      .select(['work.taskId', 'work.number', 'work.title'])
      .select((eb) =>
        eb
          .exists(
            eb
              .selectFrom('messages')
              .whereRef('messages.conversationId', '=', 'conversation.id')
              .where('messages.status', '=', 'streaming')
              .select('messages.id'),
          )
          .as('isAnswering'),
      )
      .execute()
    return rows.map((row) => ({
      employeeId: row.employeeId,
      isAnswering: Boolean(row.isAnswering),
      task: row.taskId ? { id: row.taskId, number: row.number ?? 0, title: row.title ?? '' } : null,
      lastLine:
        row.author && row.text
          ? { author: row.author, userId: row.userId, authorName: row.authorName ?? '', text: row.text }
          : null,
    }))
  })
}
