// The desk of an employee whose desktop somebody wants to see or drive, or the reason why there is none to see.
import type { Member } from '#lib/access/caller.ts'
import { requireRunning } from '#lib/billing/require-running.ts'
import type { Tx } from '#lib/db/database.ts'
import { employeeById } from '#lib/employee/read-employee.ts'
import { requireOwnSeat } from '#lib/employee/require-own-seat.ts'
import { AppError } from '#lib/errors.ts'
import type { Employee } from '#lib/wire/employee.ts'

export interface DeskToSee {
  employee: Employee
  deskId: string
  hostLabel: string
}

/** @throws AppError `not_found`, `payment_required`, `limit_reached`, or `conflict` where no desk could ever be seen now. */
export async function deskToSee(tx: Tx, caller: Member, employeeId: string): Promise<DeskToSee> {
  const employee = await employeeById(tx, caller, employeeId)
  await requireRunning(tx, caller, 'desktop')
  await requireOwnSeat(tx, employee)
  const desk = await tx
    .selectFrom('desks')
    .where('companyId', '=', caller.companyId)
    .where('employeeId', '=', employeeId)
    .select(['id', 'hostLabel'])
    .orderBy('createdAt', 'desc')
    .limit(1)
    .executeTakeFirstOrThrow()
  if (employee.desk.runtime !== null && !employee.desk.hasDesktop) {
    throw new AppError('conflict', {
      detail: `${employee.name}'s desk has no desktop: the desks of this installation do not run in containers. Nothing was changed.`,
    })
  }
  return { employee, deskId: desk.id, hostLabel: desk.hostLabel }
}

/** @throws AppError `conflict` that says what stands between the desk and its desktop. */
export function requireReady({ name, lifecycle, desk }: Employee): void {
  switch (lifecycle) {
    case 'ready':
      return
    case 'starting':
      throw new AppError('conflict', {
        detail: `${name}'s desk is starting. The desktop can be seen as soon as it is ready.`,
        retryAfterMs: 2000,
      })
    case 'asleep':
      throw new AppError('conflict', {
        detail: `${name} is asleep. Nothing was changed. Wake ${name} first.`,
      })
    case 'paused':
      throw new AppError('conflict', {
        detail: `${name} is paused, and the desk is off. Nothing was changed. Start ${name} first.`,
      })
    case 'leaving':
      throw new AppError('conflict', {
        detail: `${name} is leaving, and the desk is off. Nothing was changed. Take ${name} back first.`,
      })
    case 'needs_attention':
      throw new AppError('conflict', {
        detail: desk.error
          ? `${desk.error.text} ${desk.error.action}`
          : `${name}'s desk needs attention before its desktop can be seen. Nothing was changed.`,
      })
  }
}
