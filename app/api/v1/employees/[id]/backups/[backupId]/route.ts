import { route, serve } from '#app/_edge/route.ts'
import { deleteBackup } from '#lib/backup/delete-backup.ts'
import { operations } from '#lib/wire/operations.ts'

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = route({
  DELETE: serve(operations.deleteBackup, (caller, { params: { id, backupId } }) =>
    deleteBackup(caller, { employeeId: id, backupId }),
  ),
})
