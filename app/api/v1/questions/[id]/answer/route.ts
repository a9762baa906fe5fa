import { route, serve } from '#app/_edge/route.ts'
import { answerQuestion } from '#lib/question/answer-question.ts'
import { operations } from '#lib/wire/operations.ts'

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = route({
  POST: serve(operations.answerQuestion, (caller, { params, body }) =>
    answerQuestion(caller, { ...params, ...body }),
  ),
})
