import { sql } from 'kysely'
import type { Tx } from '#lib/db/database.ts'
import type { TaskRow } from '#lib/plan/lock-task.ts'
import type { TaskStatus } from '#lib/wire/task-parts.ts'
import { wantPlan } from './insert-task.ts'

/** Has a task planned, or given out when there is nothing to plan; its parts that are drafts begin with it. The task is locked. */
export async function begin(tx: Tx, task: TaskRow): Promise<void> {
  if (await needsPlan(tx, task)) {
    await setStatus(tx, task, 'planning')
    await wantPlan(tx, task.companyId, task.id)
    return
  }
  await setStatus(tx, task, 'ready')
  await tx
    .updateTable('tasks')
    .set({ status: 'ready' })
    .where('companyId', '=', task.companyId)
    .where('parentId', '=', task.id)
    .where('status', '=', 'draft')
    .execute()
}

async function needsPlan(tx: Tx, { id, companyId, planMode, parts }: TaskRow): Promise<boolean> {
  if (planMode === 'none' || parts > 0) return false
  const approved = await tx
    .selectFrom('plans')
    .where('companyId', '=', companyId)
    .where('taskId', '=', id)
    .where('state', '=', 'approved')
    .select('id')
    .executeTakeFirst()
  return approved === undefined
}

/** Attempts are counted anew for whatever a person sets to ready. */
export async function setStatus(
  tx: Tx,
  task: Pick<TaskRow, 'id' | 'companyId'>,
  status: TaskStatus,
  columns: { feedback?: string; planMode?: 'none' } = {},
): Promise<void> {
  const anew = status === 'ready' ? { attempts: 0, availableAt: sql<Date>`clock_timestamp()` } : {}
  await tx
    .updateTable('tasks')
    .set({ status, ...anew, ...columns })
    .where('companyId', '=', task.companyId)
    .where('id', '=', task.id)
    .execute()
}
