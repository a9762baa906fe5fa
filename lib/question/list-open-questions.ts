import { sql } from 'kysely'
import { authorize } from '#lib/access/authorize.ts'
import type { CompanyCaller } from '#lib/access/caller.ts'
import { cutPage, pageAfter } from '#lib/db/page.ts'
import { transact } from '#lib/db/transact.ts'
import type { ListQuery } from '#lib/wire/shapes.ts'
import type { Question } from '#lib/wire/task.ts'
import { questionToWire, selectQuestions } from './question-row.ts'

const askedAt = sql<Date>`date_trunc('milliseconds', asked_at)`

/** What employees of the company wait to hear, who waits longest first. */
export function listOpenQuestions(
  caller: CompanyCaller,
  input: ListQuery,
): Promise<{ items: Question[]; nextCursor: string | null }> {
  authorize(caller, 'tasks.read')
  return transact(caller, async (tx) => {
    const after = pageAfter(input.cursor)
    let query = selectQuestions(tx, caller.companyId).where('state', '=', 'open')
    if (after) query = query.where(sql<boolean>`(${askedAt}, id) > (${after.at}, ${after.id}::uuid)`)
    const found = await query
      .orderBy(askedAt)
      .orderBy('id')
      .limit(input.limit + 1)
      .execute()
    const { rows, nextCursor } = cutPage(found, input.limit, (row) => row.askedAt)
    return { items: rows.map(questionToWire), nextCursor }
  })
}
