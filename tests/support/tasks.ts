// Tasks for tests, written straight into the tables.
import { insertRow, type Sql } from './company.ts'

interface TaskRow {
  title: string
  [column: string]: unknown
}

/** At `status`, by moves the table of moves knows. */
export async function addTask(
  sql: Sql,
  companyId: string,
  { status = 'ready', ...row }: TaskRow & { status?: keyof typeof ways },
): Promise<string> {
  const [first = 'ready', ...further] = ways[status]
  const { id } = await insertRow(sql, 'tasks', { company_id: companyId, ...row, status: first })
  for (const next of further) {
    await sql.query(
      `update tasks set status = $2, failure = case when $2 = 'failed' then '{"code":"gave_up","text":"It could not be built.","action":"Look at the log."}'::jsonb end where id = $1`,
      [id, next],
    )
  }
  return String(id)
}

const ways = {
  draft: ['draft'],
  planning: ['planning'],
  ready: ['ready'],
  running: ['ready', 'running'],
  in_review: ['ready', 'running', 'in_review'],
  done: ['ready', 'running', 'in_review', 'done'],
  failed: ['ready', 'running', 'failed'],
  cancelled: ['ready', 'cancelled'],
} as const
