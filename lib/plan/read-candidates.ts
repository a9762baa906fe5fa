// Who could do the work: the employees of a company with what they are and have to do, and the workers outside. What planner and router
// choose from.
import { sql } from 'kysely'
import type { Tx } from '#lib/db/database.ts'
import { type RoleTemplate, roleByKey } from '#lib/role/roles.ts'

export interface Candidate {
  id: string
  name: string
  role: Pick<RoleTemplate, 'key' | 'name' | 'headline' | 'summary' | 'doesForYou'>
  skills: readonly { key: string; name: string; summary: string }[]
  capabilities: readonly string[]
  model: string
  /** Tasks that are theirs and not at their end. */
  openTasks: number
}

interface OutsideWorker {
  name: string
  executor: string
  capabilities: readonly string[]
}

export interface Candidates {
  employees: readonly Candidate[]
  outside: readonly OutsideWorker[]
}

/** More than a planner can choose from with sense. */
const mostEmployees = 60
const mostOutside = 30

interface EmployeeRow {
  id: string
  name: string
  roleKey: string
  skills: string[]
  model: string
  capabilities: string[] | null
  openTasks: number
}

export async function readCandidates(tx: Tx, companyId: string): Promise<Candidates> {
  const { rows } = await sql<EmployeeRow>`
    select employee.id, employee.name, employee.role_key, employee.skills, employee.model, worker.capabilities,
      (select count(*) from tasks where tasks.assignee_id = employee.id
        and tasks.status not in ('draft', 'done', 'failed', 'cancelled')) as open_tasks
    from employees employee left join workers worker on worker.employee_id = employee.id
    where employee.company_id = ${companyId} and employee.fired_at is null
    order by employee.hired_at, employee.id limit ${mostEmployees}`.execute(tx)
  const outside = await sql<OutsideWorker>`
    select name, executor, capabilities from workers
    where company_id = ${companyId} and employee_id is null and draining_at is null and seen_at > now() - interval '1 day'
    order by name limit ${mostOutside}`.execute(tx)
  return { employees: rows.map(candidateOf), outside: outside.rows }
}

function candidateOf({ id, name, model, openTasks, ...row }: EmployeeRow): Candidate {
  const role = roleByKey(row.roleKey)
  const skills = role?.skills.filter(({ key }) => row.skills.includes(key)) ?? []
  // Before their desk has said what it can, it is what every desk can.
  const capabilities = row.capabilities ?? ['openclaw', 'browser', row.roleKey, ...row.skills]
  const unknownRole = {
    key: 'executive-assistant',
    name: row.roleKey,
    headline: '',
    summary: '',
    doesForYou: [],
  } as const
  return { id, name, role: role ?? unknownRole, skills, capabilities, model, openTasks: Number(openTasks) }
}
