import { sql } from 'kysely'
import { authorize } from '#lib/access/authorize.ts'
import type { CompanyCaller } from '#lib/access/caller.ts'
import { record } from '#lib/audit/record.ts'
import { requireSoundChecks } from '#lib/check/require-sound-checks.ts'
import { transact } from '#lib/db/transact.ts'
import { AppError } from '#lib/errors.ts'
import { parseInput } from '#lib/parse-input.ts'
import { type ChangePlanInput, changePlanInput, type Plan, type PlanStep } from '#lib/wire/plan.ts'
import { employedAmong } from './employed-among.ts'
import { fittingChecks, maxPlanBytes, writtenBytes } from './fit-into.ts'
import { lockTask } from './lock-task.ts'
import { planProblems } from './plan-problems.ts'
import { newestPlan, planToWire } from './plan-row.ts'
import { storableJson } from './storable-json.ts'

/** A person changes a plan that waits for approval. @throws AppError `invalid`, `not_found`, `conflict`, `too_large` */
export function changePlan(caller: CompanyCaller, input: { id: string } & ChangePlanInput): Promise<Plan> {
  authorize(caller, 'tasks.write')
  const { id, ...rest } = input
  const { steps, summary } = parseInput(changePlanInput, rest)
  for (const { checks } of steps) requireSoundChecks(checks)
  const json = storedText(steps)
  return transact(caller, async (tx) => {
    const { number } = await lockTask(tx, caller.companyId, id)
    const present = await newestPlan(tx, caller.companyId, id)
    if (present?.state !== 'proposed')
      throw new AppError('conflict', {
        detail: 'No plan of this task waits for approval. Nothing was changed. Ask for a new plan first.',
      })
    refuse(planProblems(steps, await employedAmong(tx, caller.companyId, steps)))
    const changed = await tx
      .updateTable('plans')
      .set({ steps: json, ...(summary !== undefined && { summary: summary.trim() }) })
      .where('id', '=', present.id)
      .returningAll()
      .executeTakeFirstOrThrow()
    const note = JSON.stringify({ planId: present.id })
    await sql`select deskhand.note_task(${id}, 'plan_changed', ${note}::jsonb)`.execute(tx)
    await record(tx, {
      companyId: caller.companyId,
      action: 'task.plan_changed',
      subjectId: id,
      details: { number },
    })
    return planToWire(changed)
  })
}

function storedText(steps: readonly PlanStep[]): string {
  const storable = storableJson(steps)
  const doFit = steps.every(({ checks }) => fittingChecks(checks).length === checks.length)
  if (doFit && writtenBytes(storable) <= maxPlanBytes) return JSON.stringify(storable)
  throw new AppError('too_large', {
    detail: 'The plan is too long. Nothing was changed. Shorten the descriptions or the checks of its steps.',
  })
}

function refuse([problem]: string[]): void {
  if (problem === undefined) return
  throw new AppError('invalid', { detail: `${problem} Nothing was changed.`, fields: { steps: problem } })
}
