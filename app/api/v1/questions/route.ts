import { route, serve } from '#app/_edge/route.ts'
import { listOpenQuestions } from '#lib/question/list-open-questions.ts'
import { operations } from '#lib/wire/operations.ts'

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = route({
  GET: serve(operations.listQuestions, (caller, { query }) => listOpenQuestions(caller, query)),
})
