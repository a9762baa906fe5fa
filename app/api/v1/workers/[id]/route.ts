import { route, serve } from '#app/_edge/route.ts'
import { operations } from '#lib/wire/operations.ts'
import { forgetWorker } from '#lib/worker/forget-worker.ts'

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = route({
  DELETE: serve(operations.forgetWorker, (caller, { params }) => forgetWorker(caller, params)),
})
