import { randomUUID } from 'node:crypto'
import { authorize } from '#lib/access/authorize.ts'
import type { CompanyCaller } from '#lib/access/caller.ts'
import type { Tx } from '#lib/db/database.ts'
import { transact } from '#lib/db/transact.ts'
import { AppError } from '#lib/errors.ts'
import { parseInput } from '#lib/parse-input.ts'
import { type Comment, type CommentInput, commentInput } from '#lib/wire/task.ts'
import { commentToWire } from './comment-row.ts'
import { mentionsIn } from './mentions.ts'
import { note } from './note.ts'
import { requireTask } from './require-task.ts'

const maxComments = 2000

/** Says something about a task. Members it names with @ are told; the next run reads it. @throws AppError `not_found`, `limit_reached` */
export function addComment(
  caller: CompanyCaller,
  input: { taskId: string } & CommentInput,
): Promise<Comment> {
  authorize(caller, 'tasks.write')
  const { taskId, ...rest } = input
  const { text } = parseInput(commentInput, rest)
  const { companyId } = caller
  return transact(caller, async (tx) => {
    await requireTask(tx, companyId, taskId)
    await requireRoom(tx, taskId)
    const { users, employees } = await readMentions(tx, companyId, text)
    const authorName = caller.kind === 'member' ? caller.displayName || caller.email : 'API'
    const row = await tx
      .insertInto('taskComments')
      .values({
        id: randomUUID(),
        companyId,
        taskId,
        authorKind: caller.kind === 'member' ? 'member' : 'api_key',
        userId: caller.kind === 'member' ? caller.userId : null,
        apiKeyId: caller.kind === 'key' ? caller.apiKeyId : null,
        authorName,
        text,
        mentionedUsers: users,
        mentionedEmployees: employees,
      })
      .returningAll()
      .executeTakeFirstOrThrow()
    await note(tx, taskId, 'commented', { commentId: row.id, text: text.slice(0, 500).toWellFormed() })
    await tell(tx, row, caller.kind === 'member' ? users.filter((id) => id !== caller.userId) : users)
    return commentToWire(row)
  })
}

async function requireRoom(tx: Tx, taskId: string): Promise<void> {
  const { written } = await tx
    .selectFrom('taskComments')
    .where('taskId', '=', taskId)
    .select((eb) => eb.fn.countAll<number>().as('written'))
    .executeTakeFirstOrThrow()
  if (written < maxComments) return
  throw new AppError('limit_reached', {
    detail: `A task has at most ${maxComments} comments. Nothing was written.`,
  })
}

async function readMentions(tx: Tx, companyId: string, text: string) {
  if (!text.includes('@')) return { users: [], employees: [] }
  const members = await tx
    .selectFrom('members')
    .where('companyId', '=', companyId)
    .select(['userId as id', 'displayName', 'email'])
    .execute()
  const employees = await tx
    .selectFrom('employees')
    .where('companyId', '=', companyId)
    .where('leftAt', 'is', null)
    .select(['id', 'name'])
    .execute()
  const named = mentionsIn(text, [
    ...members.map(({ id, displayName, email }) => ({
      id,
      names: [displayName, email.split('@')[0] ?? ''].filter(Boolean),
    })),
    ...employees.map(({ id, name }) => ({ id, names: [name] })),
  ])
  const isMember = new Set(members.map(({ id }) => id))
  return {
    users: named.filter((id) => isMember.has(id)),
    employees: named.filter((id) => !isMember.has(id)),
  }
}

interface Told {
  id: string
  companyId: string
  taskId: string
  authorName: string
  text: string
}

async function tell(
  tx: Tx,
  { id, companyId, taskId, authorName, text }: Told,
  users: string[],
): Promise<void> {
  if (users.length === 0) return
  const words = `${authorName}: ${text}`.slice(0, 500).toWellFormed()
  await tx
    .insertInto('notifications')
    .values(
      users.map((userId) => ({
        id: randomUUID(),
        companyId,
        userId,
        kind: 'mention',
        taskId,
        commentId: id,
        text: words,
      })),
    )
    .execute()
}
