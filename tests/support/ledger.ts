// Calls in the ledger, written straight into the table: one with its columns, or very many at once.
import { insertRow, type Sql } from './company.ts'
import type { Employee } from './employee.ts'
import { addWorker } from './tasks.ts'

type Columns = Record<string, unknown>

/** A settled call of a real model at the employee's desk, or of the company itself. */
export async function addCall(
  sql: Sql,
  by: Employee | { companyId: string },
  columns: Columns = {},
): Promise<string> {
  const startedAt = columns.started_at ?? new Date()
  const { id } = await insertRow(sql, 'ledger_entries', {
    company_id: by.companyId,
    ...('employeeId' in by && { employee_id: by.employeeId, desk_id: by.deskId }),
    model: 'claude-sonnet-4-5',
    practice: false,
    state: 'settled',
    http_status: 200,
    settled_at: startedAt,
    ...columns,
  })
  return String(id)
}

/** The id of a run of the task, ended, by a worker of its own. */
export async function addRun(sql: Sql, companyId: string, taskId: string): Promise<string> {
  const workerId = await addWorker(sql, companyId)
  const { id } = await insertRow(sql, 'runs', {
    company_id: companyId,
    task_id: taskId,
    worker_id: workerId,
    attempt: 1,
    lease_hash: Buffer.alloc(32),
    lease_expires_at: new Date(),
    ended_at: new Date(),
    outcome: 'released',
  })
  return String(id)
}

interface ManyCalls {
  count: number
  employees: readonly Employee[]
  runIds: readonly string[]
  /** They are spread evenly over the days before now. */
  days: number
}

/** In one statement, past the triggers: they are made for one call at a time. */
export async function addManyCalls(sql: Sql, { count, employees, runIds, days }: ManyCalls): Promise<void> {
  const [first] = employees
  if (!first) throw new Error('Nobody calls')
  await sql.query('set session_replication_role = replica')
  await sql.query(
    `insert into public.ledger_entries (company_id, employee_id, desk_id, run_id, model, practice, state, http_status,
       input_tokens, output_tokens, cost_micros, started_at, settled_at)
     select $1, ($2::uuid[])[1 + n % $4], ($3::uuid[])[1 + n % $4],
       case when n % 3 > 0 and cardinality($5::uuid[]) > 0 then ($5::uuid[])[1 + n % cardinality($5::uuid[])] end,
       (array['claude-sonnet-4-5', 'claude-haiku-4-5', 'claude-opus-4-5'])[1 + n % 3], n % 10 = 0, 'settled', 200,
       1000 + n % 500, 100 + n % 90, 3000 + n % 7000, at, at
     from generate_series(0, $6::int - 1) n,
       lateral (select now() - make_interval(secs => n * $7::float8 * 86400 / $6)) as moments (at)`,
    [
      first.companyId,
      employees.map(({ employeeId }) => employeeId),
      employees.map(({ deskId }) => deskId),
      employees.length,
      runIds,
      count,
      days,
    ],
  )
  await sql.query('reset session_replication_role')
}
