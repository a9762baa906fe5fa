import { route, serve } from '#app/_edge/route.ts'
import { releaseRun } from '#lib/run/end-run.ts'
import { operations } from '#lib/wire/operations.ts'

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = route({
  POST: serve(operations.releaseRun, (caller, { params, body }) =>
    releaseRun(caller, { runId: params.id, ...body }),
  ),
})
