import { route, serve } from '#app/_edge/route.ts'
import { appendLog } from '#lib/run/append-log.ts'
import { operations } from '#lib/wire/operations.ts'

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = route({
  POST: serve(operations.appendLog, (caller, { params, body }) =>
    appendLog(caller, { runId: params.id, ...body }),
  ),
})
