import { claimOrWait } from '#app/_edge/rest/claim-or-wait.ts'
import { route, serve } from '#app/_edge/route.ts'
import { operations } from '#lib/wire/operations.ts'

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = route({
  POST: serve(operations.claimTask, claimOrWait),
})
