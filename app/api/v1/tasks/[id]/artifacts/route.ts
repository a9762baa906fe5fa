import { route, serve } from '#app/_edge/route.ts'
import { listArtifacts } from '#lib/task/files.ts'
import { operations } from '#lib/wire/operations.ts'

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = route({
  GET: serve(operations.listArtifacts, (caller, { params }) => listArtifacts(caller, { taskId: params.id })),
})
