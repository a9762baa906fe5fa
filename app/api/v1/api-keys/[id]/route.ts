import { route, serve } from '#app/_edge/route.ts'
import { revokeApiKey } from '#lib/api-key/revoke-api-key.ts'
import { operations } from '#lib/wire/operations.ts'

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = route({
  DELETE: serve(operations.revokeApiKey, async (caller, { params }) => {
    await revokeApiKey(caller, params)
    return undefined
  }),
})
