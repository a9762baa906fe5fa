import { route, serve } from '#app/_edge/route.ts'
import { askOwners } from '#lib/question/ask-owners.ts'
import { operations } from '#lib/wire/operations.ts'

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = route({
  POST: serve(operations.askOwners, (caller, { body }) => askOwners(caller, body)),
})
