// What the page of a task asks of the API.
import type { ChangePlanInput, Plan } from '#lib/wire/plan.ts'
import type { Comment, Question, Task, TaskCard, TaskFile, UpdateTaskInput } from '#lib/wire/task.ts'
import type { LogPage, TimelineEntry } from '#lib/wire/timeline.ts'
import type { TaskCost } from '#lib/wire/usage.ts'
import { type Answered, call, noConnection, post, refusalOf } from '../../../_api/call.ts'
import { byNumber } from './by-number.ts'

const patch = (body: unknown): RequestInit => ({ ...post(body), method: 'PATCH' })

export const fetchTask = (id: string): Promise<Answered<Task>> => call(`/tasks/${id}`)

export const fetchCost = (id: string): Promise<Answered<TaskCost>> => call(`/tasks/${id}/cost`)

export function changeTask(id: string, changes: UpdateTaskInput): Promise<Answered<Task>> {
  return call(`/tasks/${id}`, patch(changes))
}

export type Move = 'approve' | 'cancel' | 'retry'

export function moveTask(id: string, move: Move): Promise<Answered<Task>> {
  return call(`/tasks/${id}/${move}`, post())
}

export function sendBack(id: string, feedback: string): Promise<Answered<Task>> {
  return call(`/tasks/${id}/send-back`, post({ feedback }))
}

export function askForPlan(id: string, guidance: string): Promise<Answered<Plan>> {
  return call(`/tasks/${id}/plan`, post({ guidance }))
}

export function changePlan(id: string, change: ChangePlanInput): Promise<Answered<Plan>> {
  return call(`/tasks/${id}/plan`, patch(change))
}

export async function fetchParts(id: string): Promise<Answered<TaskCard[]>> {
  const answer = itemsOf(await call<{ items: TaskCard[] }>(`/tasks?parentId=${id}&limit=100`))
  return answer.ok ? { ok: true, value: byNumber(answer.value) } : answer
}

export async function fetchComments(id: string): Promise<Answered<Comment[]>> {
  return itemsOf(await call<{ items: Comment[] }>(`/tasks/${id}/comments?limit=100`))
}

export function postComment(id: string, text: string): Promise<Answered<Comment>> {
  return call(`/tasks/${id}/comments`, post({ text }))
}

/** What was given along and what was made. */
export async function fetchFiles(id: string): Promise<Answered<TaskFile[]>> {
  const [given, made] = await Promise.all([
    call<{ items: TaskFile[] }>(`/tasks/${id}/files`),
    call<{ items: TaskFile[] }>(`/tasks/${id}/artifacts`),
  ])
  if (!given.ok) return given
  return made.ok ? { ok: true, value: [...given.value.items, ...made.value.items] } : made
}

export interface TimelinePage {
  items: TimelineEntry[]
  lastId: number
  hasMore: boolean
}

export function fetchTimeline(id: string, after: number): Promise<Answered<TimelinePage>> {
  return call(`/tasks/${id}/timeline?after=${after}&limit=500`)
}

export function fetchLog(id: string, runId: string, after: number): Promise<Answered<LogPage>> {
  return call(`/tasks/${id}/log?runId=${runId}&after=${after}&limit=500`)
}

export function answerQuestion(id: string, answer: string): Promise<Answered<Question>> {
  return call(`/questions/${id}/answer`, post({ answer }))
}

export function steerEmployee(id: string): Promise<Answered<unknown>> {
  return call(`/employees/${id}/start`, post())
}

export async function attachFile(id: string, file: File): Promise<Answered<TaskFile>> {
  const query = new URLSearchParams({ name: file.name })
  try {
    const response = await fetch(`/api/v1/tasks/${id}/files?${query}`, {
      method: 'POST',
      headers: { 'content-type': 'application/octet-stream' },
      body: file,
    })
    const body = await response.json()
    return response.ok ? { ok: true, value: body } : refusalOf(response.status, body)
  } catch {
    return noConnection
  }
}

export function removeFile(taskId: string, fileId: string): Promise<Answered<null>> {
  return call(`/tasks/${taskId}/files/${fileId}`, { method: 'DELETE' })
}

export const fileAddress = (taskId: string, fileId: string) => `/api/v1/tasks/${taskId}/files/${fileId}`

function itemsOf<Item>(answer: Answered<{ items: Item[] }>): Answered<Item[]> {
  return answer.ok ? { ok: true, value: answer.value.items } : answer
}
