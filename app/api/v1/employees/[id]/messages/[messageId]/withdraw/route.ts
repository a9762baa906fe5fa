import { route, serve } from '#app/_edge/route.ts'
import { withdrawMessage } from '#lib/chat/steer-message.ts'
import { operations } from '#lib/wire/operations.ts'

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = route({
  POST: serve(operations.withdrawMessage, (caller, { params: { id, messageId } }) =>
    withdrawMessage(caller, { employeeId: id, messageId }),
  ),
})
