// Follows a task until nothing moves any more without a person.
import { setTimeout as sleep } from 'node:timers/promises'
import { ApiProblem, askApi, type Connection, Unreachable } from '#lib/wire/client.ts'
import { type Task, task } from '#lib/wire/task.ts'
import type { TaskStatus } from '#lib/wire/task-parts.ts'

const lookAgainMs = 1500
const over: readonly TaskStatus[] = ['in_review', 'done', 'failed', 'cancelled', 'draft']

export const isOver = ({ status }: Pick<Task, 'status'>) => over.includes(status)

export async function untilOver(
  connection: Connection,
  id: string,
  onLook: (now: Task) => void | Promise<void>,
): Promise<Task> {
  for (;;) {
    const now = await look(connection, id)
    if (now) {
      await onLook(now)
      if (isOver(now)) return now
    }
    await sleep(lookAgainMs)
  }
}

/** An installation that is away for a moment is no reason to stop waiting. */
async function look(connection: Connection, id: string): Promise<Task | undefined> {
  return askApi(connection, task, { path: `/tasks/${id}` }).catch((error: unknown) => {
    if (error instanceof Unreachable || (error instanceof ApiProblem && error.isPassing)) return undefined
    throw error
  })
}
