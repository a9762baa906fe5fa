import { route, serve } from '#app/_edge/route.ts'
import { listMessages } from '#lib/chat/list-messages.ts'
import { sendMessage } from '#lib/chat/send-message.ts'
import type { MessagesQuery } from '#lib/wire/message.ts'
import { operations } from '#lib/wire/operations.ts'

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = route({
  GET: serve(operations.listMessages, async (caller, { params, query }) => {
    const asked = fromCursor(query)
    const page = await listMessages(caller, { employeeId: params.id, ...asked })
    const forward = asked.after !== undefined
    const edge = forward ? page.items.at(-1) : page.items[0]
    const nextCursor = page.hasMore && edge ? `${forward ? 'after' : 'before'}:${edge.seq}` : null
    return { ...page, nextCursor }
  }),
  POST: serve(operations.sendMessage, (caller, { params, body }) =>
    sendMessage(caller, { employeeId: params.id, ...body }),
  ),
})

/** A cursor is an `after` or a `before` that the client need not understand. */
function fromCursor({ cursor, ...query }: MessagesQuery & { cursor?: string | undefined }): MessagesQuery {
  if (!cursor) return query
  const [direction, seq] = cursor.split(':')
  return { limit: query.limit, [direction === 'after' ? 'after' : 'before']: Number(seq) }
}
