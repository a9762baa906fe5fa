// What tasks look like, for the API's documentation.
import type { Comment, Task, TaskCard, TaskFile } from '../task.ts'
import type { TimelineEntry } from '../timeline.ts'

const taskId = '6f1d2c3b-4a59-4e68-9b7c-8d0e1f2a3b4c'
const employeeId = '5b0c9f5e-6f0f-4c0a-9d5e-2b7f4f1d3a10'
const runId = '4c5d6e7f-8091-4a2b-9c3d-4e5f60718293'

export const exampleCard: TaskCard = {
  id: taskId,
  number: 12,
  parentId: null,
  title: 'Make a landing page',
  status: 'ready',
  statusAt: '2026-11-02T09:10:00.000Z',
  priority: 2,
  labels: ['web'],
  requires: ['landing-pages'],
  assigneeId: employeeId,
  worker: null,
  progress: null,
  why: {
    code: 'assignee_asleep',
    text: 'Ada is asleep and being woken. This takes about 9 s.',
    owner: 'platform',
    since: '2026-11-02T09:10:00.000Z',
    action: '',
  },
  parts: { total: 0, done: 0, failed: 0 },
  openQuestions: 0,
  openDependencies: 0,
  attempts: 0,
  maxAttempts: 3,
  costMicros: 0,
  createdBy: { userId: null },
  createdAt: '2026-11-02T09:10:00.000Z',
  updatedAt: '2026-11-02T09:10:00.000Z',
}

export const exampleTask: Task = {
  ...exampleCard,
  parts: { ...exampleCard.parts, summaries: [] },
  description: 'For our looms, in blue.',
  model: null,
  thinking: null,
  planMode: 'none',
  partRole: '',
  partReason: '',
  needsReview: true,
  checks: [{ id: 'page', title: 'There is a page', kind: 'file_exists', path: 'index.html' }],
  checkResults: [],
  allowanceMicros: 2_000_000,
  availableAt: null,
  dependsOn: [],
  blocks: [],
  feedback: '',
  summary: '',
  result: null,
  failure: null,
  plan: null,
  runs: [],
  questions: [],
  createdBy: { userId: null, apiKeyId: '9a8b7c6d-5e4f-4a3b-9c2d-1e0f9a8b7c6d', name: 'API' },
  finishedAt: null,
}

export const exampleDone: Task = {
  ...exampleTask,
  status: 'done',
  statusAt: '2026-11-02T09:41:00.000Z',
  why: null,
  summary: 'The page is in index.html.',
  attempts: 1,
  costMicros: 184_200,
  finishedAt: '2026-11-02T09:41:00.000Z',
}

export const exampleComment: Comment = {
  id: '0c1d2e3f-4a5b-4c6d-8e7f-9a0b1c2d3e4f',
  taskId,
  authorKind: 'api_key',
  authorId: '9a8b7c6d-5e4f-4a3b-9c2d-1e0f9a8b7c6d',
  authorName: 'API',
  text: '@Ada the logo is in the files.',
  mentions: { users: [], employees: [employeeId] },
  createdAt: '2026-11-02T09:20:00.000Z',
}

export const exampleAttached: TaskFile = {
  id: 'a1b2c3d4-e5f6-4a7b-8c9d-0e1f2a3b4c5d',
  taskId,
  runId: null,
  kind: 'attachment',
  path: 'logo.svg',
  mediaType: 'text/plain',
  sizeBytes: 2048,
  sha256: '9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08',
  createdAt: '2026-11-02T09:11:00.000Z',
}

export const exampleMade: TaskFile = {
  ...exampleAttached,
  id: 'b2c3d4e5-f6a7-4b8c-9d0e-1f2a3b4c5d6e',
  runId,
  kind: 'artifact',
  path: 'site/index.html',
}

export const exampleTimeline: TimelineEntry[] = [
  {
    id: 4711,
    runId,
    kind: 'progress',
    actor: { kind: 'employee', id: employeeId, name: 'Ada' },
    data: { state: 'writing_the_page' },
    at: '2026-11-02T09:15:00.000Z',
  },
]
