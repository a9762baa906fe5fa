// What an employee's model calls came to, from the ledger.
import { sql } from 'kysely'
import { authorize } from '#lib/access/authorize.ts'
import type { CompanyCaller } from '#lib/access/caller.ts'
import { transact } from '#lib/db/transact.ts'

export interface ModelUse {
  calls: number
  costMicros: number
  /** How many of the calls the practice model answered: they are priced like real ones and cost nobody anything. */
  practiceCalls: number
}

/** Since the first of this month, UTC. Nothing for an unknown or foreign employee. */
export function readModelUse(caller: CompanyCaller, input: { employeeId: string }): Promise<ModelUse> {
  authorize(caller, 'employees.read')
  return transact(caller, async (tx) =>
    tx
      .selectFrom('ledgerEntries')
      .where('companyId', '=', caller.companyId)
      .where('employeeId', '=', input.employeeId)
      .where('startedAt', '>=', sql<Date>`date_trunc('month', now(), 'UTC')`)
      .select((eb) => [
        eb.fn.countAll<number>().as('calls'),
        eb.fn.countAll<number>().filterWhere('practice', '=', true).as('practiceCalls'),
        sql<number>`coalesce(sum(cost_micros), 0)::bigint`.as('costMicros'),
      ])
      .executeTakeFirstOrThrow(),
  )
}
