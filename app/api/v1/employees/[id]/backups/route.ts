import { route, serve } from '#app/_edge/route.ts'
import { listBackups } from '#lib/backup/list-backups.ts'
import { requestBackup } from '#lib/backup/request-backup.ts'
import { operations } from '#lib/wire/operations.ts'

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = route({
  GET: serve(operations.listBackups, (caller, { params: { id } }) => listBackups(caller, { employeeId: id })),
  POST: serve(operations.requestBackup, (caller, { params: { id } }) =>
    requestBackup(caller, { employeeId: id }),
  ),
})
