// What one task came to, over all time: its planning, its runs and its checks.
import { sql } from 'kysely'
import { authorize } from '#lib/access/authorize.ts'
import type { CompanyCaller } from '#lib/access/caller.ts'
import { transact } from '#lib/db/transact.ts'
import { requireTask } from '#lib/task/require-task.ts'
import type { TaskCost } from '#lib/wire/usage.ts'
import type { UsageSum } from './add-up.ts'
import { figures, kindOfCall } from './calls.ts'
import { kindsFrom, modelsFrom, totalOf, totalsBy } from './fold.ts'

/** Of a whole: what it cost itself; its parts have their own. @throws AppError `not_found` */
export function readTaskCost(caller: CompanyCaller, input: { id: string }): Promise<TaskCost> {
  authorize(caller, 'tasks.read')
  return transact(caller, async (tx) => {
    await requireTask(tx, caller.companyId, input.id)
    const { rows } = await sql<UsageSum>`
      select case grouping(kind, model) when 1 then 'kind' else 'model' end as by, '' as day,
        coalesce(kind, model) as key, 0 as of_all, ${figures}
      from (
        select l.*, ${kindOfCall} as kind from ledger_entries l
        where l.company_id = ${caller.companyId} and (
          l.run_id in (select id from runs where company_id = ${caller.companyId} and task_id = ${input.id})
          or l.plan_id in (select id from plans where company_id = ${caller.companyId} and task_id = ${input.id}))
      ) l
      group by grouping sets ((kind), (model))`.execute(tx)
    const kinds = kindsFrom(totalsBy(rows, 'kind'))
    return { ...totalOf(kinds), kinds, models: modelsFrom(totalsBy(rows, 'model')) }
  })
}
