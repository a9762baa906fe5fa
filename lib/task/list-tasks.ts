import { type SqlBool, sql } from 'kysely'
import { z } from 'zod'
import { authorize } from '#lib/access/authorize.ts'
import type { CompanyCaller } from '#lib/access/caller.ts'
import { readTogether } from '#lib/db/transact.ts'
import { AppError } from '#lib/errors.ts'
import { parseInput } from '#lib/parse-input.ts'
import type { TaskCard, TaskListQuery } from '#lib/wire/task.ts'
import { taskStatuses } from '#lib/wire/task-parts.ts'
import { cardsOf, selectTasks } from './task-row.ts'

/** Newest first, a page at a time. A page of ours may ask for more at once than the API gives. */
export function listTasks(
  caller: CompanyCaller,
  input: TaskListQuery,
): Promise<{ items: TaskCard[]; nextCursor: string | null }> {
  authorize(caller, 'tasks.read')
  const before = numberOf(input.cursor)
  return readTogether(caller, async (tx) => {
    let query = selectTasks(tx, caller.companyId)
    for (const condition of conditionsOf(input)) query = query.where(condition)
    if (before !== undefined) query = query.where('number', '<', before)
    const rows = await query
      .orderBy('number', 'desc')
      .limit(input.limit + 1)
      .execute()
    const page = rows.slice(0, input.limit)
    const last = rows.length > input.limit ? page.at(-1) : undefined
    return {
      items: await cardsOf(tx, caller.companyId, page),
      nextCursor: last ? cursorOf(last.number) : null,
    }
  })
}

const filters = z.object({
  status: z.array(z.enum(taskStatuses)).optional(),
  assigneeId: z.array(z.union([z.uuid(), z.literal('none')])).optional(),
  label: z.array(z.string()).optional(),
  priority: z.array(z.coerce.number().int().min(0).max(3)).optional(),
  parentId: z.union([z.uuid(), z.literal('none')]).optional(),
})

function conditionsOf(input: TaskListQuery) {
  const { status, assigneeId, label, priority, parentId } = parseInput(filters, input)
  const people = assigneeId?.filter((id) => id !== 'none') ?? []
  const orNobody = assigneeId?.includes('none') ?? false
  return [
    ...(status ? [sql<SqlBool>`status = any (${status}::text[])`] : []),
    ...(assigneeId
      ? [sql<SqlBool>`(assignee_id = any (${people}::uuid[]) or (${orNobody} and assignee_id is null))`]
      : []),
    ...(label ? [sql<SqlBool>`labels && ${label}::text[]`] : []),
    ...(priority ? [sql<SqlBool>`priority = any (${priority}::int[])`] : []),
    ...(parentId === 'none' ? [sql<SqlBool>`parent_id is null`] : []),
    ...(parentId && parentId !== 'none' ? [sql<SqlBool>`parent_id = ${parentId}::uuid`] : []),
    ...searchConditions(input.search),
  ]
}

/** Each word must stand in the title or the description; `#12` is the task of that number, as is 12. */
function searchConditions(search = '') {
  const words = search.trim().split(/\s+/).filter(Boolean)
  return words.slice(0, 12).map((word) => {
    const like = `%${word.replace(/[\\%_]/g, '\\$&')}%`
    const number = /^#?(\d{1,9})$/.exec(word)?.[1]
    const byWord = sql`title ilike ${like} or description ilike ${like}`
    return number ? sql<SqlBool>`(number = ${Number(number)} or ${byWord})` : sql<SqlBool>`(${byWord})`
  })
}

function cursorOf(number: number): string {
  return Buffer.from(`#${number}`).toString('base64url')
}

function numberOf(cursor: string | undefined): number | undefined {
  if (cursor === undefined) return undefined
  const number = /^#(\d{1,9})$/.exec(Buffer.from(cursor, 'base64url').toString())?.[1]
  if (number !== undefined) return Number(number)
  throw new AppError('invalid', {
    detail: 'This cursor is not one a list gave out.',
    fields: { cursor: 'Unknown cursor' },
  })
}
