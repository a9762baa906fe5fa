import { sql } from 'kysely'
import { authorize } from '#lib/access/authorize.ts'
import type { CompanyCaller } from '#lib/access/caller.ts'
import { pageAfter, pageCursor } from '#lib/db/page.ts'
import { transact } from '#lib/db/transact.ts'
import type { ListQuery } from '#lib/wire/shapes.ts'
import type { Comment } from '#lib/wire/task.ts'
import { commentToWire } from './comment-row.ts'
import { requireTask } from './require-task.ts'

/** As exact as a cursor tells it. */
const createdAt = sql<Date>`date_trunc('milliseconds', created_at)`

/** What was said about a task, oldest first. */
export function listComments(
  caller: CompanyCaller,
  input: { taskId: string } & ListQuery,
): Promise<{ items: Comment[]; nextCursor: string | null }> {
  authorize(caller, 'tasks.read')
  return transact(caller, async (tx) => {
    await requireTask(tx, caller.companyId, input.taskId)
    const after = pageAfter(input.cursor)
    let query = tx
      .selectFrom('taskComments')
      .where('companyId', '=', caller.companyId)
      .where('taskId', '=', input.taskId)
      .selectAll()
    if (after) {
      query = query.where((eb) =>
        eb.or([
          eb(createdAt, '>', after.at),
          eb.and([eb(createdAt, '=', after.at), eb('id', '>', after.id)]),
        ]),
      )
    }
    const rows = await query
      .orderBy(createdAt)
      .orderBy('id')
      .limit(input.limit + 1)
      .execute()
    const items = rows.slice(0, input.limit)
    const last = rows.length > input.limit ? items.at(-1) : undefined
    return { items: items.map(commentToWire), nextCursor: last ? pageCursor(last.createdAt, last.id) : null }
  })
}
