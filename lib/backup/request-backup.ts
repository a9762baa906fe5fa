import { randomUUID } from 'node:crypto'
import { authorize } from '#lib/access/authorize.ts'
import type { CompanyCaller } from '#lib/access/caller.ts'
import { record } from '#lib/audit/record.ts'
import type { Tx } from '#lib/db/database.ts'
import { transact } from '#lib/db/transact.ts'
import { employeeById } from '#lib/employee/read-employee.ts'
import { AppError } from '#lib/errors.ts'
import type { Backup } from '#lib/wire/backup.ts'
import { backupById, selectBackups } from './backup-row.ts'
import { requireStaying } from './require-staying.ts'

/** How many a company keeps of one employee, besides the daily ones. */
export const mostBackups = 10

/** The host of the desk makes it at the next quiet moment. While one is under way, asking again changes nothing. */
export function requestBackup(caller: CompanyCaller, input: { employeeId: string }): Promise<Backup> {
  authorize(caller, 'backups.manage')
  return transact(caller, async (tx) => {
    const employee = await employeeById(tx, caller, input.employeeId)
    requireStaying(employee)
    const place = { companyId: caller.companyId, employeeId: employee.id }
    const open = await openBackup(tx, place)
    if (open) return backupById(tx, caller, { employeeId: employee.id, backupId: open })
    await requireRoom(tx, place)
    const id = randomUUID()
    const askedBy = caller.kind === 'member' ? caller.userId : null
    await tx
      .insertInto('homeArchives')
      .values({ id, ...place, askedBy })
      .onConflict((conflict) => conflict.doNothing())
      .execute()
    // Somebody who asked in the same moment may have been quicker.
    const backupId = (await openBackup(tx, place)) ?? id
    if (backupId === id)
      await record(tx, {
        companyId: caller.companyId,
        action: 'backup.requested',
        subjectId: employee.id,
        details: { name: employee.name },
      })
    return backupById(tx, caller, { employeeId: employee.id, backupId })
  })
}

type Place = Parameters<typeof selectBackups>[1]

async function openBackup(tx: Tx, place: Place): Promise<string | undefined> {
  const open = await selectBackups(tx, place)
    .where('archive.state', 'in', ['wanted', 'making'])
    .executeTakeFirst()
  return open?.id
}

async function requireRoom(tx: Tx, place: Place): Promise<void> {
  const kept = await selectBackups(tx, place)
    .where('archive.kind', '=', 'backup')
    .where('archive.state', '=', 'ready')
    .execute()
  if (kept.length < mostBackups) return
  throw new AppError('limit_reached', {
    detail: `There are ${kept.length} backups already. Nothing was changed. Delete one you do not need, then try again.`,
  })
}
