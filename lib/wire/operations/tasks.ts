import { exampleCard, exampleDone, exampleTask, exampleTimeline } from '../examples/task.ts'
import { noBody, noFields, operation } from '../operation.ts'
import { idParams, pageOf } from '../shapes.ts'
import {
  changedMany,
  changeManyInput,
  createTaskInput,
  sendBackInput,
  task,
  taskCard,
  taskListQuery,
  updateTaskInput,
} from '../task.ts'
import { logPage, logQuery, timelinePage, timelineQuery } from '../timeline.ts'

const shared = {
  tag: 'Tasks',
  thing: 'task',
  answer: task,
  status: 200,
  example: { answer: exampleTask },
} as const
const one = { ...shared, params: idParams, query: noFields, body: noBody } as const
const steer = { ...one, method: 'POST', scope: 'write' } as const

export const taskOperations = {
  listTasks: operation({
    ...shared,
    id: 'listTasks',
    method: 'GET',
    path: '/tasks',
    summary: 'Tasks, newest first',
    description: 'Each says in `why` what it waits for, since when, and who can make it move.',
    scope: 'read',
    params: noFields,
    query: taskListQuery,
    body: noBody,
    answer: pageOf(taskCard),
    example: { answer: { items: [exampleCard], nextCursor: null } },
  }),
  createTask: operation({
    ...shared,
    id: 'createTask',
    method: 'POST',
    path: '/tasks',
    summary: 'Hand out work',
    description:
      'Without `plan: "none"` it is planned first: split into parts with somebody for each. With `assigneeId` only they take it; otherwise whoever has the capabilities in `requires`.',
    scope: 'write',
    params: noFields,
    query: noFields,
    body: createTaskInput,
    status: 201,
    example: {
      body: { title: exampleTask.title, description: exampleTask.description, priority: 2, plan: 'none' },
      answer: exampleTask,
    },
  }),
  readTask: operation({
    ...one,
    id: 'readTask',
    method: 'GET',
    path: '/tasks/{id}',
    summary: 'One task with its plan, runs, checks and questions',
    scope: 'read',
  }),
  updateTask: operation({
    ...one,
    id: 'updateTask',
    method: 'PATCH',
    path: '/tasks/{id}',
    summary: 'Change or move a task',
    description:
      'Fields that are not named stay as they are. What a run was told when it began cannot change while somebody works on it (409). `status` moves it as on the board.',
    scope: 'write',
    body: updateTaskInput,
    example: { body: { priority: 3 }, answer: { ...exampleTask, priority: 3 } },
  }),
  approveTask: operation({
    ...steer,
    id: 'approveTask',
    path: '/tasks/{id}/approve',
    summary: 'Approve finished work, or a proposed plan',
    description: 'Approving what is done already changes nothing.',
    example: { answer: exampleDone },
  }),
  sendBackTask: operation({
    ...steer,
    id: 'sendBackTask',
    path: '/tasks/{id}/send-back',
    summary: 'Give finished work back with what is missing',
    description: 'The next run is told. A task with parts gets one more part that puts it right.',
    body: sendBackInput,
    example: {
      body: { feedback: 'The logo is missing.' },
      answer: { ...exampleTask, feedback: 'The logo is missing.' },
    },
  }),
  cancelTask: operation({
    ...steer,
    id: 'cancelTask',
    path: '/tasks/{id}/cancel',
    summary: 'Stop a task and its parts',
    description: 'Whoever works on it finds the lease gone. What is done cannot be cancelled (409).',
    example: {
      answer: { ...exampleTask, status: 'cancelled', why: null, finishedAt: '2026-11-02T09:30:00.000Z' },
    },
  }),
  retryTask: operation({
    ...steer,
    id: 'retryTask',
    path: '/tasks/{id}/retry',
    summary: 'Try again what failed or was cancelled',
    description: 'With all its attempts. Of a task with parts, those parts that failed.',
  }),
  changeManyTasks: operation({
    ...steer,
    id: 'changeManyTasks',
    path: '/tasks/bulk',
    summary: 'Do one thing to many tasks',
    description:
      'Each is done or refused by itself, as if it had been asked for alone; the answer says which. `start` begins drafts; `label` adds one label.',
    params: noFields,
    body: changeManyInput,
    answer: changedMany,
    example: {
      body: { ids: [exampleTask.id], do: 'priority', value: 3 },
      answer: {
        results: [{ id: exampleTask.id, code: 'done', words: '', task: { ...exampleCard, priority: 3 } }],
      },
    },
  }),
  readTimeline: operation({
    ...one,
    id: 'readTimeline',
    method: 'GET',
    path: '/tasks/{id}/timeline',
    summary: 'Everything that happened to a task',
    scope: 'read',
    query: timelineQuery,
    answer: timelinePage,
    example: { answer: { items: exampleTimeline, lastId: 4711, hasMore: false } },
  }),
  readTaskLog: operation({
    ...one,
    id: 'readTaskLog',
    method: 'GET',
    path: '/tasks/{id}/log',
    summary: 'What its runs printed',
    description: 'In pieces as they came, at most about a megabyte a page; go on with `after=lastId`.',
    scope: 'read',
    query: logQuery,
    answer: logPage,
    example: {
      answer: {
        items: [
          {
            id: 9,
            runId: '4c5d6e7f-8091-4a2b-9c3d-4e5f60718293',
            firstLine: 0,
            lines: ['Looking for the logo'],
            at: '2026-11-02T09:15:00.000Z',
          },
        ],
        lastId: 9,
        hasMore: false,
      },
    },
  }),
}
