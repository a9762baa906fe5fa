import { route, serve } from '#app/_edge/route.ts'
import { heartbeat } from '#lib/run/heartbeat.ts'
import { operations } from '#lib/wire/operations.ts'

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = route({
  POST: serve(operations.heartbeat, (caller, { params, body }) =>
    heartbeat(caller, { runId: params.id, ...body }),
  ),
})
