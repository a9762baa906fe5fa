import { route, serve } from '#app/_edge/route.ts'
import { uploadAttachment } from '#lib/chat/upload-attachment.ts'
import { operations } from '#lib/wire/operations.ts'

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = route({
  POST: serve(operations.uploadAttachment, (caller, { params, body }) =>
    uploadAttachment(caller, { employeeId: params.id, ...body }),
  ),
})
