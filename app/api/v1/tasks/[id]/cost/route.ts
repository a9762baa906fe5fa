import { route, serve } from '#app/_edge/route.ts'
import { readTaskCost } from '#lib/usage/read-task-cost.ts'
import { operations } from '#lib/wire/operations.ts'

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = route({
  GET: serve(operations.readTaskCost, (caller, { params }) => readTaskCost(caller, params)),
})
