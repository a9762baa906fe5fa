import { z } from 'zod'
import { exampleTaskCost, exampleUsage } from '../examples/usage.ts'
import { noBody, noFields, operation } from '../operation.ts'
import { idParams } from '../shapes.ts'
import { taskCost, usage, usageQuery } from '../usage.ts'

const shared = {
  tag: 'Usage',
  method: 'GET',
  scope: 'read',
  params: noFields,
  query: usageQuery,
  body: noBody,
  status: 200,
} as const

export const usageOperations = {
  readUsage: operation({
    ...shared,
    id: 'readUsage',
    path: '/usage',
    thing: 'usage',
    summary: 'What model calls came to',
    description:
      'By day, employee, task, model and kind, with a forecast of the month. Days are those of UTC; a call belongs to the one it began on. People read it as owners and admins.',
    answer: usage,
    example: { answer: exampleUsage },
  }),
  exportCalls: operation({
    ...shared,
    id: 'exportCalls',
    path: '/usage/csv',
    thing: 'usage',
    summary: 'Every call of a range as CSV',
    description:
      'A line for each call, oldest first: UTF-8 with a byte order mark, RFC 4180, times ISO 8601 in UTC. A text that a spreadsheet would take for a formula begins with an apostrophe. It is sent as it is read, however long.',
    answer: z.unknown(),
    answerKind: 'file',
  }),
  readTaskCost: operation({
    ...shared,
    id: 'readTaskCost',
    path: '/tasks/{id}/cost',
    thing: 'task',
    summary: 'What one task came to',
    description: 'Its planning, its runs and their checks, over all time. Parts have their own.',
    params: idParams,
    query: noFields,
    answer: taskCost,
    example: { answer: exampleTaskCost },
  }),
}
