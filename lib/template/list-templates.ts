import { sql } from 'kysely'
import { authorize } from '#lib/access/authorize.ts'
import type { CompanyCaller } from '#lib/access/caller.ts'
import { cutPage, pageAfter } from '#lib/db/page.ts'
import { transact } from '#lib/db/transact.ts'
import type { ListQuery } from '#lib/wire/shapes.ts'
import type { Template } from '#lib/wire/template.ts'
import { selectTemplates, templateToWire } from './template-row.ts'

const madeAt = sql<Date>`date_trunc('milliseconds', template.created_at)`

/** In the order they were made. */
export function listTemplates(
  caller: CompanyCaller,
  input: ListQuery,
): Promise<{ items: Template[]; nextCursor: string | null }> {
  authorize(caller, 'tasks.read')
  return transact(caller, async (tx) => {
    const after = pageAfter(input.cursor)
    let query = selectTemplates(tx, caller)
    if (after) query = query.where(sql<boolean>`(${madeAt}, template.id) > (${after.at}, ${after.id}::uuid)`)
    const found = await query
      .orderBy(madeAt)
      .orderBy('template.id')
      .limit(input.limit + 1)
      .execute()
    const { rows, nextCursor } = cutPage(found, input.limit, (row) => row.createdAt)
    return { items: rows.map(templateToWire), nextCursor }
  })
}
