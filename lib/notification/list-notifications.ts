import { sql } from 'kysely'
import { authorize } from '#lib/access/authorize.ts'
import type { CompanyCaller } from '#lib/access/caller.ts'
import { cutPage, pageAfter } from '#lib/db/page.ts'
import { transact } from '#lib/db/transact.ts'
import type { Notification } from '#lib/wire/notification.ts'
import type { ListQuery } from '#lib/wire/shapes.ts'
import { notificationToWire, selectOpen } from './notification-row.ts'

const saidAt = sql<Date>`date_trunc('milliseconds', notification.created_at)`

/** What needs the caller, or anybody of the company; the newest first. */
export function listNotifications(
  caller: CompanyCaller,
  input: ListQuery,
): Promise<{ items: Notification[]; nextCursor: string | null }> {
  authorize(caller, 'tasks.read')
  return transact(caller, async (tx) => {
    const after = pageAfter(input.cursor)
    let query = selectOpen(tx, caller)
    if (after)
      query = query.where(sql<boolean>`(${saidAt}, notification.id) < (${after.at}, ${after.id}::uuid)`)
    const found = await query
      .orderBy(saidAt, 'desc')
      .orderBy('notification.id', 'desc')
      .limit(input.limit + 1)
      .execute()
    const { rows, nextCursor } = cutPage(found, input.limit, (row) => row.createdAt)
    return { items: rows.map(notificationToWire), nextCursor }
  })
}
