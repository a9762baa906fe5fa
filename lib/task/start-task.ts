import { authorize } from '#lib/access/authorize.ts'
import type { CompanyCaller } from '#lib/access/caller.ts'
import { requireRunning } from '#lib/billing/require-running.ts'
import { transact } from '#lib/db/transact.ts'
import { AppError } from '#lib/errors.ts'
import { lockTask } from '#lib/plan/lock-task.ts'
import type { Task } from '#lib/wire/task.ts'
import { begin } from './begin.ts'
import { readWholeTask } from './read-whole-task.ts'

/** Begins what was only written down: it is planned, or given out when there is nothing to plan. @throws AppError `conflict` */
export function startTask(caller: CompanyCaller, input: { id: string }): Promise<Task> {
  authorize(caller, 'tasks.write')
  const { companyId } = caller
  return transact(caller, async (tx) => {
    await requireRunning(tx, caller, 'task')
    const task = await lockTask(tx, companyId, input.id)
    if (task.status !== 'draft') {
      throw new AppError('conflict', {
        detail: `#${task.number} is no draft, so there is nothing to start. Nothing was changed. Look at it again.`,
      })
    }
    await begin(tx, task)
    return readWholeTask(tx, companyId, task.id)
  })
}
