import { route, serve } from '#app/_edge/route.ts'
import { changeMany } from '#lib/task/change-many.ts'
import { operations } from '#lib/wire/operations.ts'

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = route({
  POST: serve(operations.changeManyTasks, (caller, { body }) => changeMany(caller, body)),
})
