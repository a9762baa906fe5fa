import { authorize } from '#lib/access/authorize.ts'
import type { CompanyCaller } from '#lib/access/caller.ts'
import { record } from '#lib/audit/record.ts'
import type { Tx } from '#lib/db/database.ts'
import { transact } from '#lib/db/transact.ts'
import { AppError } from '#lib/errors.ts'
import { lockTask, type TaskRow } from '#lib/plan/lock-task.ts'
import type { Task } from '#lib/wire/task.ts'
import { setStatus } from './begin.ts'
import { hasEnded, lockParts, type PartRow } from './family.ts'
import { readWholeTask } from './read-whole-task.ts'

/** Stops a task and everything below it; whoever works on it finds the lease gone. Twice changes nothing. @throws AppError `conflict` */
export function cancelTask(caller: CompanyCaller, input: { id: string }): Promise<Task> {
  authorize(caller, 'tasks.write')
  const { companyId } = caller
  return transact(caller, async (tx) => {
    const parts = await lockParts(tx, companyId, input.id)
    const task = await lockTask(tx, companyId, input.id)
    await cancelLocked(tx, task, parts)
    return readWholeTask(tx, companyId, input.id)
  })
}

/** @throws AppError `conflict` */
export async function cancelLocked(tx: Tx, task: TaskRow, parts: readonly PartRow[]): Promise<void> {
  const { companyId, number, status } = task
  if (status === 'cancelled') return
  if (status === 'done') {
    throw new AppError('conflict', {
      detail: `#${number} is done already. Nothing was changed. Send it back if something is missing.`,
    })
  }
  // First the whole: it must not come to review because its last part was cancelled.
  await setStatus(tx, task, 'cancelled')
  for (const part of parts) if (!hasEnded(part)) await setStatus(tx, part, 'cancelled')
  await record(tx, { companyId, action: 'task.cancelled', subjectId: task.id, details: { number } })
}
