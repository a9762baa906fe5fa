// What answers look like, for the API's documentation.
import type { ApiKey, CreatedApiKey } from './api-key.ts'
import type { Backup } from './backup.ts'
import type { OpenedDesktop } from './desktop.ts'
import type { Employee } from './employee.ts'
import type { Me } from './me.ts'
import type { Attachment, Message } from './message.ts'
import type { Problem } from './shapes.ts'
import type { SiteList } from './site.ts'

const employeeId = '5b0c9f5e-6f0f-4c0a-9d5e-2b7f4f1d3a10'
const conversationId = '0d0a3a39-8f0e-4f5b-8a36-6f2f6b6f2c55'
const questionId = 'c2b7e6a4-58a6-4f7a-a3f1-0b8b5d7e9f21'

export const exampleEmployee: Employee = {
  id: employeeId,
  roleKey: 'executive-assistant',
  name: 'Ada',
  toneKey: 'friendly',
  toneWords: '',
  personality: '',
  skills: ['meeting-prep'],
  model: 'claude-sonnet-4-5',
  allowanceMicros: null,
  portraitSeed: employeeId,
  hiredAt: '2026-11-02T08:00:00.000Z',
  firedAt: null,
  homeKeptUntil: null,
  leftAt: null,
  activeAt: '2026-11-02T09:12:04.000Z',
  sleepAfterMinutes: 30,
  control: null,
  conversationId,
  unread: 0,
  lifecycle: 'ready',
  desk: {
    phase: 'ready',
    phaseStartedAt: '2026-11-02T08:00:09.000Z',
    runtime: 'docker',
    error: null,
    nextAttemptAt: null,
    readyAfterMs: 8900,
    hasDesktop: true,
    isSeatless: false,
    complaint: null,
  },
}

export const exampleStarting: Employee = {
  ...exampleEmployee,
  activeAt: null,
  lifecycle: 'starting',
  desk: { ...exampleEmployee.desk, phase: 'starting_gateway', readyAfterMs: null },
}

export const exampleOpenedDesktop: OpenedDesktop = {
  state: 'open',
  detail: "A ticket to Ada's desktop, good for a minute.",
  url: 'https://3f9d1c0a5b7e4d2f8a6c1e0b9d8f7a65.desks.example.com',
  ticket: 'eyJqdGkiOiI3ZDJjMWMxZSJ9.8Jm0cB3w5nQk',
  ticketExpiresAt: '2026-11-02T09:21:00.000Z',
  mayControl: true,
  usualWakeMs: 8900,
}

export const exampleSites: SiteList = {
  rules: [
    {
      id: '4e8d2b70-6c1f-4b0a-9f3d-7a5c1e2b8d90',
      site: '*.example.org',
      decision: 'allow',
      scope: 'employee',
      counts: true,
      decidedBy: 'Mira',
      decidedAt: '2026-11-02T09:30:00.000Z',
    },
    {
      id: null,
      site: '*.wikipedia.org',
      decision: 'allow',
      scope: 'role',
      counts: true,
      decidedBy: null,
      decidedAt: null,
    },
  ],
  requests: [
    {
      host: 'www.example.com',
      port: 443,
      why: 'not_allowed',
      times: 3,
      firstAt: '2026-11-02T09:12:03.000Z',
      lastAt: '2026-11-02T09:14:41.000Z',
    },
  ],
}

export const exampleAttachment: Attachment = {
  id: '7d2c1c1e-5f35-4f0e-b9c4-1f7f6c9d2e02',
  name: 'agenda.pdf',
  mediaType: 'application/pdf',
  sizeBytes: 48_213,
}

export const exampleMessage: Message = {
  id: questionId,
  seq: 41,
  employeeId,
  conversationId,
  author: 'member',
  userId: null,
  authorName: 'API',
  replyTo: null,
  text: 'Good morning! What is on today?',
  status: 'queued',
  phase: null,
  failure: null,
  clientKey: null,
  stopRequested: false,
  attachments: [],
  toolCalls: [],
  createdAt: '2026-11-02T09:12:00.000Z',
  startedAt: null,
  finishedAt: null,
  superseded: false,
}

export const exampleAnswer: Message = {
  ...exampleMessage,
  id: 'e1f4d7b0-2c3a-4e5f-8a9b-0c1d2e3f4a5b',
  seq: 42,
  author: 'employee',
  authorName: 'Ada',
  replyTo: questionId,
  text: 'Good morning! Two meetings, and the quarterly report is due at five.',
  status: 'complete',
  createdAt: '2026-11-02T09:12:01.000Z',
  startedAt: '2026-11-02T09:12:01.000Z',
  finishedAt: '2026-11-02T09:12:04.000Z',
}

export const exampleBackup: Backup = {
  id: '3c1e0f2a-7b6d-4c58-9e21-4f0a9b8c7d65',
  kind: 'backup',
  state: 'ready',
  askedBy: 'Grace',
  askedAt: '2026-11-02T18:00:00.000Z',
  madeAt: '2026-11-02T18:00:04.000Z',
  bytes: 18_420_311,
  files: 1204,
  leftOut: 0,
  homeSha256: '9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08',
  failure: null,
  restore: null,
}

export const exampleApiKey: ApiKey = {
  id: '9a8b7c6d-5e4f-4a3b-9c2d-1e0f9a8b7c6d',
  name: 'Nightly report',
  scopes: ['read', 'write'],
  createdAt: '2026-11-02T08:00:00.000Z',
  expiresAt: null,
  revokedAt: null,
  lastUsedAt: '2026-11-02T09:12:00.000Z',
}

export const exampleCreatedKey: CreatedApiKey = {
  ...exampleApiKey,
  lastUsedAt: null,
  secret: 'dh_live_9a8b7c6d5e4f4a3b9c2d1e0f9a8b7c6d_…',
}

export const exampleMe: Me = {
  company: {
    id: '1f2e3d4c-5b6a-4798-8a9b-0c1d2e3f4a5b',
    name: 'Lovelace Works',
    about: 'We build looms.',
    planApproval: 'risky',
  },
  member: null,
  apiKey: { id: exampleApiKey.id, scopes: exampleApiKey.scopes },
  entitlement: {
    standing: 'trial',
    mayRun: true,
    planKey: 'studio',
    maxEmployees: 3,
    maxMembers: 10,
    employees: 1,
    trialEndsAt: '2026-11-09T08:00:00.000Z',
    endsAt: '2026-11-09T08:00:00.000Z',
    removalAt: '2026-11-16T08:00:00.000Z',
    freeChatViewsLeft: null,
  },
}

export const exampleProblem: Problem = {
  type: '/api/v1/docs#not_found',
  title: 'Not found',
  status: 404,
  code: 'not_found',
  detail: 'There is no such employee, or it is not yours.',
  requestId: '3d5e7f90-1a2b-4c3d-8e4f-5a6b7c8d9e0f',
}
