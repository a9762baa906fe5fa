import { authorize } from '#lib/access/authorize.ts'
import type { CompanyCaller } from '#lib/access/caller.ts'
import { record } from '#lib/audit/record.ts'
import type { Tx } from '#lib/db/database.ts'
import { transact } from '#lib/db/transact.ts'
import { AppError } from '#lib/errors.ts'
import { approvePlan } from '#lib/plan/approve-plan.ts'
import { lockTask, type TaskRow } from '#lib/plan/lock-task.ts'
import type { Task } from '#lib/wire/task.ts'
import { setStatus } from './begin.ts'
import { requireNoOpenParts } from './family.ts'
import { note } from './note.ts'
import { readWholeTask } from './read-whole-task.ts'

/** Accepts finished work, or the plan of a task that is being planned. Approving done work again changes nothing. @throws AppError `conflict` */
export function approveTask(caller: CompanyCaller, input: { id: string }): Promise<Task> {
  authorize(caller, 'tasks.write')
  const { companyId } = caller
  return transact(caller, async (tx) => {
    const task = await lockTask(tx, companyId, input.id)
    if (task.status === 'planning') {
      await approvePlan(tx, caller, task.id)
      const details = { number: task.number }
      await record(tx, { companyId, action: 'task.plan_approved', subjectId: task.id, details })
    } else await approveLocked(tx, task)
    return readWholeTask(tx, companyId, task.id)
  })
}

/** @throws AppError `conflict` */
export async function approveLocked(tx: Tx, task: TaskRow): Promise<void> {
  const { companyId, number, status, parts } = task
  if (status === 'done') return
  // With parts it may never come to review by itself, when some failed or all were cancelled: enough is what a person says is enough.
  const isSplit = parts > 0 && (status === 'ready' || status === 'running')
  if (status !== 'in_review' && !isSplit) {
    throw new AppError('conflict', {
      detail: `#${number} does not wait for a review. Nothing was changed. Look at it again.`,
    })
  }
  await markDone(tx, task)
  await record(tx, { companyId, action: 'task.approved', subjectId: task.id, details: { number } })
}

export async function markDone(tx: Tx, task: TaskRow): Promise<void> {
  await requireNoOpenParts(tx, task)
  await note(tx, task.id, 'approved')
  await setStatus(tx, task, 'done')
}
