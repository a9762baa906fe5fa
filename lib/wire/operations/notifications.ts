import { exampleNotification } from '../examples/attention.ts'
import { notification } from '../notification.ts'
import { noAnswer, noBody, noFields, operation } from '../operation.ts'
import { idParams, listQuery, pageOf } from '../shapes.ts'

const shared = { tag: 'Notifications', thing: 'notification', query: noFields, body: noBody } as const

export const notificationOperations = {
  listNotifications: operation({
    ...shared,
    id: 'listNotifications',
    method: 'GET',
    path: '/notifications',
    summary: 'What needs somebody',
    description: 'Open ones, the newest first: those for everybody of the company, and the caller’s own.',
    scope: 'read',
    params: noFields,
    query: listQuery,
    answer: pageOf(notification),
    status: 200,
    example: { answer: { items: [exampleNotification], nextCursor: null } },
  }),
  settleNotification: operation({
    ...shared,
    id: 'settleNotification',
    method: 'POST',
    path: '/notifications/{id}/settle',
    summary: 'Put a notification away',
    description:
      'What only tells something: mentions, failures. Questions, reviews and plans go away when they are dealt with (409).',
    scope: 'write',
    params: idParams,
    answer: noAnswer,
    answerKind: 'nothing',
    status: 204,
  }),
}
