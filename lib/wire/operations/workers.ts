import { z } from 'zod'
import { exampleWorker } from '../examples/work.ts'
import { noAnswer, noBody, noFields, operation } from '../operation.ts'
import { idParams } from '../shapes.ts'
import { drainWorkerInput, registeredWorker, registerWorkerInput, worker } from '../worker.ts'

const shared = { tag: 'Workers', thing: 'worker', query: noFields, status: 200 } as const

export const workerOperations = {
  registerWorker: operation({
    ...shared,
    id: 'registerWorker',
    method: 'POST',
    path: '/workers',
    summary: 'Register a worker',
    description:
      'The same name is the same worker, with what it says the last time. It takes tasks whose needs are all among its capabilities.',
    scope: 'work',
    params: noFields,
    body: registerWorkerInput,
    answer: registeredWorker,
    example: {
      body: { name: 'build-server', executor: 'claude-code', capabilities: ['docker'], version: '1.0.0' },
      answer: { id: exampleWorker.id, name: exampleWorker.name },
    },
  }),
  listWorkers: operation({
    ...shared,
    id: 'listWorkers',
    method: 'GET',
    path: '/workers',
    summary: 'All workers',
    description: 'Those outside first, then the employees’ desks; with what each works on.',
    scope: 'read',
    params: noFields,
    body: noBody,
    answer: z.object({ items: z.array(worker) }),
    example: { answer: { items: [exampleWorker] } },
  }),
  drainWorker: operation({
    ...shared,
    id: 'drainWorker',
    method: 'POST',
    path: '/workers/{id}/drain',
    summary: 'Let a worker take nothing new, or again',
    description: 'What it works on goes on. A worker hears of it with its next heartbeat.',
    scope: 'admin',
    params: idParams,
    body: drainWorkerInput,
    answer: worker,
    example: {
      body: { draining: true },
      answer: { ...exampleWorker, drainingAt: '2026-11-02T09:12:00.000Z' },
    },
  }),
  forgetWorker: operation({
    ...shared,
    id: 'forgetWorker',
    method: 'DELETE',
    path: '/workers/{id}',
    summary: 'Take a worker off the list',
    description: 'Not while it works (409). It is back when it registers again.',
    scope: 'admin',
    params: idParams,
    body: noBody,
    answer: noAnswer,
    answerKind: 'nothing',
    status: 204,
  }),
}
