// A new task, whoever makes it: a person, a program, or a schedule in the role of the orchestrator.
import { randomUUID } from 'node:crypto'
import { sql } from 'kysely'
import type { z } from 'zod'
import { requireSoundChecks } from '#lib/check/require-sound-checks.ts'
import type { Tx } from '#lib/db/database.ts'
import { AppError } from '#lib/errors.ts'
import { lockTask } from '#lib/plan/lock-task.ts'
import type { createTaskInput } from '#lib/wire/task.ts'
import { checkAssignee, checkTaskModel } from './check-task.ts'
import { link, lockDependencies } from './dependencies.ts'

export type WantedTask = z.output<typeof createTaskInput>

export interface TaskOrigin {
  createdBy: string | null
  createdByKey: string | null
  creatorName: string
  templateId?: string
  scheduleId?: string
}

/** The new task's id. @throws AppError `invalid`, `conflict`, `limit_reached` */
export async function insertTask(
  tx: Tx,
  companyId: string,
  wanted: WantedTask,
  origin: TaskOrigin,
): Promise<string> {
  const { plan, draft, dependsOn, checks, ...columns } = wanted
  if (wanted.model !== null) checkTaskModel(wanted.model)
  requireSoundChecks(checks)
  if (wanted.assigneeId !== null) await checkAssignee(tx, companyId, wanted.assigneeId)
  if (wanted.parentId !== null) await checkWhole(tx, companyId, wanted.parentId, draft)
  else await requireRoom(tx, companyId)
  await lockDependencies(tx, companyId, dependsOn)
  // A part of something is not split again.
  const planMode = wanted.parentId === null ? plan : 'none'
  const status = draft ? 'draft' : planMode === 'none' ? 'ready' : 'planning'
  const id = randomUUID()
  await tx
    .insertInto('tasks')
    .values({
      ...columns,
      ...origin,
      id,
      companyId,
      planMode,
      status,
      checks: sql`${JSON.stringify(checks)}::jsonb`,
    })
    .execute()
  await link(tx, companyId, id, dependsOn)
  if (status === 'planning') await wantPlan(tx, companyId, id)
  return id
}

/** A row before anybody plans: it says that a plan is wanted. */
export async function wantPlan(tx: Tx, companyId: string, taskId: string): Promise<void> {
  await tx.insertInto('plans').values({ id: randomUUID(), companyId, taskId, state: 'wanted' }).execute()
}

const maxParts = 200
const maxDepth = 4
const maxUnfinished = 20_000

/** Locked: parts are added to a task that is still to be finished. */
async function checkWhole(tx: Tx, companyId: string, parentId: string, isDraft: boolean): Promise<void> {
  const whole = await tx
    .selectFrom('tasks')
    .where('companyId', '=', companyId)
    .where('id', '=', parentId)
    .select('id')
    .executeTakeFirst()
  if (!whole) throw invalid('parentId', 'There is no such task')
  const { number, status, parts } = await lockTask(tx, companyId, parentId)
  const isSplit = parts > 0 && status === 'running'
  const takes = status === 'ready' || status === 'in_review' || isSplit || (status === 'draft' && isDraft)
  if (!takes) {
    throw new AppError('conflict', {
      detail: `#${number} takes no parts where it is now (${status}). Nothing was made.`,
    })
  }
  if (parts >= maxParts) {
    throw new AppError('limit_reached', {
      detail: `#${number} has ${maxParts} parts already. Nothing was made.`,
    })
  }
  if ((await depthOf(tx, parentId)) >= maxDepth) {
    throw new AppError('limit_reached', {
      detail: `Parts go ${maxDepth} levels deep. Nothing was made. Make it a part of a task further up.`,
    })
  }
}

async function depthOf(tx: Tx, id: string): Promise<number> {
  const { rows } = await sql<{ depth: number }>`
    with recursive above (id, parent_id) as (
      select id, parent_id from tasks where id = ${id}
      union select task.id, task.parent_id from tasks task join above on task.id = above.parent_id
    ) select count(*) as depth from above`.execute(tx)
  return rows[0]?.depth ?? 0
}

async function requireRoom(tx: Tx, companyId: string): Promise<void> {
  const { rows } = await sql<{ unfinished: number }>`
    select count(*) as unfinished from (
      select from tasks where company_id = ${companyId} and finished_at is null limit ${maxUnfinished}
    ) task`.execute(tx)
  if ((rows[0]?.unfinished ?? 0) < maxUnfinished) return
  throw new AppError('limit_reached', {
    detail: `A company has at most ${maxUnfinished} unfinished tasks. Nothing was made. Finish or cancel some first.`,
  })
}

function invalid(field: string, problem: string): AppError {
  return new AppError('invalid', { detail: `${problem}. Nothing was made.`, fields: { [field]: problem } })
}
