// Tasks and who takes them, for tests, written straight into the tables.
import { randomUUID } from 'node:crypto'
import { insertRow, type Sql } from './company.ts'

type Columns = Record<string, unknown>

/** Ready for whoever wants it, else at `status`, by moves the table of moves knows. */
export async function addTask(
  sql: Sql,
  companyId: string,
  { status = 'ready', ...row }: Columns & { status?: keyof typeof ways } = {},
): Promise<string> {
  const [first = 'ready', ...further] = ways[status]
  const { id } = await insertRow(sql, 'tasks', {
    company_id: companyId,
    title: 'A task',
    ...row,
    status: first,
  })
  for (const next of further) {
    await sql.query(
      `update tasks set status = $2, failure = case when $2 = 'failed' then '{"code":"gave_up","text":"It could not be built.","action":"Look at the log."}'::jsonb end where id = $1`,
      [id, next],
    )
  }
  return String(id)
}

export async function addWorker(sql: Sql, companyId: string, columns: Columns = {}): Promise<string> {
  const id = randomUUID()
  const name = `worker ${id.slice(0, 8)}`
  await insertRow(sql, 'workers', { id, company_id: companyId, name, executor: 'command', ...columns })
  return id
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
