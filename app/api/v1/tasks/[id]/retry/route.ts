import { route, serve } from '#app/_edge/route.ts'
import { retryTask } from '#lib/task/retry-task.ts'
import { operations } from '#lib/wire/operations.ts'

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = route({
  POST: serve(operations.retryTask, (caller, { params }) => retryTask(caller, params)),
})
