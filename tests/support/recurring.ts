// Builds what recurs and what waits for people straight in the database.
import { randomUUID } from 'node:crypto'
import { insertRow, type Sql } from './company.ts'

/** One of each in a company, by the noun of its operation. */
export async function addRecurring(sql: Sql, companyId: string) {
  const template = await addTemplate(sql, companyId)
  const schedule = await addSchedule(sql, companyId, template)
  const { taskId, runId } = await addRun(sql, companyId)
  const question = await addQuestion(sql, { companyId, taskId, runId })
  const row = { company_id: companyId, kind: 'failed', task_id: taskId, text: 'Failed: something' }
  const notification = String((await insertRow(sql, 'notifications', row)).id)
  return { template, schedule, question, notification }
}

export async function addTemplate(sql: Sql, companyId: string, spec: Record<string, unknown> = {}) {
  const facts = { title: 'Write the report', plan: 'none', ...spec }
  const row = { company_id: companyId, name: `Template ${randomUUID()}`, spec: JSON.stringify(facts) }
  return String((await insertRow(sql, 'task_templates', row)).id)
}

export async function addSchedule(
  sql: Sql,
  companyId: string,
  templateId: string,
  columns: Record<string, unknown> = {},
) {
  const row = {
    company_id: companyId,
    template_id: templateId,
    cron: '0 9 * * *',
    time_zone: 'UTC',
    ...columns,
  }
  return String((await insertRow(sql, 'schedules', { next_at: new Date(), ...row })).id)
}

/** A task that somebody outside works on, or, with an employee, somebody at a desk. */
export async function addRun(
  sql: Sql,
  companyId: string,
  facts: { task?: Record<string, unknown>; run?: Record<string, unknown>; employeeId?: string } = {},
) {
  const employee = facts.employeeId ? { employee_id: facts.employeeId } : {}
  const worker = { company_id: companyId, ...employee, name: `Worker ${randomUUID()}`, executor: 'command' }
  const workerId = String((await insertRow(sql, 'workers', worker)).id)
  const wanted = { company_id: companyId, title: 'Make a page', status: 'ready', ...facts.task }
  const task = await insertRow(sql, 'tasks', wanted)
  const taskId = String(task.id)
  const run = {
    company_id: companyId,
    ...employee,
    task_id: taskId,
    worker_id: workerId,
    attempt: 1,
    lease_hash: Buffer.alloc(32),
    lease_expires_at: new Date(Date.now() + 60_000),
    ...facts.run,
  }
  const runId = String((await insertRow(sql, 'runs', run)).id)
  await sql.query(`update tasks set status = 'claimed', attempts = 1 where id = $1`, [taskId])
  await sql.query(`update tasks set status = 'running' where id = $1`, [taskId])
  return { taskId, runId, workerId, number: Number(task.number) }
}

export async function addQuestion(sql: Sql, at: { companyId: string; taskId: string; runId: string }) {
  const row = { company_id: at.companyId, task_id: at.taskId, run_id: at.runId, asker_key: randomUUID() }
  return String((await insertRow(sql, 'questions', { ...row, text: 'Which colour?', options: ['Blue'] })).id)
}
