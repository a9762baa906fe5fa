import { sql } from 'kysely'
import { authorize } from '#lib/access/authorize.ts'
import type { CompanyCaller } from '#lib/access/caller.ts'
import { record } from '#lib/audit/record.ts'
import { transact } from '#lib/db/transact.ts'
import { employeeById } from '#lib/employee/read-employee.ts'
import { AppError } from '#lib/errors.ts'
import { backupById } from './backup-row.ts'

/** The host that keeps the file deletes it; nobody can restore it from now on. */
export function deleteBackup(
  caller: CompanyCaller,
  input: { employeeId: string; backupId: string },
): Promise<void> {
  authorize(caller, 'backups.manage')
  return transact(caller, async (tx) => {
    const backup = await backupById(tx, caller, input)
    const employee = await employeeById(tx, caller, input.employeeId)
    if (
      backup.kind === 'move' ||
      backup.restore?.state === 'wanted' ||
      backup.restore?.state === 'restoring'
    ) {
      throw new AppError('conflict', {
        detail: 'This backup is being used right now. Nothing was changed. Try again when that is done.',
      })
    }
    await tx
      .updateTable('homeArchives')
      .set({ discardedAt: sql<Date>`now()` })
      .where('companyId', '=', caller.companyId)
      .where('id', '=', backup.id)
      .execute()
    await record(tx, {
      companyId: caller.companyId,
      action: 'backup.deleted',
      subjectId: employee.id,
      details: { name: employee.name, madeAt: backup.madeAt },
    })
  })
}
