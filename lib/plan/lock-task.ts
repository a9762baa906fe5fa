import type { Selectable } from 'kysely'
import type { Tx } from '#lib/db/database.ts'
import type { Task } from '#lib/db/types.ts'
import { notFound } from '#lib/errors.ts'

export type TaskRow = Selectable<Task>

/** Nobody else decides about the task until the transaction ends. @throws AppError `not_found` */
export async function lockTask(tx: Tx, companyId: string, taskId: string): Promise<TaskRow> {
  const task = await tx
    .selectFrom('tasks')
    .where('companyId', '=', companyId)
    .where('id', '=', taskId)
    .selectAll()
    .forUpdate()
    .executeTakeFirst()
  if (!task) throw notFound('task')
  return task
}
