import { sql } from 'kysely'
import { authorize } from '#lib/access/authorize.ts'
import type { CompanyCaller } from '#lib/access/caller.ts'
import { record } from '#lib/audit/record.ts'
import { lockSeats, requireSeat } from '#lib/billing/read-entitlement.ts'
import { requireRunning } from '#lib/billing/require-running.ts'
import { transact } from '#lib/db/transact.ts'
import { AppError } from '#lib/errors.ts'
import type { Employee } from '#lib/wire/employee.ts'
import { employeeById } from './read-employee.ts'

/** How long a fired employee's home is kept and they can be taken back. */
export const undoDays = 3

/** Stops the employee at once; the home is destroyed when the undo period is over. Firing twice changes nothing. */
export function fire(caller: CompanyCaller, input: { id: string }): Promise<Employee> {
  authorize(caller, 'employees.fire')
  return transact(caller, async (tx) => {
    const employee = await employeeById(tx, caller, input.id)
    if (employee.firedAt) return employee
    await tx
      .updateTable('employees')
      .set({
        firedAt: sql<Date>`now()`,
        homeKeptUntil: sql<Date>`now() + make_interval(days => ${undoDays})`,
      })
      .where('companyId', '=', caller.companyId)
      .where('id', '=', input.id)
      .execute()
    await tx
      .updateTable('desks')
      .set({ desiredState: 'stopped', desiredAt: sql<Date>`now()` })
      .where('companyId', '=', caller.companyId)
      .where('employeeId', '=', input.id)
      .execute()
    await record(tx, {
      companyId: caller.companyId,
      action: 'employee.fired',
      subjectId: input.id,
      details: { name: employee.name },
    })
    return employeeById(tx, caller, input.id)
  })
}

/** Undoes a firing within the undo period; needs a free seat. */
export function takeBack(caller: CompanyCaller, input: { id: string }): Promise<Employee> {
  authorize(caller, 'employees.hire')
  return transact(caller, async (tx) => {
    await lockSeats(tx, caller.companyId)
    const employee = await employeeById(tx, caller, input.id)
    if (!employee.firedAt) return employee
    requireSeat(await requireRunning(tx, caller, 'hire'))
    const desk = await tx
      .updateTable('desks')
      .set((eb) => ({
        desiredState: 'running',
        desiredNudge: eb('desiredNudge', '+', 1),
        desiredAt: sql<Date>`now()`,
      }))
      .where('companyId', '=', caller.companyId)
      .where('employeeId', '=', input.id)
      .where('desiredState', '!=', 'absent')
      .returning('id')
      .executeTakeFirst()
    if (!desk) {
      throw new AppError('gone', {
        detail: `${employee.name}'s home is already being cleared away. Hire again instead.`,
      })
    }
    await tx
      .updateTable('employees')
      .set({ firedAt: null, homeKeptUntil: null })
      .where('companyId', '=', caller.companyId)
      .where('id', '=', input.id)
      .execute()
    await record(tx, {
      companyId: caller.companyId,
      action: 'employee.taken_back',
      subjectId: input.id,
      details: { name: employee.name },
    })
    return employeeById(tx, caller, input.id)
  })
}
