import { fileResponse } from '#app/_edge/rest/file-response.ts'
import { route, serve } from '#app/_edge/route.ts'
import { readAttachment } from '#lib/chat/read-attachment.ts'
import { operations } from '#lib/wire/operations.ts'

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = route({
  GET: serve(operations.readAttachment, async (caller, { params }) =>
    fileResponse(await readAttachment(caller, params)),
  ),
})
