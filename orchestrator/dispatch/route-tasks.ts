// Gives tasks that are nobody's to an employee when nobody took them by themselves within seconds: then everybody who could is busy or
// asleep, and somebody has to be woken or to have it next.
import { sql } from 'kysely'
import type { Tx } from '#lib/db/database.ts'
import { transactAsOrchestrator } from '#lib/db/transact.ts'
import { type Candidate, chooseEmployee } from './choose-employee.ts'

interface Waiting {
  taskId: string
  companyId: string
  requires: string[]
}

const atMost = 50

/** How many found somebody. Several orchestrators may do this at once. */
export function routeTasks(): Promise<number> {
  return transactAsOrchestrator(async (tx) => {
    const loads = new Map<string, Candidate[]>()
    let routed = 0
    for (const task of await readWaiting(tx)) {
      const candidates = loads.get(task.companyId) ?? (await readCandidates(tx, task.companyId))
      loads.set(task.companyId, candidates)
      const choice = chooseEmployee(task.requires, candidates)
      if (!choice) continue
      await assign(tx, task.taskId, choice)
      for (const one of candidates) if (one.employeeId === choice.employeeId) one.load += 1
      routed += 1
    }
    return routed
  })
}

async function assign(tx: Tx, taskId: string, choice: { employeeId: string; reason: string }): Promise<void> {
  await tx.updateTable('tasks').set({ assigneeId: choice.employeeId }).where('id', '=', taskId).execute()
  const note = JSON.stringify({ assigneeId: choice.employeeId, reason: choice.reason })
  await sql`select deskhand.note_task(${taskId}, 'routed', ${note}::jsonb)`.execute(tx)
}

/** Ready for some seconds, and no worker outside who is heard of could take it now. */
async function readWaiting(tx: Tx): Promise<Waiting[]> {
  const { rows } = await sql<Waiting>`
    select task.id as task_id, task.company_id, task.requires from tasks task
    where task.status = 'ready' and task.assignee_id is null and task.open_dependencies = 0 and task.parts = 0
      and greatest(task.queued_at, task.available_at) < now() - interval '4 seconds'
      and (task.allowance_micros is null or task.cost_micros < task.allowance_micros)
      -- Those whom nobody could be given to would stand before all others, of whatever company, for ever: the same as readCandidates.
      and exists (select from workers able
        join employees on employees.id = able.employee_id and employees.fired_at is null
        join desks on desks.employee_id = able.employee_id and desks.desired_state in ('running', 'asleep')
        where able.company_id = task.company_id and able.forgotten_at is null and able.draining_at is null
          and task.requires <@ able.capabilities)
      and not exists (
        select from workers outside
        where outside.company_id = task.company_id and outside.employee_id is null and outside.draining_at is null
          and outside.forgotten_at is null and outside.seen_at > now() - interval '90 seconds'
          and task.requires <@ outside.capabilities
          and outside.max_concurrent > (select count(*) from runs where runs.worker_id = outside.id and runs.ended_at is null))
    order by task.claim_order limit ${atMost} for no key update of task skip locked`.execute(tx)
  return rows
}

async function readCandidates(tx: Tx, companyId: string): Promise<Candidate[]> {
  const { rows } = await sql<Candidate>`
    select worker.employee_id, employee.name, worker.capabilities, desk.observed_state = 'ready' as is_awake,
      (select count(*) from tasks where tasks.assignee_id = worker.employee_id and tasks.status in ('ready', 'claimed', 'running')
        and tasks.parts = 0)::int as load
    from workers worker
    join employees employee on employee.id = worker.employee_id and employee.fired_at is null
    join desks desk on desk.employee_id = worker.employee_id and desk.desired_state in ('running', 'asleep')
    where worker.company_id = ${companyId} and worker.draining_at is null and worker.forgotten_at is null`.execute(
    tx,
  )
  return rows
}
