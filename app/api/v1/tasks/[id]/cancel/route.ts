import { route, serve } from '#app/_edge/route.ts'
import { cancelTask } from '#lib/task/cancel-task.ts'
import { operations } from '#lib/wire/operations.ts'

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = route({
  POST: serve(operations.cancelTask, (caller, { params }) => cancelTask(caller, params)),
})
