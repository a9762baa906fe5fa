import { randomUUID } from 'node:crypto'
import { sql } from 'kysely'
import { authorize } from '#lib/access/authorize.ts'
import type { CompanyCaller } from '#lib/access/caller.ts'
import { record } from '#lib/audit/record.ts'
import { requireRunning } from '#lib/billing/require-running.ts'
import type { Tx } from '#lib/db/database.ts'
import { transact } from '#lib/db/transact.ts'
import { AppError } from '#lib/errors.ts'
import { parseInput } from '#lib/parse-input.ts'
import { lockParts } from '#lib/task/family.ts'
import { type AskForPlanInput, askForPlanInput, type Plan } from '#lib/wire/plan.ts'
import { lockTask, type TaskRow } from './lock-task.ts'
import { newestPlan, type PlanRow, planToWire, storedSteps } from './plan-row.ts'

const plannable = ['draft', 'planning', 'ready', 'failed']

/**
 * Has a task planned, or planned anew with what the planner should mind this time. The plan before gives way, and so do its parts
 * that are not done. @throws AppError `not_found`, `conflict` while somebody works on it or when it has ended.
 */
export function askForPlan(caller: CompanyCaller, input: { id: string } & AskForPlanInput): Promise<Plan> {
  authorize(caller, 'tasks.write')
  const { id, ...rest } = input
  const { guidance } = parseInput(askForPlanInput, rest)
  return transact(caller, async (tx) => {
    await requireRunning(tx, caller, 'task')
    await lockParts(tx, caller.companyId, id)
    const task = await lockTask(tx, caller.companyId, id)
    refuseUnplannable(task)
    const before = await newestPlan(tx, caller.companyId, id)
    await giveWay(tx, task, before)
    const plan = await tx
      .insertInto('plans')
      .values({ id: randomUUID(), companyId: caller.companyId, taskId: id, guidance })
      .returningAll()
      .executeTakeFirstOrThrow()
    await record(tx, {
      companyId: caller.companyId,
      action: 'task.plan_asked',
      subjectId: id,
      details: { number: task.number },
    })
    return planToWire(plan)
  })
}

function refuseUnplannable({ status, parentId }: TaskRow): void {
  if (parentId !== null)
    throw new AppError('conflict', {
      detail:
        'This is a part of a plan and is not split again. Nothing was changed. Plan the whole task instead.',
    })
  if (plannable.includes(status)) return
  const detail =
    status === 'claimed' || status === 'running'
      ? 'Somebody works on this task right now. Nothing was changed. Cancel it first, or wait until it has ended.'
      : 'This task has been worked on already. Nothing was changed. Send it back or begin it again instead.'
  throw new AppError('conflict', { detail })
}

async function giveWay(tx: Tx, task: TaskRow, before: PlanRow | undefined): Promise<void> {
  if (before?.state === 'wanted' || before?.state === 'proposed') {
    await tx
      .updateTable('plans')
      .set({ state: 'replaced', decidedAt: sql<Date>`clock_timestamp()` })
      .where('id', '=', before.id)
      .execute()
  }
  await tx
    .updateTable('tasks')
    .set({ status: 'cancelled' })
    .where('companyId', '=', task.companyId)
    .where('parentId', '=', task.id)
    .where('planId', 'is not', null)
    .where('status', 'not in', ['done', 'cancelled'])
    .execute()
  const [only, ...others] = before?.state === 'approved' ? storedSteps.parse(before.steps) : []
  await tx
    .updateTable('tasks')
    .set({
      status: 'planning',
      attempts: 0,
      // Whom the plan before chose, the next one may choose anew.
      ...(only && others.length === 0 && only.assigneeId === task.assigneeId && { assigneeId: null }),
    })
    .where('id', '=', task.id)
    .execute()
}
