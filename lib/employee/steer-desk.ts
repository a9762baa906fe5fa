// Start, pause, restart, provision: what a person wants of a desk becomes its desired state; the orchestrator makes it so.
import { sql } from 'kysely'
import { authorize } from '#lib/access/authorize.ts'
import type { CompanyCaller } from '#lib/access/caller.ts'
import { record } from '#lib/audit/record.ts'
import { requireRunning } from '#lib/billing/require-running.ts'
import { transact } from '#lib/db/transact.ts'
import { AppError } from '#lib/errors.ts'
import type { Employee } from '#lib/wire/employee.ts'
import { employeeById } from './read-employee.ts'
import { requireOwnSeat } from './require-own-seat.ts'

type Steering = 'start' | 'pause' | 'restart' | 'provision'

const past = { start: 'started', pause: 'paused', restart: 'restarted', provision: 'provisioned' } as const

/** Wakes, resumes or tries again. */
export function startEmployee(caller: CompanyCaller, input: { id: string }): Promise<Employee> {
  return steer(caller, input.id, 'start')
}

/** Puts the employee to rest until somebody starts them. Messages wait. */
export function pauseEmployee(caller: CompanyCaller, input: { id: string }): Promise<Employee> {
  return steer(caller, input.id, 'pause')
}

/** A fresh gateway over the same home. */
export function restartEmployee(caller: CompanyCaller, input: { id: string }): Promise<Employee> {
  return steer(caller, input.id, 'restart')
}

/** Makes the desk anew and keeps its home. */
export function provisionEmployee(caller: CompanyCaller, input: { id: string }): Promise<Employee> {
  return steer(caller, input.id, 'provision')
}

function steer(caller: CompanyCaller, id: string, steering: Steering): Promise<Employee> {
  authorize(caller, 'employees.change')
  return transact(caller, async (tx) => {
    if (steering !== 'pause') await requireRunning(tx, caller, 'desk')
    const employee = await employeeById(tx, caller, id)
    if (employee.firedAt) {
      throw new AppError('conflict', {
        detail: `${employee.name} is leaving. Nothing was changed. Take ${employee.name} back first.`,
      })
    }
    if (steering !== 'pause') await requireOwnSeat(tx, employee)
    const remake = steering === 'restart' || steering === 'provision'
    await tx
      .updateTable('desks')
      .set((eb) => ({
        desiredState: steering === 'pause' ? 'stopped' : 'running',
        desiredNudge: eb('desiredNudge', '+', 1),
        desiredGeneration: remake ? eb('desiredGeneration', '+', 1) : eb.ref('desiredGeneration'),
        desiredAt: sql<Date>`now()`,
      }))
      .where('companyId', '=', caller.companyId)
      .where('employeeId', '=', id)
      .where('desiredState', '!=', 'absent')
      .execute()
    await record(tx, { companyId: caller.companyId, action: `employee.${past[steering]}`, subjectId: id })
    return employeeById(tx, caller, id)
  })
}
