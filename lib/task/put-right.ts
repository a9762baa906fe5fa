// A task with parts is not worked on itself: what a person misses in the whole becomes one more part.
import { randomUUID } from 'node:crypto'
import { sql } from 'kysely'
import type { Tx } from '#lib/db/database.ts'
import type { TaskRow } from '#lib/plan/lock-task.ts'
import { link } from './dependencies.ts'

/** For whoever finished the last part, knowing what all the others came to. */
export async function putRight(tx: Tx, whole: TaskRow, feedback: string): Promise<void> {
  const parts = await tx
    .selectFrom('tasks')
    .where('companyId', '=', whole.companyId)
    .where('parentId', '=', whole.id)
    .where('status', '=', 'done')
    .selectAll()
    .orderBy('finishedAt', 'desc')
    .limit(30)
    .execute()
  const [last] = parts
  const id = randomUUID()
  await tx
    .insertInto('tasks')
    .values({
      id,
      companyId: whole.companyId,
      parentId: whole.id,
      title: `Put right: ${whole.title}`.slice(0, 200).toWellFormed(),
      description: feedback,
      status: 'ready',
      priority: whole.priority,
      labels: whole.labels,
      requires: last?.requires ?? whole.requires,
      assigneeId: last?.assigneeId ?? whole.assigneeId,
      model: last?.model ?? whole.model,
      thinking: last?.thinking ?? whole.thinking,
      planMode: 'none',
      partRole: last?.partRole ?? '',
      partReason: 'The whole was sent back.',
      needsReview: false,
      checks: sql`${JSON.stringify(whole.checks)}::jsonb`,
      maxAttempts: whole.maxAttempts,
      createdBy: whole.createdBy,
      createdByKey: whole.createdByKey,
      creatorName: whole.creatorName,
    })
    .execute()
  await link(
    tx,
    whole.companyId,
    id,
    parts.map((part) => part.id),
  )
}
