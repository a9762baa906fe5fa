import { route, serve } from '#app/_edge/route.ts'
import { retryAnswer } from '#lib/chat/steer-message.ts'
import { operations } from '#lib/wire/operations.ts'

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = route({
  POST: serve(operations.retryAnswer, (caller, { params: { id, messageId } }) =>
    retryAnswer(caller, { employeeId: id, messageId }),
  ),
})
