import { route, serve } from '#app/_edge/route.ts'
import { readLog } from '#lib/task/read-log.ts'
import { operations } from '#lib/wire/operations.ts'

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = route({
  GET: serve(operations.readTaskLog, (caller, { params, query }) =>
    readLog(caller, { taskId: params.id, ...query }),
  ),
})
