'use server'
import { z } from 'zod'
import { updateEmployee } from '#lib/employee/update-employee.ts'
import { parseInput } from '#lib/parse-input.ts'
import { type Employee, type UpdateEmployeeInput, updateEmployeeInput } from '#lib/wire/employee.ts'
import { act, type Outcome } from '../../_edge/act.ts'
import { requireMember } from '../../_edge/session.ts'

/** Changes only the fields that are given. */
export async function changeEmployee(id: string, changes: UpdateEmployeeInput): Promise<Outcome<Employee>> {
  return act(async () => {
    const employeeId = parseInput(z.uuid(), id)
    const member = await requireMember(`/employees/${employeeId}/settings`)
    return updateEmployee(member, { id: employeeId, ...parseInput(updateEmployeeInput, changes) })
  })
}
