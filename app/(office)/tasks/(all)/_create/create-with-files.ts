// Makes a task and gives its files along. Nothing begins before they are there: whoever works on it finds them all.
import type { CreateTaskInput, Task } from '#lib/wire/task.ts'
import type { Answered } from '../../../_api/call.ts'
import { attachFile, changeTask } from '../../[id]/_state/task-calls.ts'
import { createTask } from '../_acts/task-calls.ts'

export interface Created {
  task: Task
  /** What did not come along, in words; the task is a draft then. */
  problem?: string
}

export async function createWithFiles(
  input: CreateTaskInput,
  files: readonly File[],
): Promise<Answered<Created>> {
  const draft = input.draft || files.length > 0
  const made = await createTask({ ...input, draft })
  if (!made.ok) return made
  const task = made.value
  for (const file of files) {
    const answer = await attachFile(task.id, file)
    if (answer.ok) continue
    const problem = `${file.name} was not attached: ${answer.detail} The task waits as a draft.`
    return { ok: true, value: { task, problem } }
  }
  if (input.draft || files.length === 0) return { ok: true, value: { task } }
  const begun = await changeTask(task.id, { status: 'ready' })
  if (begun.ok) return { ok: true, value: { task: begun.value } }
  return { ok: true, value: { task, problem: `It was not started: ${begun.detail} It waits as a draft.` } }
}
