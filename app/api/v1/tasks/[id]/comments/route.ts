import { route, serve } from '#app/_edge/route.ts'
import { addComment } from '#lib/task/add-comment.ts'
import { listComments } from '#lib/task/list-comments.ts'
import { operations } from '#lib/wire/operations.ts'

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = route({
  GET: serve(operations.listComments, (caller, { params, query }) =>
    listComments(caller, { taskId: params.id, ...query }),
  ),
  POST: serve(operations.addComment, (caller, { params, body }) =>
    addComment(caller, { taskId: params.id, ...body }),
  ),
})
