import { exampleQuestion } from '../examples/attention.ts'
import { noAnswer, noBody, noFields, operation } from '../operation.ts'
import { askOwnersInput } from '../refusal.ts'
import { idParams, listQuery, pageOf } from '../shapes.ts'
import { answerQuestionInput, question } from '../task.ts'

const shared = { tag: 'Questions', thing: 'question', status: 200 } as const

export const questionOperations = {
  listQuestions: operation({
    ...shared,
    id: 'listQuestions',
    method: 'GET',
    path: '/questions',
    summary: 'What employees wait to hear',
    description: 'Open questions of all tasks; who waits longest comes first.',
    scope: 'read',
    params: noFields,
    query: listQuery,
    body: noBody,
    answer: pageOf(question),
    example: { answer: { items: [exampleQuestion], nextCursor: null } },
  }),
  answerQuestion: operation({
    ...shared,
    id: 'answerQuestion',
    method: 'POST',
    path: '/questions/{id}/answer',
    summary: 'Answer a question',
    description:
      'The work goes on with it. The options are suggestions: any text will do. One of the kind `allowance` asks whether work goes on in spite of what it costs: `Raise by $5` (any sum; owners and admins), `Go on` where no allowance is in the way, or `Stop`, which cancels the task. Where another allowance is in the way then, the question stays open and names that one. The first answer counts; a question that was answered or taken back gives 409.',
    scope: 'write',
    params: idParams,
    query: noFields,
    body: answerQuestionInput,
    answer: question,
    example: {
      answer: {
        ...exampleQuestion,
        state: 'answered',
        answer: 'Blue',
        answeredBy: '7a6b5c4d-3e2f-4a1b-8c9d-0e1f2a3b4c5d',
        answeredAt: '2026-11-02T09:14:30.000Z',
      },
      body: { answer: 'Blue' },
    },
  }),
  askOwners: operation({
    ...shared,
    id: 'askOwners',
    method: 'POST',
    path: '/questions/ask-owners',
    summary: 'Ask owners and admins to raise an allowance',
    description:
      'For who may not: each owner and admin is told of the task’s question or of the answer that ended. Asking again does nothing more.',
    scope: 'write',
    params: noFields,
    query: noFields,
    body: askOwnersInput,
    answer: noAnswer,
    answerKind: 'nothing',
    status: 204,
    example: { body: { questionId: exampleQuestion.id } },
  }),
}
