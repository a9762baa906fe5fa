// An employee at a desk with a desktop that is ready to be seen, straight in the database.
import { addCompany, type Company, type Sql } from './company.ts'
import { addEmployee, addHost, type Employee } from './employee.ts'

export interface SeenDesk extends Employee {
  company: Company
  hostName: string
}

const seenColumns = {
  desired_state: 'running',
  observed_state: 'ready',
  observed_generation: 1,
  observed_phase: 'ready',
}

/** In a paying company, unless one is given, on a host of that name. */
export async function addSeenDesk(
  sql: Sql,
  given: { company?: Company; hostId?: string; hostName?: string; desk?: Record<string, unknown> } = {},
): Promise<SeenDesk> {
  const company = given.company ?? (await addCompany(sql, { planKey: 'studio' }))
  const hostName = given.hostName ?? `host-${company.companyId}`
  const hostId = given.hostId ?? (await addHost(sql, { name: hostName, runtime: 'docker' }))
  const desk = { ...seenColumns, host_id: hostId, ...given.desk }
  return { ...(await addEmployee(sql, company.companyId, { desk })), company, hostName }
}
