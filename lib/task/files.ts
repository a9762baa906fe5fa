// What people give along (attachments) and what runs make (artifacts).
import { type Selectable, type SqlBool, sql } from 'kysely'
import { authorize } from '#lib/access/authorize.ts'
import type { CompanyCaller } from '#lib/access/caller.ts'
import type { Tx } from '#lib/db/database.ts'
import { transact } from '#lib/db/transact.ts'
import type { TaskFile as TaskFileTable } from '#lib/db/types.ts'
import { notFound } from '#lib/errors.ts'
import { type TaskFile, taskFile } from '#lib/wire/task.ts'
import { requireTask } from './require-task.ts'

const columns = [
  'id',
  'taskId',
  'runId',
  'kind',
  'path',
  'mediaType',
  'sizeBytes',
  'sha256',
  'createdAt',
] as const

type FileRow = Pick<Selectable<TaskFileTable>, (typeof columns)[number]>

export function fileToWire(row: FileRow): TaskFile {
  return taskFile.parse({
    ...row,
    sha256: row.sha256.toString('hex'),
    createdAt: row.createdAt.toISOString(),
  })
}

/** Without their content, in the order they came. */
function selectFiles(tx: Tx, companyId: string, kind: TaskFile['kind']) {
  return tx
    .selectFrom('taskFiles')
    .where('companyId', '=', companyId)
    .where('kind', '=', kind)
    .select(columns)
    .orderBy('createdAt')
    .orderBy('id')
    .limit(1000)
}

/** What people gave along. */
export function listFiles(caller: CompanyCaller, input: { taskId: string }): Promise<{ items: TaskFile[] }> {
  authorize(caller, 'tasks.files.read')
  return transact(caller, async (tx) => {
    await requireTask(tx, caller.companyId, input.taskId)
    const rows = await selectFiles(tx, caller.companyId, 'attachment')
      .where('taskId', '=', input.taskId)
      .execute()
    return { items: rows.map(fileToWire) }
  })
}

/** What all runs made, those of the task's parts included. */
export function listArtifacts(
  caller: CompanyCaller,
  input: { taskId: string },
): Promise<{ items: TaskFile[] }> {
  authorize(caller, 'tasks.files.read')
  return transact(caller, async (tx) => {
    await requireTask(tx, caller.companyId, input.taskId)
    const withParts = sql<SqlBool>`task_id in (
      with recursive below (id) as (
        select ${input.taskId}::uuid union select task.id from tasks task join below on task.parent_id = below.id
      ) select id from below)`
    const rows = await selectFiles(tx, caller.companyId, 'artifact').where(withParts).execute()
    return { items: rows.map(fileToWire) }
  })
}

export interface ReadFile {
  name: string
  mediaType: string
  sha256: Buffer
  content: Buffer
}

/** A file with its content. @throws AppError `not_found`. */
export function readTaskFile(
  caller: CompanyCaller,
  input: { taskId: string; fileId: string },
): Promise<ReadFile> {
  authorize(caller, 'tasks.files.read')
  return transact(caller, async (tx) => {
    const file = await tx
      .selectFrom('taskFiles')
      .where('companyId', '=', caller.companyId)
      .where('taskId', '=', input.taskId)
      .where('id', '=', input.fileId)
      .select(['path', 'mediaType', 'sha256', 'content'])
      .executeTakeFirst()
    if (!file) throw notFound('file')
    const { path, ...rest } = file
    return { name: path.split('/').at(-1) ?? path, ...rest }
  })
}

/** Takes an attachment away; what runs made stays. @throws AppError `not_found`. */
export function deleteTaskFile(
  caller: CompanyCaller,
  input: { taskId: string; fileId: string },
): Promise<void> {
  authorize(caller, 'tasks.write')
  return transact(caller, async (tx) => {
    const gone = await tx
      .deleteFrom('taskFiles')
      .where('companyId', '=', caller.companyId)
      .where('taskId', '=', input.taskId)
      .where('id', '=', input.fileId)
      .where('kind', '=', 'attachment')
      .returning('id')
      .executeTakeFirst()
    if (!gone) throw notFound('file')
  })
}
