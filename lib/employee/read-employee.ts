import { authorize } from '#lib/access/authorize.ts'
import type { CompanyCaller } from '#lib/access/caller.ts'
import type { Tx } from '#lib/db/database.ts'
import { transact } from '#lib/db/transact.ts'
import { notFound } from '#lib/errors.ts'
import type { Employee } from '#lib/wire/employee.ts'
import { selectEmployees, toWire } from './employee-row.ts'
import { readerOf } from './reader.ts'

/** @throws AppError `not_found` for an unknown or foreign employee, and for one who has left for good. */
export function readEmployee(caller: CompanyCaller, input: { id: string }): Promise<Employee> {
  authorize(caller, 'employees.read')
  return transact(caller, (tx) => employeeById(tx, caller, input.id))
}

export async function employeeById(tx: Tx, caller: CompanyCaller, id: string): Promise<Employee> {
  const row = await selectEmployees(tx, caller.companyId, readerOf(caller))
    .where('employee.id', '=', id)
    .where('employee.leftAt', 'is', null)
    .executeTakeFirst()
  if (!row) throw notFound('employee')
  return toWire(row)
}
