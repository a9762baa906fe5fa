// Counters of allowances, for the two companies of the world.
import type pg from 'pg'
import { insertRow } from '../support/company.ts'
import type { Employee } from '../support/employee.ts'

/** Per table, the condition that finds the row. */
export async function fillAllowances(
  sql: pg.Client,
  { companyId, employeeId }: Employee,
): Promise<Record<string, string>> {
  const period = '2026-01-01'
  await insertRow(sql, 'spend', { company_id: companyId, scope: 'company', subject_id: companyId, period })
  await insertRow(sql, 'breaker_eases', { company_id: companyId, employee_id: employeeId })
  return { spend: `subject_id = '${companyId}'`, breaker_eases: `employee_id = '${employeeId}'` }
}

/** Rows that somebody could add. */
export function newAllowanceRows({ companyId, employeeId }: Employee) {
  return { breaker_eases: { company_id: companyId, employee_id: employeeId } }
}
