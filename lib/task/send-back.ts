import { authorize } from '#lib/access/authorize.ts'
import type { CompanyCaller } from '#lib/access/caller.ts'
import { record } from '#lib/audit/record.ts'
import { requireRunning } from '#lib/billing/require-running.ts'
import type { Tx } from '#lib/db/database.ts'
import { transact } from '#lib/db/transact.ts'
import { AppError } from '#lib/errors.ts'
import { parseInput } from '#lib/parse-input.ts'
import { lockTask, type TaskRow } from '#lib/plan/lock-task.ts'
import { type SendBackInput, sendBackInput, type Task } from '#lib/wire/task.ts'
import { setStatus } from './begin.ts'
import { requireOpenWhole } from './family.ts'
import { note } from './note.ts'
import { putRight } from './put-right.ts'
import { readWholeTask } from './read-whole-task.ts'

/** Gives finished work back with what is missing; the next run is told. @throws AppError `conflict` */
export function sendBack(caller: CompanyCaller, input: { id: string } & SendBackInput): Promise<Task> {
  authorize(caller, 'tasks.write')
  const { id, ...rest } = input
  const { feedback } = parseInput(sendBackInput, rest)
  const { companyId } = caller
  return transact(caller, async (tx) => {
    await requireRunning(tx, caller, 'task')
    const task = await lockTask(tx, companyId, id)
    await reopen(tx, task, feedback)
    return readWholeTask(tx, companyId, id)
  })
}

/** The task is locked, and in review or done. A task with parts gets one more, which puts right what is missing. */
export async function reopen(tx: Tx, task: TaskRow, feedback: string): Promise<void> {
  if (task.status !== 'in_review' && task.status !== 'done') {
    throw new AppError('conflict', {
      detail: `#${task.number} has no finished work that could be sent back. Nothing was changed. Look at it again.`,
    })
  }
  await requireOpenWhole(tx, task)
  await note(tx, task.id, 'sent_back', { feedback })
  await setStatus(tx, task, 'ready', { feedback })
  if (task.parts > 0) await putRight(tx, task, feedback)
  const details = { number: task.number }
  await record(tx, { companyId: task.companyId, action: 'task.sent_back', subjectId: task.id, details })
}
