// A proposed plan becomes work: its parts with what they wait for, or, when it is one step, the task itself. Also called by the planner,
// in the role of the orchestrator, where nobody needs to be asked.
import { randomUUID } from 'node:crypto'
import { sql } from 'kysely'
import type { Tx } from '#lib/db/database.ts'
import { AppError } from '#lib/errors.ts'
import { type Check, checks as checkList } from '#lib/wire/check.ts'
import type { PlanStep } from '#lib/wire/plan.ts'
import { employedAmong } from './employed-among.ts'
import { fittingChecks } from './fit-into.ts'
import { lockTask, type TaskRow } from './lock-task.ts'
import { withPlanNote } from './plan-note.ts'
import { planProblems } from './plan-problems.ts'
import { newestPlan, type PlanRow, storedSteps } from './plan-row.ts'

const maxChecks = 20
const clockTime = sql<Date>`clock_timestamp()`

export interface PlanToCarryOut {
  companyId: string
  taskId: string
  /** The person who approved it; null where nobody had to. */
  decidedBy: string | null
  /** The planner carries out what it has just made, and nobody was asked. */
  state: 'proposed' | 'wanted'
}

/** @throws AppError `not_found`, `conflict` when there is nothing to approve or the plan does not hold any more. */
export async function carryOutPlan(tx: Tx, given: PlanToCarryOut): Promise<{ planId: string }> {
  const { companyId, taskId, decidedBy, state } = given
  const task = await lockTask(tx, companyId, taskId)
  const plan = await newestPlan(tx, companyId, taskId)
  if (task.status !== 'planning' || plan?.state !== state) throw nothingToApprove()
  const steps = storedSteps.parse(plan.steps)
  refuseProblems(planProblems(steps, await employedAmong(tx, companyId, steps)))
  await tx
    .updateTable('plans')
    .set({ state: 'approved', decidedAt: clockTime, ...(decidedBy !== null && { decidedBy }) })
    .where('id', '=', plan.id)
    .execute()
  const [only, ...others] = steps
  if (!only) throw nothingToApprove()
  if (others.length === 0) await applyToTask(tx, task, only)
  else await makeParts(tx, task, plan, steps)
  const note = JSON.stringify({ planId: plan.id })
  await sql`select deskhand.note_task(${taskId}, 'plan_approved', ${note}::jsonb)`.execute(tx)
  await tx
    .updateTable('tasks')
    .set({ status: 'ready', availableAt: clockTime })
    .where('id', '=', taskId)
    .execute()
  return { planId: plan.id }
}

function nothingToApprove(): AppError {
  return new AppError('conflict', {
    detail: 'No plan of this task waits for approval. Nothing was changed. Look at the task again.',
  })
}

function refuseProblems([first, ...others]: string[]): void {
  if (first === undefined) return
  const more = others.length === 0 ? '' : ` (and ${others.length} more like this)`
  throw new AppError('conflict', {
    detail: `The plan does not hold any more. ${first}${more} Nothing was begun. Change the plan, or ask for a new one.`,
  })
}

async function applyToTask(tx: Tx, task: TaskRow, step: PlanStep): Promise<void> {
  await tx
    .updateTable('tasks')
    .set({
      description: withPlanNote(task.description, step.description),
      assigneeId: step.assigneeId,
      requires: [...new Set([...task.requires, ...step.requires])].slice(0, 20),
      model: step.model ?? task.model,
      thinking: step.thinking ?? task.thinking,
      checks: JSON.stringify(joinedChecks(checkList.parse(task.checks), step.checks)),
      partRole: step.role,
      partReason: step.reason,
    })
    .where('id', '=', task.id)
    .execute()
}

async function makeParts(tx: Tx, task: TaskRow, plan: PlanRow, steps: readonly PlanStep[]): Promise<void> {
  const ids = new Map(steps.map(({ key }) => [key, randomUUID()]))
  const idOf = (key: string) => ids.get(key) ?? key
  const last = lastStep(steps)
  // What the person wants checked holds for the whole: the part that comes last has to pass it.
  const checksOf = (step: PlanStep) =>
    step === last ? joinedChecks(checkList.parse(task.checks), step.checks) : step.checks
  const share = task.allowanceMicros === null ? null : Math.floor(task.allowanceMicros / steps.length)
  await tx
    .insertInto('tasks')
    .values(
      steps.map((step) => ({
        id: idOf(step.key),
        companyId: task.companyId,
        parentId: task.id,
        planId: plan.id,
        title: step.title,
        description: step.description,
        status: 'ready',
        priority: task.priority,
        labels: task.labels,
        requires: step.requires,
        assigneeId: step.assigneeId,
        model: step.model ?? task.model,
        thinking: step.thinking ?? task.thinking,
        planMode: 'none',
        partRole: step.role,
        partReason: step.reason,
        needsReview: false,
        checks: JSON.stringify(checksOf(step)),
        allowanceMicros: share,
        maxAttempts: task.maxAttempts,
        createdBy: task.createdBy,
        createdByKey: task.createdByKey,
        creatorName: task.creatorName,
      })),
    )
    .execute()
  const links = steps.flatMap((step) =>
    step.dependsOn.map((on) => ({ taskId: idOf(step.key), dependsOnId: idOf(on) })),
  )
  if (links.length === 0) return
  await tx
    .insertInto('taskDependencies')
    .values(links.map((link) => ({ companyId: task.companyId, ...link })))
    .execute()
}

function lastStep(steps: readonly PlanStep[]): PlanStep | undefined {
  const waitedFor = new Set(steps.flatMap(({ dependsOn }) => dependsOn))
  return steps.findLast(({ key }) => !waitedFor.has(key))
}

/** The person's own come first and are never pushed out. */
function joinedChecks(own: readonly Check[], added: readonly Check[]): Check[] {
  const known = new Set(own.map(({ id }) => id))
  const more = added.filter(({ id }) => !known.has(id))
  return more.length === 0 ? [...own] : fittingChecks([...own, ...more].slice(0, maxChecks))
}
