import type { Tx } from '#lib/db/database.ts'
import type { PlanStep } from '#lib/wire/plan.ts'

/** Who of those a plan names works here now. */
export async function employedAmong(
  tx: Tx,
  companyId: string,
  steps: readonly PlanStep[],
): Promise<ReadonlySet<string>> {
  const named = steps.flatMap(({ assigneeId }) => assigneeId ?? [])
  if (named.length === 0) return new Set()
  const rows = await tx
    .selectFrom('employees')
    .where('companyId', '=', companyId)
    .where('id', 'in', named)
    .where('firedAt', 'is', null)
    .select('id')
    .execute()
  return new Set(rows.map(({ id }) => id))
}
