// One pass over the ledger: the sums of each day by employee, by model and by kind, and those of the dearest tasks.
import { sql } from 'kysely'
import type { Tx } from '#lib/db/database.ts'
import { mostUsageTasks, type UsageFigures } from '#lib/wire/usage.ts'
import { figures, figuresAgain, kindOfCall } from './calls.ts'
import { type DayRange, plusDays } from './days.ts'

export interface UsageSum extends UsageFigures {
  by: 'employee' | 'model' | 'kind' | 'task'
  /** Empty for tasks: theirs is the whole range. */
  day: string
  /** An id, a model or a kind; `company` where no employee asked. */
  key: string
  /** How many there are of its sort. */
  ofAll: number
}

/** By day; within one, dearest first. */
export async function addUp(tx: Tx, companyId: string, { from, to }: DayRange): Promise<UsageSum[]> {
  const { rows } = await sql<UsageSum>`
    with cells as (
      select (l.started_at at time zone 'UTC')::date as day, l.employee_id, l.model,
        ${kindOfCall} as kind, coalesce(r.task_id, p.task_id) as task_id, ${figures}
      from ledger_entries l
        left join runs r on r.company_id = l.company_id and r.id = l.run_id
        left join plans p on p.company_id = l.company_id and p.id = l.plan_id
      where l.company_id = ${companyId}
        and l.started_at >= ${from}::timestamp at time zone 'UTC'
        and l.started_at < ${plusDays(to, 1)}::timestamp at time zone 'UTC'
      group by 1, 2, 3, 4, 5
    ), sums as (
      select case grouping(employee_id, model, kind, task_id)
          when 7 then 'employee' when 11 then 'model' when 13 then 'kind' else 'task' end as by,
        coalesce(to_char(day, 'YYYY-MM-DD'), '') as day,
        coalesce(employee_id::text, model, kind, task_id::text, 'company') as key, ${figuresAgain}
      from cells
      group by grouping sets ((day, employee_id), (day, model), (day, kind), (task_id))
      having grouping(task_id) = 1 or task_id is not null
    ), ranked as (
      select *, row_number() over (partition by by order by cost_micros desc, key) as place,
        count(*) over (partition by by)::int as of_all
      from sums
    )
    select by, day, key, of_all, calls, practice_calls, input_tokens, output_tokens, cache_read_tokens, cache_write_tokens,
      cost_micros, practice_micros
    from ranked where by <> 'task' or place <= ${mostUsageTasks} order by day, place`.execute(tx)
  return rows
}
