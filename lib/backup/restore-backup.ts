import { authorize } from '#lib/access/authorize.ts'
import type { CompanyCaller } from '#lib/access/caller.ts'
import { record } from '#lib/audit/record.ts'
import { requireRunning } from '#lib/billing/require-running.ts'
import { transact } from '#lib/db/transact.ts'
import { employeeById } from '#lib/employee/read-employee.ts'
import { AppError } from '#lib/errors.ts'
import type { Backup } from '#lib/wire/backup.ts'
import { backupById } from './backup-row.ts'
import { requireStaying } from './require-staying.ts'

/** The home goes back to what it was: at the next quiet moment, whole or not at all. */
export function restoreBackup(
  caller: CompanyCaller,
  input: { employeeId: string; backupId: string },
): Promise<Backup> {
  authorize(caller, 'backups.manage')
  return transact(caller, async (tx) => {
    await requireRunning(tx, caller, 'desk')
    const backup = await backupById(tx, caller, input)
    const employee = await employeeById(tx, caller, input.employeeId)
    requireStaying(employee)
    if (backup.state !== 'ready') {
      throw new AppError('conflict', {
        detail: 'This backup is not complete. Nothing was changed. Choose one that is ready.',
      })
    }
    const asked = await tx
      .insertInto('homeRestores')
      .values({
        companyId: caller.companyId,
        employeeId: employee.id,
        archiveId: backup.id,
        askedBy: caller.kind === 'member' ? caller.userId : null,
      })
      .onConflict((conflict) => conflict.doNothing())
      .returning('id')
      .executeTakeFirst()
    if (!asked) {
      throw new AppError('conflict', {
        detail: `${employee.name}'s home is being put back already. Nothing more was changed. Wait until that is done.`,
      })
    }
    await record(tx, {
      companyId: caller.companyId,
      action: 'backup.restored',
      subjectId: employee.id,
      details: { name: employee.name, madeAt: backup.madeAt },
    })
    return backupById(tx, caller, input)
  })
}
