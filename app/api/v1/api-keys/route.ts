import { route, serve } from '#app/_edge/route.ts'
import { createApiKey } from '#lib/api-key/create-api-key.ts'
import { listApiKeys } from '#lib/api-key/list-api-keys.ts'
import { operations } from '#lib/wire/operations.ts'

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = route({
  GET: serve(operations.listApiKeys, async (caller) => ({
    items: await listApiKeys(caller),
    nextCursor: null,
  })),
  POST: serve(operations.createApiKey, (caller, { body }) => createApiKey(caller, body)),
})
