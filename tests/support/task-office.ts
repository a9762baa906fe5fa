// The office of a conversation, with tasks: one employee at a real desk, given work by the verbs.
import { vi } from 'vitest'
import { cancelTask } from '#lib/task/cancel-task.ts'
import { createTask } from '#lib/task/create-task.ts'
import { listArtifacts, readTaskFile } from '#lib/task/files.ts'
import { readLog } from '#lib/task/read-log.ts'
import { readTask } from '#lib/task/read-task.ts'
import { readTimeline } from '#lib/task/read-timeline.ts'
import type { CreateTaskInput, Task } from '#lib/wire/task.ts'
import type { TimelineEntry, TimelineKind } from '#lib/wire/timeline.ts'
import { type ChatOffice, openChatOffice } from './chat-office.ts'
import type { ModelCall } from './recorded-model.ts'
import { wordsOf } from './recorded-model.ts'

export interface TaskOffice extends ChatOffice {
  /** Assigned to the one employee, without a plan and without review, unless more says otherwise. */
  give: (description: string, more?: Partial<CreateTaskInput>) => Promise<Task>
  read: (task: { id: string }) => Promise<Task>
  until: (task: { id: string }, wanted: (task: Task) => boolean, timeoutMs?: number) => Promise<Task>
  finished: (task: { id: string }, timeoutMs?: number) => Promise<Task>
  timeline: <Kind extends TimelineKind>(
    task: { id: string },
    kind: Kind,
  ) => Promise<Extract<TimelineEntry, { kind: Kind }>[]>
  logOf: (task: { id: string }) => Promise<string[]>
  /** Path and content, those of the task's parts included. */
  made: (task: { id: string }) => Promise<Record<string, string>>
  /** What the model was asked in the run of a task. */
  callsFor: (text: string) => ModelCall[]
}

const patienceMs = 180_000
const over = new Set(['done', 'failed', 'cancelled', 'in_review'])

export async function openTaskOffice(databaseUrl: string): Promise<TaskOffice> {
  const office = await openChatOffice(databaseUrl)
  const { member, ada } = office
  const read: TaskOffice['read'] = ({ id }) => readTask(member, { id })
  const until: TaskOffice['until'] = (task, wanted, timeout = patienceMs) =>
    vi.waitFor(
      async () => {
        const now = await read(task)
        if (wanted(now)) return now
        const { status, why, progress, failure, attempts } = now
        throw new Error(`The task is ${JSON.stringify({ status, why, progress, failure, attempts })}`)
      },
      { timeout, interval: 50 },
    )
  return {
    ...office,
    give: (description, more = {}) =>
      createTask(member, {
        title: 'Something to do',
        description,
        assigneeId: ada.employeeId,
        plan: 'none',
        needsReview: false,
        ...more,
      }),
    async clear() {
      const { rows } = await office.pool.query(
        "select id from tasks where status not in ('done', 'failed', 'cancelled')",
      )
      for (const { id } of rows) await cancelTask(member, { id })
      await office.clear()
    },
    read,
    until,
    finished: (task, timeoutMs) => until(task, ({ status }) => over.has(status), timeoutMs),
    async timeline(task, kind) {
      const { items } = await readTimeline(member, { taskId: task.id, after: 0, limit: 500 })
      return items.filter((item): item is Extract<TimelineEntry, { kind: typeof kind }> => item.kind === kind)
    },
    async logOf(task) {
      const { items } = await readLog(member, { taskId: task.id, after: 0, limit: 200 })
      return items.flatMap(({ lines }) => lines)
    },
    async made(task) {
      const { items } = await listArtifacts(member, { taskId: task.id })
      const files = await Promise.all(
        items
          .toSorted(byTime)
          .map(async ({ id, taskId, path }) => [
            path,
            (await readTaskFile(member, { taskId, fileId: id })).content.toString(),
          ]),
      )
      return Object.fromEntries(files)
    },
    callsFor: (text) => office.model.calls.filter((call) => wordsOf(call).includes(text)),
  }
}

/** So that what was made last stands for its path. */
const byTime = (one: { createdAt: string }, other: { createdAt: string }) =>
  one.createdAt < other.createdAt ? -1 : 1
