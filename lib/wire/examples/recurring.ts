// What templates and schedules look like, for the API's documentation.
import { exampleEmployee } from '../examples.ts'
import type { Task } from '../task.ts'
import type { Schedule, Template } from '../template.ts'

export const exampleTemplate: Template = {
  id: '2d3c4b5a-6978-4f6e-8d5c-4b3a29180716',
  name: 'Weekly report',
  spec: {
    title: 'Write the weekly report',
    description: 'What was done last week, in half a page.',
    priority: 1,
    labels: ['report'],
    requires: [],
    assigneeId: exampleEmployee.id,
    model: null,
    thinking: null,
    checks: [{ id: 'report', title: 'The report is there', kind: 'file_exists', path: 'report.md' }],
    allowanceMicros: null,
    plan: 'none',
    needsReview: true,
    maxAttempts: 3,
  },
  createdAt: '2026-11-02T09:00:00.000Z',
  updatedAt: '2026-11-02T09:00:00.000Z',
}

export const exampleSchedule: Schedule = {
  id: '8e7d6c5b-4a39-4281-9706-f5e4d3c2b1a0',
  templateId: exampleTemplate.id,
  templateName: exampleTemplate.name,
  cron: '0 9 * * 1',
  timeZone: 'Europe/Berlin',
  whenMissed: 'once',
  enabled: true,
  nextAt: '2026-11-09T08:00:00.000Z',
  upcoming: ['2026-11-09T08:00:00.000Z', '2026-11-16T08:00:00.000Z'],
  lastAt: '2026-11-02T08:00:00.000Z',
  lastTaskId: '6f1d2c3b-4a59-4e68-9b7c-8d0e1f2a3b4c',
  failure: null,
  createdAt: '2026-10-30T09:00:00.000Z',
}

/** Made from the template, a moment ago. */
export const exampleMadeTask: Task = {
  ...exampleTemplate.spec,
  id: '6f1d2c3b-4a59-4e68-9b7c-8d0e1f2a3b4c',
  number: 12,
  parentId: null,
  status: 'ready',
  statusAt: '2026-11-02T09:05:00.000Z',
  worker: null,
  progress: null,
  why: {
    code: 'queued',
    text: 'Ada takes it next',
    owner: 'employee',
    since: '2026-11-02T09:05:00.000Z',
    action: '',
  },
  parts: { total: 0, done: 0, failed: 0, summaries: [] },
  openQuestions: 0,
  openDependencies: 0,
  costMicros: 0,
  createdAt: '2026-11-02T09:05:00.000Z',
  updatedAt: '2026-11-02T09:05:00.000Z',
  planMode: 'none',
  partRole: '',
  partReason: '',
  checkResults: [],
  attempts: 0,
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
