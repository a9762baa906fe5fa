import { authorize } from '#lib/access/authorize.ts'
import type { CompanyCaller } from '#lib/access/caller.ts'
import { readTogether } from '#lib/db/transact.ts'
import type { Task } from '#lib/wire/task.ts'
import { readWholeTask } from './read-whole-task.ts'

/** @throws AppError `not_found`. */
export function readTask(caller: CompanyCaller, input: { id: string }): Promise<Task> {
  authorize(caller, 'tasks.read')
  return readTogether(caller, (tx) => readWholeTask(tx, caller.companyId, input.id))
}
