import { route, serve } from '#app/_edge/route.ts'
import { operations } from '#lib/wire/operations.ts'
import { drainWorker } from '#lib/worker/drain-worker.ts'

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = route({
  POST: serve(operations.drainWorker, (caller, { params, body }) =>
    drainWorker(caller, { ...params, ...body }),
  ),
})
