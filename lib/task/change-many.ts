// One act for many tasks: each is done or refused by itself, as if it had been asked for alone.
import { authorize } from '#lib/access/authorize.ts'
import type { CompanyCaller } from '#lib/access/caller.ts'
import { transactApart } from '#lib/db/transact.ts'
import { AppError } from '#lib/errors.ts'
import { parseInput } from '#lib/parse-input.ts'
import {
  type ChangedMany,
  type ChangeManyInput,
  changeManyInput,
  type ManyAct,
  type Task,
} from '#lib/wire/task.ts'
import { addLabel } from './add-label.ts'
import { approveTask } from './approve-task.ts'
import { cancelTask } from './cancel-task.ts'
import { retryTask } from './retry-task.ts'
import { startTask } from './start-task.ts'
import { updateTask } from './update-task.ts'

/** A refusal of one keeps nothing from the others. @throws AppError `invalid`, `not_allowed` before anything is done. */
export async function changeMany(caller: CompanyCaller, input: ChangeManyInput): Promise<ChangedMany> {
  authorize(caller, 'tasks.write')
  const { ids, ...wanted } = parseInput(changeManyInput, input)
  const results: ChangedMany['results'] = []
  for (const id of ids)
    results.push(await resultOf(id, () => transactApart(caller, () => doTo(caller, id, wanted))))
  return { results }
}

function doTo(caller: CompanyCaller, id: string, wanted: ManyAct): Promise<Task> {
  switch (wanted.do) {
    case 'assign':
      return updateTask(caller, { id, assigneeId: wanted.value })
    case 'priority':
      return updateTask(caller, { id, priority: wanted.value })
    case 'label':
      return addLabel(caller, { id, label: wanted.value })
    case 'start':
      return startTask(caller, { id })
    case 'retry':
      return retryTask(caller, { id })
    case 'approve':
      return approveTask(caller, { id })
    case 'cancel':
      return cancelTask(caller, { id })
  }
}

async function resultOf(id: string, work: () => Promise<Task>): Promise<ChangedMany['results'][number]> {
  try {
    return { id, code: 'done', words: '', task: await work() }
  } catch (error) {
    if (!(error instanceof AppError)) throw error
    return { id, code: error.code, words: error.facts.detail, task: null }
  }
}
