// Three who work in a company, and what becomes of their desks.
import type { Sql } from '#tests/support/company.ts'
import { addEmployee } from '#tests/support/employee.ts'

/** One who runs, one asleep, one whom somebody paused. */
export interface Staff {
  runs: string
  sleeps: string
  rests: string
}

export async function employ(sql: Sql, companyId: string): Promise<Staff> {
  const seat = async (name: string, state: string) =>
    (await addEmployee(sql, companyId, { employee: { name }, desk: { desired_state: state } })).employeeId
  return {
    runs: await seat('Ada', 'running'),
    sleeps: await seat('Bo', 'asleep'),
    rests: await seat('Cy', 'stopped'),
  }
}

export async function desksOf(sql: Sql, companyId: string): Promise<Record<string, string>> {
  const { rows } = await sql.query<{ name: string; desired: string }>(
    `select name, desired_state as desired from desks join employees on employees.id = employee_id
      where desks.company_id = $1`,
    [companyId],
  )
  return Object.fromEntries(rows.map(({ name, desired }) => [name, desired]))
}

export const asBefore = { Ada: 'running', Bo: 'asleep', Cy: 'stopped' }
export const halted = { Ada: 'stopped', Bo: 'asleep', Cy: 'stopped' }
export const gone = { Ada: 'absent', Bo: 'absent', Cy: 'absent' }
