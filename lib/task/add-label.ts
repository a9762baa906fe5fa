import { authorize } from '#lib/access/authorize.ts'
import type { CompanyCaller } from '#lib/access/caller.ts'
import { transact } from '#lib/db/transact.ts'
import { parseInput } from '#lib/parse-input.ts'
import { lockTask } from '#lib/plan/lock-task.ts'
import { type Task, updateTaskInput } from '#lib/wire/task.ts'
import { readWholeTask } from './read-whole-task.ts'
import { change } from './update-task.ts'

/** One more label beside those it has; one it has already changes nothing. @throws AppError `not_found`, `invalid` */
export function addLabel(caller: CompanyCaller, input: { id: string; label: string }): Promise<Task> {
  authorize(caller, 'tasks.write')
  return transact(caller, async (tx) => {
    const task = await lockTask(tx, caller.companyId, input.id)
    if (!task.labels.includes(input.label)) {
      await change(tx, task, parseInput(updateTaskInput, { labels: [...task.labels, input.label] }))
    }
    return readWholeTask(tx, caller.companyId, task.id)
  })
}
