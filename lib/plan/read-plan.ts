import { authorize } from '#lib/access/authorize.ts'
import type { CompanyCaller } from '#lib/access/caller.ts'
import { transact } from '#lib/db/transact.ts'
import { notFound } from '#lib/errors.ts'
import type { Plan } from '#lib/wire/plan.ts'
import { newestPlan, planToWire } from './plan-row.ts'

/** The newest plan of a task. @throws AppError `not_found`, also for a task that was never planned. */
export function readPlan(caller: CompanyCaller, input: { id: string }): Promise<Plan> {
  authorize(caller, 'tasks.read')
  return transact(caller, async (tx) => {
    const row = await newestPlan(tx, caller.companyId, input.id)
    if (!row) throw notFound('task')
    return planToWire(row)
  })
}
