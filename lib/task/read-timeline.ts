import { sql } from 'kysely'
import type { z } from 'zod'
import { authorize } from '#lib/access/authorize.ts'
import type { CompanyCaller } from '#lib/access/caller.ts'
import { transact } from '#lib/db/transact.ts'
import { type TimelineEntry, timelineEntry, type timelinePage } from '#lib/wire/timeline.ts'
import { requireTask } from './require-task.ts'

interface Row {
  id: number
  runId: string | null
  kind: string
  actorKind: string
  actorId: string | null
  actorName: string | null
  data: unknown
  at: Date
}

/** Everything that happened to a task after a line, oldest first. */
export function readTimeline(
  caller: CompanyCaller,
  input: { taskId: string; after: number; limit: number },
): Promise<z.output<typeof timelinePage>> {
  authorize(caller, 'tasks.read')
  return transact(caller, async (tx) => {
    await requireTask(tx, caller.companyId, input.taskId)
    const { rows } = await sql<Row>`
      select line.id, line.run_id, line.kind, line.actor_kind, line.actor_id, line.data, line.at,
        case line.actor_kind
          when 'member' then (select coalesce(nullif(display_name, ''), email) from members
            where members.company_id = line.company_id and members.user_id = line.actor_id)
          when 'api_key' then (select name from api_keys where api_keys.id = line.actor_id)
          when 'employee' then (select name from employees where employees.id = line.actor_id)
          when 'worker' then (select name from workers where workers.id = line.actor_id)
        end as actor_name
      from task_timeline line
      where line.company_id = ${caller.companyId} and line.task_id = ${input.taskId} and line.id > ${input.after}
      order by line.id limit ${input.limit + 1}`.execute(tx)
    const page = rows.slice(0, input.limit)
    return {
      items: page.flatMap(toEntry),
      lastId: page.at(-1)?.id ?? input.after,
      hasMore: rows.length > input.limit,
    }
  })
}

/** A line that is not understood is left out: it must not hide all the others. */
function toEntry(row: Row): TimelineEntry[] {
  const { actorKind, actorId, actorName, at, ...rest } = row
  const name = actorName ?? nameless[actorKind] ?? ''
  const entry = timelineEntry.safeParse({
    ...rest,
    actor: { kind: actorKind, id: actorId, name },
    at: at.toISOString(),
  })
  return entry.success ? [entry.data] : []
}

/** Who is not there any more, or whose name is not for everybody. */
const nameless: Record<string, string> = {
  member: 'Somebody who left',
  api_key: 'API',
  employee: 'Somebody who left',
  worker: 'A worker',
  system: 'Deskhand',
}
