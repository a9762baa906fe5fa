// A plan as it stands in its row, and as it is told.
import type { Selectable } from 'kysely'
import { z } from 'zod'
import type { Tx } from '#lib/db/database.ts'
import type { Plan as PlanTable } from '#lib/db/types.ts'
import { type Plan, plan, planStep } from '#lib/wire/plan.ts'

export type PlanRow = Selectable<PlanTable>

export const storedSteps = z.array(planStep)

/** The newest plan of a task, whatever became of it. */
export function newestPlan(tx: Tx, companyId: string, taskId: string): Promise<PlanRow | undefined> {
  return tx
    .selectFrom('plans')
    .where('companyId', '=', companyId)
    .where('taskId', '=', taskId)
    .selectAll()
    .orderBy('createdAt', 'desc')
    .orderBy('id', 'desc')
    .limit(1)
    .executeTakeFirst()
}

export function planToWire(row: PlanRow): Plan {
  return plan.parse({
    ...row,
    createdAt: row.createdAt.toISOString(),
    madeAt: row.madeAt?.toISOString() ?? null,
    decidedAt: row.decidedAt?.toISOString() ?? null,
  })
}
