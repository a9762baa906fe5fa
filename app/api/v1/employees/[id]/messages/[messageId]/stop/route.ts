import { route, serve } from '#app/_edge/route.ts'
import { stopAnswer } from '#lib/chat/steer-message.ts'
import { operations } from '#lib/wire/operations.ts'

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = route({
  POST: serve(operations.stopAnswer, (caller, { params: { id, messageId } }) =>
    stopAnswer(caller, { employeeId: id, messageId }),
  ),
})
