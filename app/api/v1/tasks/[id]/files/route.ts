import { route, serve } from '#app/_edge/route.ts'
import { attachFile } from '#lib/task/attach-file.ts'
import { listFiles } from '#lib/task/files.ts'
import { operations } from '#lib/wire/operations.ts'

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = route({
  GET: serve(operations.listTaskFiles, (caller, { params }) => listFiles(caller, { taskId: params.id })),
  POST: serve(operations.attachTaskFile, (caller, { params, body }) =>
    attachFile(caller, { taskId: params.id, ...body }),
  ),
})
