import { sql } from 'kysely'
import { authorize } from '#lib/access/authorize.ts'
import type { CompanyCaller } from '#lib/access/caller.ts'
import { transact } from '#lib/db/transact.ts'
import type { LogPage } from '#lib/wire/timeline.ts'
import { requireTask } from './require-task.ts'

interface Row {
  id: number
  runId: string
  firstLine: number
  lines: string[]
  at: Date
}

/** A page of pieces of 500 long lines each would be larger than anybody wants to load at once. */
const maxPageBytes = 1_000_000

/** What the runs of a task printed, piece by piece as it came. */
export function readLog(
  caller: CompanyCaller,
  input: { taskId: string; after: number; limit: number; runId?: string | undefined },
): Promise<LogPage> {
  authorize(caller, 'tasks.read')
  return transact(caller, async (tx) => {
    await requireTask(tx, caller.companyId, input.taskId)
    const { rows } = await sql<Row & { before: number }>`
      select id, run_id, first_line, lines, at,
        coalesce(sum(pg_column_size(lines)) over (order by id rows between unbounded preceding and 1 preceding), 0) as before
      from (
        select * from run_logs where company_id = ${caller.companyId} and task_id = ${input.taskId} and id > ${input.after}
          and (${input.runId ?? null}::uuid is null or run_id = ${input.runId ?? null}::uuid)
        order by id limit ${input.limit + 1}
      ) piece order by id`.execute(tx)
    const page = rows.slice(0, input.limit).filter(({ before }) => Number(before) < maxPageBytes)
    return {
      items: page.map(({ id, runId, firstLine, lines, at }) => ({
        id,
        runId,
        firstLine,
        lines,
        at: at.toISOString(),
      })),
      lastId: page.at(-1)?.id ?? input.after,
      hasMore: rows.length > page.length,
    }
  })
}
