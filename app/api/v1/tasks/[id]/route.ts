import { route, serve } from '#app/_edge/route.ts'
import { readTask } from '#lib/task/read-task.ts'
import { updateTask } from '#lib/task/update-task.ts'
import { operations } from '#lib/wire/operations.ts'

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = route({
  GET: serve(operations.readTask, (caller, { params }) => readTask(caller, params)),
  PATCH: serve(operations.updateTask, (caller, { params, body }) =>
    updateTask(caller, { ...params, ...body }),
  ),
})
