import { route, serve } from '#app/_edge/route.ts'
import { restoreBackup } from '#lib/backup/restore-backup.ts'
import { operations } from '#lib/wire/operations.ts'

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = route({
  POST: serve(operations.restoreBackup, (caller, { params: { id, backupId } }) =>
    restoreBackup(caller, { employeeId: id, backupId }),
  ),
})
