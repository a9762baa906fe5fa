import { authorize } from '#lib/access/authorize.ts'
import type { CompanyCaller } from '#lib/access/caller.ts'
import { record } from '#lib/audit/record.ts'
import { requireRunning } from '#lib/billing/require-running.ts'
import type { Tx } from '#lib/db/database.ts'
import { transact } from '#lib/db/transact.ts'
import { AppError } from '#lib/errors.ts'
import { lockTask, type TaskRow } from '#lib/plan/lock-task.ts'
import type { Task } from '#lib/wire/task.ts'
import { begin, setStatus } from './begin.ts'
import { lockParts, type PartRow, requireOpenWhole } from './family.ts'
import { readWholeTask } from './read-whole-task.ts'

/** Tries again what failed or was cancelled, with all its attempts; of a task with parts, those parts. @throws AppError `conflict` */
export function retryTask(caller: CompanyCaller, input: { id: string }): Promise<Task> {
  authorize(caller, 'tasks.write')
  const { companyId } = caller
  return transact(caller, async (tx) => {
    await requireRunning(tx, caller, 'task')
    const parts = await lockParts(tx, companyId, input.id)
    const task = await lockTask(tx, companyId, input.id)
    await retryLocked(tx, task, parts)
    return readWholeTask(tx, companyId, input.id)
  })
}

/** @throws AppError `conflict` */
export async function retryLocked(tx: Tx, task: TaskRow, parts: readonly PartRow[]): Promise<void> {
  const { companyId, number } = task
  const hadEnded = task.status === 'failed' || task.status === 'cancelled'
  const again = parts.filter(
    ({ status }) => status === 'failed' || (status === 'cancelled' && task.status === 'cancelled'),
  )
  if (!hadEnded && again.length === 0) {
    throw new AppError('conflict', {
      detail: `#${number} has neither failed nor been cancelled. Nothing was changed.`,
    })
  }
  await requireOpenWhole(tx, task)
  if (hadEnded) await begin(tx, task)
  for (const part of again) await setStatus(tx, part, 'ready')
  await record(tx, { companyId, action: 'task.retried', subjectId: task.id, details: { number } })
}
