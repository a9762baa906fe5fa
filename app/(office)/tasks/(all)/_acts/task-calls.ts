// What the board asks of the API. Each answer is the task as it is afterwards.
import type { ChangedMany, CreateTaskInput, ManyAct, Task, TaskCard } from '#lib/wire/task.ts'
import { type Answered, call, post } from '../../../_api/call.ts'
import { changeTask } from '../../[id]/_state/task-calls.ts'
import type { MoveVerb } from '../_board/drop-of.ts'

export function createTask(input: CreateTaskInput): Promise<Answered<Task>> {
  return call('/tasks', post(input))
}

const moves: Readonly<Record<MoveVerb, (id: string, feedback: string) => Promise<Answered<TaskCard>>>> = {
  setAside: (id) => changeTask(id, { status: 'draft' }),
  start: (id) => changeTask(id, { status: 'ready' }),
  skipPlan: (id) => changeTask(id, { status: 'ready' }),
  finish: (id) => changeTask(id, { status: 'done' }),
  plan: (id) => call(`/tasks/${id}/plan`, post({})),
  approvePlan: (id) => call(`/tasks/${id}/approve`, post()),
  approve: (id) => call(`/tasks/${id}/approve`, post()),
  sendBack: (id, feedback) => call(`/tasks/${id}/send-back`, post({ feedback })),
  retry: (id) => call(`/tasks/${id}/retry`, post()),
  cancel: (id) => call(`/tasks/${id}/cancel`, post()),
}

export function moveTask(id: string, verb: MoveVerb, feedback = ''): Promise<Answered<TaskCard>> {
  return moves[verb](id, feedback)
}

export function changeMany(ids: readonly string[], act: ManyAct): Promise<Answered<ChangedMany>> {
  return call('/tasks/bulk', post({ ids, ...act }))
}

export interface TaskPage {
  items: TaskCard[]
  nextCursor: string | null
}

export function readTasks(query: Readonly<Record<string, string>>): Promise<Answered<TaskPage>> {
  return call(`/tasks?${new URLSearchParams(query)}`)
}
