import { exampleComment } from '../examples/task.ts'
import { noBody, noFields, operation } from '../operation.ts'
import { idParams, listQuery, pageOf } from '../shapes.ts'
import { comment, commentInput } from '../task.ts'

const shared = { tag: 'Tasks', thing: 'task', path: '/tasks/{id}/comments', params: idParams } as const

export const taskCommentOperations = {
  listComments: operation({
    ...shared,
    id: 'listComments',
    method: 'GET',
    summary: 'What was said about a task',
    description: 'Oldest first.',
    scope: 'read',
    query: listQuery,
    body: noBody,
    answer: pageOf(comment),
    status: 200,
    example: { answer: { items: [exampleComment], nextCursor: null } },
  }),
  addComment: operation({
    ...shared,
    id: 'addComment',
    method: 'POST',
    summary: 'Say something about a task',
    description: 'The next run reads it. Members named with @ find it under what needs them.',
    scope: 'write',
    query: noFields,
    body: commentInput,
    answer: comment,
    status: 201,
    example: { body: { text: exampleComment.text }, answer: exampleComment },
  }),
}
