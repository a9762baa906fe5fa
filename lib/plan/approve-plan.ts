import { authorize } from '#lib/access/authorize.ts'
import type { CompanyCaller } from '#lib/access/caller.ts'
import { requireRunning } from '#lib/billing/require-running.ts'
import type { Tx } from '#lib/db/database.ts'
import { carryOutPlan } from './carry-out-plan.ts'

/**
 * A person approves the proposed plan: its parts are made and the task is ready. In the transaction of the verb that calls it, which
 * also audits. @throws AppError `not_found`, `conflict`
 */
export async function approvePlan(tx: Tx, caller: CompanyCaller, taskId: string): Promise<void> {
  authorize(caller, 'tasks.write')
  await requireRunning(tx, caller, 'task')
  const decidedBy = caller.kind === 'member' ? caller.userId : null
  await carryOutPlan(tx, { companyId: caller.companyId, taskId, decidedBy, state: 'proposed' })
}
