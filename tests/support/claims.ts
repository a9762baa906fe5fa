// Tasks that can be claimed and workers that claim them, straight in the database.
import { randomUUID } from 'node:crypto'
import { insertRow, type Sql } from './company.ts'

type Columns = Record<string, unknown>

/** Ready for whoever wants it, unless the columns say otherwise. */
export async function addTask(sql: Sql, companyId: string, columns: Columns = {}): Promise<string> {
  const id = randomUUID()
  await insertRow(sql, 'tasks', {
    id,
    company_id: companyId,
    title: 'A task',
    status: 'ready',
    ...columns,
  })
  return id
}

export async function addWorker(sql: Sql, companyId: string, columns: Columns = {}): Promise<string> {
  const id = randomUUID()
  await insertRow(sql, 'workers', {
    id,
    company_id: companyId,
    name: `worker ${id.slice(0, 8)}`,
    executor: 'command',
    ...columns,
  })
  return id
}
