// A task and its parts. Whoever changes several of them locks the parts first, as their runs do when they end.
import { sql } from 'kysely'
import type { Tx } from '#lib/db/database.ts'
import { AppError } from '#lib/errors.ts'
import type { TaskRow } from '#lib/plan/lock-task.ts'
import type { TaskStatus } from '#lib/wire/task-parts.ts'

export interface PartRow {
  id: string
  companyId: string
  number: number
  status: TaskStatus
  parts: number
  depth: number
}

/** Everything below a task, the deepest first, locked. */
export async function lockParts(tx: Tx, companyId: string, id: string): Promise<PartRow[]> {
  const { rows } = await sql<PartRow>`
    with recursive below (id, depth) as (
      select id, 1 from tasks where company_id = ${companyId} and parent_id = ${id}
      union all
      select task.id, below.depth + 1 from tasks task join below on task.parent_id = below.id where below.depth < 20
    )
    select task.id, task.company_id, task.number, task.status, task.parts, below.depth
    from tasks task join below on below.id = task.id order by below.depth desc, task.id for no key update of task`.execute(
    tx,
  )
  return rows
}

const ended: readonly string[] = ['done', 'failed', 'cancelled']

export function hasEnded({ status }: { status: string }): boolean {
  return ended.includes(status)
}

/** @throws AppError `conflict` while parts are still to be done. */
export async function requireNoOpenParts(tx: Tx, task: TaskRow): Promise<void> {
  if (task.parts === 0) return
  const open = await tx
    .selectFrom('tasks')
    .where('parentId', '=', task.id)
    .where('finishedAt', 'is', null)
    .select('number')
    .orderBy('number')
    .executeTakeFirst()
  if (!open) return
  throw new AppError('conflict', {
    detail: `Its part #${open.number} is not finished. Nothing was changed. Finish or cancel its parts first.`,
  })
}

/** The task is locked, and now its whole: nobody ends that meanwhile. @throws AppError `conflict` for a part of what has ended. */
export async function requireOpenWhole(tx: Tx, task: TaskRow): Promise<void> {
  if (task.parentId === null) return
  const whole = await tx
    .selectFrom('tasks')
    .where('companyId', '=', task.companyId)
    .where('id', '=', task.parentId)
    .select(['number', 'status'])
    .forUpdate()
    .executeTakeFirst()
  if (!whole || (whole.status !== 'done' && whole.status !== 'cancelled')) return
  throw new AppError('conflict', {
    detail: `It is a part of #${whole.number}, which is ${whole.status}. Nothing was changed. Open #${whole.number} again first.`,
  })
}
