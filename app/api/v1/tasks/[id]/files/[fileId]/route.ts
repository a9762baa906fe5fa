import { changingFileResponse } from '#app/_edge/rest/file-response.ts'
import { route, serve } from '#app/_edge/route.ts'
import { deleteTaskFile, readTaskFile } from '#lib/task/files.ts'
import { operations } from '#lib/wire/operations.ts'

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = route({
  GET: serve(operations.readTaskFile, async (caller, { params }, request) =>
    changingFileResponse(request, await readTaskFile(caller, { taskId: params.id, fileId: params.fileId })),
  ),
  DELETE: serve(operations.deleteTaskFile, (caller, { params }) =>
    deleteTaskFile(caller, { taskId: params.id, fileId: params.fileId }),
  ),
})
