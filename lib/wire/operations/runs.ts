import { z } from 'zod'
import { exampleArtifact, exampleClaim, exampleReport } from '../examples/work.ts'
import { noAnswer, noFields, operation } from '../operation.ts'
import {
  artifactLimits,
  artifactQuery,
  claim,
  claimInput,
  completeInput,
  failInput,
  heartbeatAnswer,
  heartbeatInput,
  logInput,
  progressInput,
  releaseInput,
  reportAnswer,
} from '../run.ts'
import { idParams } from '../shapes.ts'
import { taskFile } from '../task.ts'

const { leaseToken } = exampleClaim.run
const shared = { tag: 'Runs', thing: 'run', scope: 'work', method: 'POST' } as const
const report = { ...shared, params: idParams, query: noFields, status: 200 } as const
const silent = { ...report, answer: noAnswer, answerKind: 'nothing', status: 204 } as const
const fenced =
  'A run that is not yours any more gives 409 `lease_lost`, and nothing is changed: stop working on it.'
const final = `${fenced} Sending the same report again gives the same answer.`

export const runOperations = {
  claimTask: operation({
    ...shared,
    id: 'claimTask',
    path: '/claims',
    thing: 'worker',
    summary: 'Take the next task',
    description:
      'Waits up to `waitSeconds` for something to do; 204 when there is nothing. The lease lasts a minute and is prolonged by heartbeats, best every 15 seconds. Idempotency-Key is not looked at here and in reports.',
    params: noFields,
    query: noFields,
    body: claimInput,
    answer: claim,
    status: 200,
    example: { body: { workerId: exampleClaim.task.id, waitSeconds: 55 }, answer: exampleClaim },
  }),
  heartbeat: operation({
    ...report,
    id: 'heartbeat',
    path: '/runs/{id}/heartbeat',
    summary: 'Say that the work goes on',
    description: `Prolongs the lease by a minute from now. ${fenced}`,
    body: heartbeatInput,
    answer: heartbeatAnswer,
    example: {
      body: { leaseToken },
      answer: { leaseExpiresAt: '2026-11-02T09:12:00.000Z', draining: false },
    },
  }),
  reportProgress: operation({
    ...silent,
    id: 'reportProgress',
    path: '/runs/{id}/progress',
    summary: 'Say what the work is at',
    description: `In words of your own, shown beside the status. ${fenced}`,
    body: progressInput,
    example: { body: { leaseToken, state: 'capturing_frames', note: '3 of 9' } },
  }),
  appendLog: operation({
    ...silent,
    id: 'appendLog',
    path: '/runs/{id}/log',
    summary: 'Add lines to the log',
    description: `Lines are counted from 0; what was sent before is kept once. At most 256 KB at a time, and 50,000 lines for a run. ${fenced}`,
    body: logInput,
    example: { body: { leaseToken, firstLine: 0, lines: ['Cloning …', 'Done.'] } },
  }),
  putArtifact: operation({
    ...report,
    id: 'putArtifact',
    path: '/runs/{id}/artifact',
    summary: 'Hand over a file',
    description: `The bytes are the body. The same path again replaces the file. At most 10 MB each, 200 files and 100 MB for a run. ${fenced}`,
    upload: true,
    uploadMaxBytes: artifactLimits.maxBytes,
    query: artifactQuery,
    body: z.object({ name: z.string(), content: z.instanceof(Buffer) }),
    answer: taskFile,
    example: { answer: exampleArtifact },
  }),
  completeRun: operation({
    ...report,
    id: 'completeRun',
    path: '/runs/{id}/complete',
    summary: 'Report that the work is done',
    description: `The platform checks it where the task has checks; then it waits for review. ${final}`,
    body: completeInput,
    answer: reportAnswer,
    example: { body: { leaseToken, summary: 'The page is in index.html.' }, answer: exampleReport },
  }),
  failRun: operation({
    ...report,
    id: 'failRun',
    path: '/runs/{id}/fail',
    summary: 'Report that it did not work out',
    description: `The task is tried again after a while, until its attempts are used up; with \`canRetry: false\` it fails at once. ${final}`,
    body: failInput,
    answer: reportAnswer,
    example: {
      body: { leaseToken, reason: 'The site does not answer' },
      answer: {
        ...exampleReport,
        outcome: 'failed' as const,
        taskStatus: 'ready',
        failure: {
          code: 'worker_failed',
          text: 'The site does not answer',
          action: 'Look at the log of the last attempt, then try again.',
        },
      },
    },
  }),
  releaseRun: operation({
    ...report,
    id: 'releaseRun',
    path: '/runs/{id}/release',
    summary: 'Give the task back unharmed',
    description: `Counts as no attempt; the next worker may take it at once. ${final}`,
    body: releaseInput,
    answer: reportAnswer,
    example: {
      body: { leaseToken, reason: 'This machine shuts down' },
      answer: { ...exampleReport, outcome: 'released' as const, taskStatus: 'ready' },
    },
  }),
}
