import { route, serve } from '#app/_edge/route.ts'
import { readTimeline } from '#lib/task/read-timeline.ts'
import { operations } from '#lib/wire/operations.ts'

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = route({
  GET: serve(operations.readTimeline, (caller, { params, query }) =>
    readTimeline(caller, { taskId: params.id, ...query }),
  ),
})
