import { route, serve } from '#app/_edge/route.ts'
import { markRead } from '#lib/chat/mark-read.ts'
import { notFound } from '#lib/errors.ts'
import { operations } from '#lib/wire/operations.ts'

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = route({
  POST: serve(operations.markRead, async (caller, { params, body }) => {
    if (caller.kind !== 'member') throw notFound('reader')
    await markRead(caller, { employeeId: params.id, seq: body.seq })
    return undefined
  }),
})
