import { sql } from 'kysely'
import { authorize } from '#lib/access/authorize.ts'
import type { CompanyCaller } from '#lib/access/caller.ts'
import { requireSoundChecks } from '#lib/check/require-sound-checks.ts'
import type { Tx } from '#lib/db/database.ts'
import { transact } from '#lib/db/transact.ts'
import { AppError } from '#lib/errors.ts'
import { parseInput } from '#lib/parse-input.ts'
import { lockTask, type TaskRow } from '#lib/plan/lock-task.ts'
import { type Task, type UpdateTaskInput, updateTaskInput } from '#lib/wire/task.ts'
import { checkAssignee, checkTaskModel } from './check-task.ts'
import { lockInOrder, relink } from './dependencies.ts'
import { lockParts } from './family.ts'
import { moveTask } from './move-task.ts'
import { note } from './note.ts'
import { readWholeTask } from './read-whole-task.ts'

/** Changes what is named and nothing else, and moves the task as on the board; its allowance is for owners and admins. @throws AppError `not_found`, `conflict`, `invalid` */
export function updateTask(caller: CompanyCaller, input: { id: string } & UpdateTaskInput): Promise<Task> {
  authorize(caller, 'tasks.write')
  const { id, ...rest } = input
  const { status, ...changes } = parseInput(updateTaskInput, rest)
  if (changes.allowanceMicros !== undefined) authorize(caller, 'allowances.change')
  return transact(caller, async (tx) => {
    const parts = status === undefined ? [] : await lockParts(tx, caller.companyId, id)
    if (changes.dependsOn) await lockInOrder(tx, caller.companyId, [id, ...changes.dependsOn])
    const task = await lockTask(tx, caller.companyId, id)
    await change(tx, task, changes)
    if (status !== undefined && status !== task.status) await moveTask(tx, task, parts, status)
    return readWholeTask(tx, caller.companyId, id)
  })
}

type Changes = Omit<ReturnType<typeof updateTaskInput.parse>, 'status'>

/** What a run was told when it began: changed under its hands it would only mislead. */
const toldToRuns = ['assigneeId', 'requires', 'dependsOn', 'model', 'thinking', 'checks'] as const

/** The task is locked. @throws AppError `conflict`, `invalid` */
export async function change(tx: Tx, task: TaskRow, changes: Changes): Promise<void> {
  const fields = Object.keys(changes)
  if (fields.length === 0) return
  refuseUnderWay(task, changes)
  const { dependsOn, checks, ...columns } = changes
  if (changes.model) checkTaskModel(changes.model)
  if (checks) requireSoundChecks(checks)
  if (changes.assigneeId && changes.assigneeId !== task.assigneeId) {
    await checkAssignee(tx, task.companyId, changes.assigneeId)
  }
  const values = { ...columns, ...(checks && { checks: sql<string>`${JSON.stringify(checks)}::jsonb` }) }
  if (Object.keys(values).length > 0) {
    await tx
      .updateTable('tasks')
      .set(values)
      .where('companyId', '=', task.companyId)
      .where('id', '=', task.id)
      .execute()
  }
  if (dependsOn) await relink(tx, task.companyId, task.id, dependsOn)
  await note(tx, task.id, 'changed', { fields })
}

function refuseUnderWay(task: TaskRow, changes: Changes): void {
  const isWorkedOn = (task.status === 'claimed' || task.status === 'running') && task.parts === 0
  const wrong = toldToRuns.find((field) => changes[field] !== undefined)
  if (!isWorkedOn || wrong === undefined) return
  throw new AppError('conflict', {
    detail: `#${task.number} is being worked on: ${wrongInWords[wrong]} cannot change now. Nothing was changed. Cancel it first, or wait until it is done.`,
    fields: { [wrong]: 'Cannot change while somebody works on it' },
  })
}

const wrongInWords: Record<(typeof toldToRuns)[number], string> = {
  assigneeId: 'who does it',
  requires: 'what it requires',
  dependsOn: 'what it waits for',
  model: 'the model',
  thinking: 'the thinking level',
  checks: 'its checks',
}
