import { z } from 'zod'
import { exampleAnswer, exampleMessage } from '../examples.ts'
import { continueAnswerInput, message, messagesQuery, sendMessageInput } from '../message.ts'
import { noAnswer, noBody, noFields, operation } from '../operation.ts'
import { id, idParams } from '../shapes.ts'

const shared = {
  tag: 'Messages',
  thing: 'message',
  query: noFields,
  answer: message,
  status: 200,
  example: { answer: exampleMessage },
} as const
const steer = {
  ...shared,
  method: 'POST',
  scope: 'write',
  params: z.strictObject({ id, messageId: id }),
  body: noBody,
} as const

const cursor = z
  .string()
  .regex(/^(after|before):\d{1,15}$/, 'Unknown cursor')
  .optional()
  .describe('`nextCursor` of the page before; instead of `after` or `before`')

const messagesPage = z.object({
  items: z.array(message).describe('Oldest first; superseded messages are left out'),
  hasMore: z.boolean().describe('Whether there is more in the direction that was asked for'),
  nextCursor: z.string().nullable(),
})

export const messageOperations = {
  listMessages: operation({
    ...shared,
    id: 'listMessages',
    method: 'GET',
    path: '/employees/{id}/messages',
    thing: 'employee',
    summary: 'The conversation with an employee',
    description:
      'The newest messages, or those before `before`; with `after`, the ones that follow. An answer that is being written has the status `streaming` and grows: poll it, or follow GET /events.',
    scope: 'read',
    params: idParams,
    query: messagesQuery.extend({ cursor }),
    body: noBody,
    answer: messagesPage,
    example: { answer: { items: [exampleMessage, exampleAnswer], hasMore: false, nextCursor: null } },
  }),
  sendMessage: operation({
    ...shared,
    id: 'sendMessage',
    method: 'POST',
    path: '/employees/{id}/messages',
    thing: 'employee',
    summary: 'Send a message',
    description:
      'Accepted and kept at once; the answer follows as a message with `replyTo`. Somebody asleep is woken, somebody paused answers when started. The same `clientKey` twice is one message. With `replaces`, that message and everything after it give way.',
    scope: 'write',
    params: idParams,
    body: sendMessageInput,
    status: 202,
    example: { body: { text: exampleMessage.text }, answer: exampleMessage },
  }),
  stopAnswer: operation({
    ...steer,
    id: 'stopAnswer',
    path: '/employees/{id}/messages/{messageId}/stop',
    summary: 'Stop an answer that is being written',
    description: 'What was written so far stays. Stopping a finished answer changes nothing.',
    example: { answer: { ...exampleAnswer, stopRequested: true } },
  }),
  retryAnswer: operation({
    ...steer,
    id: 'retryAnswer',
    path: '/employees/{id}/messages/{messageId}/retry',
    summary: 'Ask for the latest answer again',
    description: 'Gives back the message that is answered anew.',
    status: 202,
  }),
  continueAnswer: operation({
    ...steer,
    id: 'continueAnswer',
    path: '/employees/{id}/messages/{messageId}/continue',
    summary: 'Let an answer go on that ended because of what it costs',
    description:
      'Its failure has a code like `employee_allowance`. Raises the allowance that is in the way (owners and admins), unless somebody has already, and gives back the message with which the employee goes on from there. Twice is once.',
    body: continueAnswerInput,
    status: 202,
    example: { body: { raiseByMicros: 5_000_000 }, answer: exampleMessage },
  }),
  withdrawMessage: operation({
    ...steer,
    id: 'withdrawMessage',
    path: '/employees/{id}/messages/{messageId}/withdraw',
    summary: 'Take back a message that still waits',
    description: 'One that was delivered is a conflict.',
  }),
  markRead: operation({
    ...shared,
    id: 'markRead',
    method: 'POST',
    path: '/employees/{id}/read',
    thing: 'employee',
    summary: 'Note how far somebody has read',
    description: 'Never goes back.',
    scope: 'read',
    peopleOnly: true,
    params: idParams,
    body: z.strictObject({ seq: z.int().min(0) }),
    answer: noAnswer,
    answerKind: 'nothing',
    status: 204,
    example: { body: { seq: 42 } },
  }),
}
