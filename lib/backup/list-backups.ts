import { authorize } from '#lib/access/authorize.ts'
import type { CompanyCaller } from '#lib/access/caller.ts'
import { transact } from '#lib/db/transact.ts'
import { employeeById } from '#lib/employee/read-employee.ts'
import type { BackupList } from '#lib/wire/backup.ts'
import { selectBackups, toWire } from './backup-row.ts'

const mostShown = 100

/** The newest first. */
export function listBackups(caller: CompanyCaller, input: { employeeId: string }): Promise<BackupList> {
  authorize(caller, 'backups.read')
  return transact(caller, async (tx) => {
    const { id: employeeId } = await employeeById(tx, caller, input.employeeId)
    const { companyId } = caller
    const rows = await selectBackups(tx, { companyId, employeeId }).limit(mostShown).execute()
    return { items: rows.map(toWire) }
  })
}
