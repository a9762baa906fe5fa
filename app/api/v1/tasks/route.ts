import { route, serve } from '#app/_edge/route.ts'
import { createTask } from '#lib/task/create-task.ts'
import { listTasks } from '#lib/task/list-tasks.ts'
import { operations } from '#lib/wire/operations.ts'

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = route({
  GET: serve(operations.listTasks, (caller, { query }) => listTasks(caller, query)),
  POST: serve(operations.createTask, (caller, { body }) => createTask(caller, body)),
})
