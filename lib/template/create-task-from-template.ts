import { authorize } from '#lib/access/authorize.ts'
import type { CompanyCaller } from '#lib/access/caller.ts'
import { record } from '#lib/audit/record.ts'
import { requireRunning } from '#lib/billing/require-running.ts'
import { transact } from '#lib/db/transact.ts'
import { insertTask } from '#lib/task/insert-task.ts'
import { readWholeTask } from '#lib/task/read-whole-task.ts'
import { createTaskInput, type Task } from '#lib/wire/task.ts'
import { templateById } from './template-row.ts'

/** @throws AppError `not_found`, and whatever making such a task by hand would throw */
export async function createTaskFromTemplate(caller: CompanyCaller, input: { id: string }): Promise<Task> {
  authorize(caller, 'tasks.write')
  return transact(caller, async (tx) => {
    await requireRunning(tx, caller, 'task')
    const { id: templateId, name, spec } = await templateById(tx, caller, input.id)
    const isMember = caller.kind === 'member'
    const id = await insertTask(tx, caller.companyId, createTaskInput.parse(spec), {
      createdBy: isMember ? caller.userId : null,
      createdByKey: isMember ? null : caller.apiKeyId,
      creatorName: isMember ? caller.displayName : 'API',
      templateId,
    })
    const task = await readWholeTask(tx, caller.companyId, id)
    await record(tx, {
      companyId: caller.companyId,
      action: 'task.created',
      subjectId: id,
      details: { number: task.number, title: task.title, template: name },
    })
    return task
  })
}
