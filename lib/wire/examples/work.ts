// What workers and their runs look like, for the API's documentation.
import type { Claim, ReportAnswer } from '../run.ts'
import type { TaskFile } from '../task.ts'
import type { Worker } from '../worker.ts'

const taskId = '6f1d2c3b-4a59-4e68-9b7c-8d0e1f2a3b4c'
const runId = '4c5d6e7f-8091-4a2b-9c3d-4e5f60718293'

export const exampleWorker: Worker = {
  id: '2b3c4d5e-6f70-4819-a2b3-c4d5e6f70819',
  name: 'build-server',
  executor: 'claude-code',
  capabilities: ['docker', 'landing-pages'],
  version: '1.0.0',
  maxConcurrent: 2,
  employeeId: null,
  registeredAt: '2026-11-02T08:00:00.000Z',
  seenAt: '2026-11-02T09:12:00.000Z',
  isOnline: true,
  drainingAt: null,
  running: [
    { runId, taskId, taskNumber: 12, title: 'Make a landing page', since: '2026-11-02T09:10:00.000Z' },
  ],
}

export const exampleClaim: Claim = {
  run: {
    id: runId,
    leaseToken: 'kJ3nQ0y7dXw1aZr5tVb8mC2eHs4pLf6u',
    leaseExpiresAt: '2026-11-02T09:11:00.000Z',
    attempt: 1,
  },
  task: {
    id: taskId,
    number: 12,
    title: 'Make a landing page',
    description: 'For our looms, in blue.',
    labels: ['web'],
    requires: ['landing-pages'],
    model: null,
    thinking: null,
    role: 'Designer',
    parent: null,
    before: [],
    checks: [{ id: 'page', title: 'There is a page', kind: 'file_exists', path: 'index.html' }],
    feedback: '',
    comments: [],
    files: [],
    allowanceMicros: 2_000_000,
  },
}

export const exampleReport: ReportAnswer = {
  runId,
  taskId,
  outcome: 'completed',
  taskStatus: 'in_review',
  failure: null,
}

export const exampleArtifact: TaskFile = {
  id: '8c9d0e1f-2a3b-4c4d-8e5f-60718293a4b5',
  taskId,
  runId,
  kind: 'artifact',
  path: 'index.html',
  mediaType: 'text/plain',
  sizeBytes: 1204,
  sha256: '9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08',
  createdAt: '2026-11-02T09:20:00.000Z',
}
