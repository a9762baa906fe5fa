import { route, serve } from '#app/_edge/route.ts'
import { readUsage } from '#lib/usage/read-usage.ts'
import { operations } from '#lib/wire/operations.ts'

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = route({
  GET: serve(operations.readUsage, (caller, { query }) => readUsage(caller, query)),
})
