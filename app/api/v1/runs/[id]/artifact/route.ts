import { route, serve } from '#app/_edge/route.ts'
import { putArtifact } from '#lib/run/put-artifact.ts'
import { operations } from '#lib/wire/operations.ts'

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = route({
  POST: serve(operations.putArtifact, (caller, { params, query, body: { content } }) =>
    putArtifact(caller, { runId: params.id, ...query, content }),
  ),
})
