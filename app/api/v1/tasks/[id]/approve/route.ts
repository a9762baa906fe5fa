import { route, serve } from '#app/_edge/route.ts'
import { approveTask } from '#lib/task/approve-task.ts'
import { operations } from '#lib/wire/operations.ts'

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = route({
  POST: serve(operations.approveTask, (caller, { params }) => approveTask(caller, params)),
})
