import { route, serve } from '#app/_edge/route.ts'
import { continueAnswer } from '#lib/chat/continue-answer.ts'
import { operations } from '#lib/wire/operations.ts'

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = route({
  POST: serve(operations.continueAnswer, (caller, { params: { id, messageId }, body }) =>
    continueAnswer(caller, { employeeId: id, messageId, ...body }),
  ),
})
