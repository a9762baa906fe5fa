import { route, serve } from '#app/_edge/route.ts'
import { operations } from '#lib/wire/operations.ts'
import { listWorkers } from '#lib/worker/list-workers.ts'
import { registerWorker } from '#lib/worker/register-worker.ts'

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = route({
  GET: serve(operations.listWorkers, (caller) => listWorkers(caller)),
  POST: serve(operations.registerWorker, (caller, { body }) => registerWorker(caller, body)),
})
