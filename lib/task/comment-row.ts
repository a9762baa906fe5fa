import type { Selectable } from 'kysely'
import type { TaskComment } from '#lib/db/types.ts'
import { type Comment, comment } from '#lib/wire/task.ts'

export function commentToWire(row: Selectable<TaskComment>): Comment {
  return comment.parse({
    ...row,
    authorId: row.userId ?? row.apiKeyId ?? row.employeeId,
    mentions: { users: row.mentionedUsers, employees: row.mentionedEmployees },
    createdAt: row.createdAt.toISOString(),
  })
}
