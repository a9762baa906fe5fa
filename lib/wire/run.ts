// How a worker takes a task and reports on it. Every report carries the lease token of its run; a stale one changes nothing.
import { z } from 'zod'
import { check } from './check.ts'
import { failure, id, micros, time } from './shapes.ts'
import { thinking } from './task-parts.ts'

export const leaseSeconds = 60
export const heartbeatSeconds = 15

export const claimInput = z.strictObject({
  workerId: id,
  waitSeconds: z.int().min(0).max(55).default(0).describe('How long to wait for something to do'),
})

/** All a fresh process needs to know. */
export const claimedTask = z.object({
  id,
  number: z.int(),
  title: z.string(),
  description: z.string(),
  labels: z.array(z.string()),
  requires: z.array(z.string()),
  model: z.string().nullable(),
  thinking: thinking.nullable(),
  role: z.string().describe('What the worker is in the plan this is a part of'),
  parent: z.object({ id, number: z.int(), title: z.string(), description: z.string() }).nullable(),
  /** What the tasks it waited for ended with. */
  before: z.array(z.object({ id, number: z.int(), title: z.string(), summary: z.string() })),
  checks: z.array(check),
  feedback: z.string().describe('What was said about the attempt before; empty at first'),
  comments: z.array(z.object({ authorName: z.string(), text: z.string(), at: time })),
  files: z.array(z.object({ id, path: z.string(), mediaType: z.string(), sizeBytes: z.int() })),
  allowanceMicros: micros.nullable(),
})
export type ClaimedTask = z.output<typeof claimedTask>

export const claim = z.object({
  run: z.object({ id, leaseToken: z.string(), leaseExpiresAt: time, attempt: z.int() }),
  task: claimedTask,
})
export type Claim = z.output<typeof claim>

const leaseToken = z.string().min(20).max(100)

export const heartbeatInput = z.strictObject({ leaseToken })
export const heartbeatAnswer = z.object({
  leaseExpiresAt: time,
  /** A person wants this worker to stop after this run. */
  draining: z.boolean(),
})
export const progressInput = z.strictObject({
  leaseToken,
  state: z.string().trim().min(1).max(80).describe('In the worker’s own words: capturing_frames'),
  note: z.string().max(2000).optional(),
})
export const logInput = z.strictObject({
  leaseToken,
  firstLine: z.int().min(0).describe('Counted from 0 in this run; a repeated piece is kept once'),
  lines: z.array(z.string().max(4000)).min(1).max(500),
})
export const artifactLimits = { maxBytes: 10 * 1024 * 1024, maxFiles: 200, maxTotalBytes: 100 * 1024 * 1024 }

/** The bytes are the body; these come in the query. */
export const artifactQuery = z.strictObject({
  leaseToken,
  path: z
    .string()
    .min(1)
    .max(400)
    .regex(/^(?!\/)(?![\s\S]*(^|\/)\.\.(\/|$))[^\0]+$/),
})
export const completeInput = z.strictObject({
  leaseToken,
  summary: z.string().max(20_000),
  result: z.unknown().optional(),
  usage: z.record(z.string(), z.unknown()).optional(),
})
export const failInput = z.strictObject({
  leaseToken,
  reason: z.string().trim().min(1).max(2000),
  canRetry: z.boolean().default(true),
  code: z
    .enum(['allowance_used_up'])
    .optional()
    .describe('Of what stopped because the task’s allowance is used up: people are asked to raise it'),
  summary: z.string().max(20_000).default(''),
})
export const releaseInput = z.strictObject({ leaseToken, reason: z.string().max(500).default('') })

/** What a final report is answered with, the first time and each time it is repeated. */
export const reportAnswer = z.object({
  runId: id,
  taskId: id,
  outcome: z.enum(['completed', 'failed', 'released']),
  taskStatus: z.string().describe('Where the task stood right after the report'),
  failure: failure.nullable(),
})
export type ReportAnswer = z.output<typeof reportAnswer>
