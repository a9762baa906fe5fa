import { authorize } from '#lib/access/authorize.ts'
import type { CompanyCaller } from '#lib/access/caller.ts'
import { record } from '#lib/audit/record.ts'
import { requireRunning } from '#lib/billing/require-running.ts'
import { transact } from '#lib/db/transact.ts'
import { parseInput } from '#lib/parse-input.ts'
import { type CreateTaskInput, createTaskInput, type Task } from '#lib/wire/task.ts'
import { insertTask } from './insert-task.ts'
import { readWholeTask } from './read-whole-task.ts'

/** Writes a task down and, unless it is a draft, has it planned or given out. @throws AppError `invalid`, `conflict`, `limit_reached` */
export async function createTask(caller: CompanyCaller, input: CreateTaskInput): Promise<Task> {
  authorize(caller, 'tasks.write')
  const wanted = parseInput(createTaskInput, input)
  return transact(caller, async (tx) => {
    await requireRunning(tx, caller, 'task')
    const id = await insertTask(tx, caller.companyId, wanted, {
      createdBy: caller.kind === 'member' ? caller.userId : null,
      createdByKey: caller.kind === 'key' ? caller.apiKeyId : null,
      creatorName: caller.kind === 'member' ? caller.displayName || caller.email : 'API',
    })
    const task = await readWholeTask(tx, caller.companyId, id)
    await record(tx, {
      companyId: caller.companyId,
      action: 'task.created',
      subjectId: id,
      details: { number: task.number, title: task.title },
    })
    return task
  })
}
