import { sql } from 'kysely'
import { authorize } from '#lib/access/authorize.ts'
import type { CompanyCaller } from '#lib/access/caller.ts'
import { cutPage, pageAfter } from '#lib/db/page.ts'
import { transact } from '#lib/db/transact.ts'
import type { ListQuery } from '#lib/wire/shapes.ts'
import type { Schedule } from '#lib/wire/template.ts'
import { scheduleToWire, selectSchedules } from './schedule-row.ts'

const madeAt = sql<Date>`date_trunc('milliseconds', schedule.created_at)`

/** In the order they were made. */
export function listSchedules(
  caller: CompanyCaller,
  input: ListQuery,
): Promise<{ items: Schedule[]; nextCursor: string | null }> {
  authorize(caller, 'tasks.read')
  return transact(caller, async (tx) => {
    const after = pageAfter(input.cursor)
    let query = selectSchedules(tx, caller)
    if (after) query = query.where(sql<boolean>`(${madeAt}, schedule.id) > (${after.at}, ${after.id}::uuid)`)
    const found = await query
      .orderBy(madeAt)
      .orderBy('schedule.id')
      .limit(input.limit + 1)
      .execute()
    const { rows, nextCursor } = cutPage(found, input.limit, (row) => row.createdAt)
    const now = new Date()
    return { items: rows.map((row) => scheduleToWire(row, now)), nextCursor }
  })
}
