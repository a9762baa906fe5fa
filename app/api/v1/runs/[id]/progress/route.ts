import { route, serve } from '#app/_edge/route.ts'
import { reportProgress } from '#lib/run/report-progress.ts'
import { operations } from '#lib/wire/operations.ts'

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = route({
  POST: serve(operations.reportProgress, (caller, { params, body }) =>
    reportProgress(caller, { runId: params.id, ...body }),
  ),
})
