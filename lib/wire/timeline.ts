// What happened to a task, one line each. `kind` says what `data` holds.
import { z } from 'zod'
import { refusalReasons } from './refusal.ts'
import { failure, id, time } from './shapes.ts'
import { taskStatuses } from './task-parts.ts'

const about = {
  id: z.int(),
  runId: id.nullable(),
  actor: z.object({
    kind: z.enum(['member', 'api_key', 'employee', 'worker', 'system']),
    id: id.nullable(),
    name: z.string(),
  }),
  at: time,
}
const line = <Kind extends string, Data extends z.ZodType>(kind: Kind, data: Data) =>
  z.object({ ...about, kind: z.literal(kind), data })
const nothing = z.object({})

export const timelineEntry = z.discriminatedUnion('kind', [
  line('created', nothing),
  line(
    'status',
    z.object({
      from: z.enum(taskStatuses).optional(),
      to: z.enum(taskStatuses),
      failure: failure.optional(),
    }),
  ),
  /** Which fields a person changed. */
  line('changed', z.object({ fields: z.array(z.string()) })),
  line('planned', z.object({ planId: id, steps: z.int(), madeBy: z.string(), summary: z.string() })),
  line('plan_approved', z.object({ planId: id })),
  line('plan_changed', z.object({ planId: id })),
  line('claimed', z.object({ workerId: id, workerName: z.string(), attempt: z.int() })),
  line('progress', z.object({ state: z.string(), note: z.string().optional() })),
  line(
    'tool',
    z.object({
      callId: z.string(),
      name: z.string(),
      phase: z.enum(['started', 'ended']),
      summary: z.string().describe('The call in a line'),
      isError: z.boolean().optional(),
      durationMs: z.int().optional(),
    }),
  ),
  line('artifact', z.object({ fileId: id, path: z.string(), sizeBytes: z.int() })),
  line('reported', z.object({ outcome: z.string(), summary: z.string(), failure: failure.optional() })),
  line('lease_lost', z.object({ attempt: z.int(), workerName: z.string() })),
  line('checked', z.object({ passed: z.int(), failed: z.int(), failedTitles: z.array(z.string()) })),
  line('sent_back', z.object({ feedback: z.string() })),
  line('approved', nothing),
  line('asked', z.object({ questionId: id, text: z.string() })),
  line('answered', z.object({ questionId: id, answer: z.string() })),
  line('parked', z.object({ reason: z.enum(refusalReasons), text: z.string() })),
  line('resumed', nothing),
  line('commented', z.object({ commentId: id, text: z.string() })),
  line('routed', z.object({ assigneeId: id, reason: z.string() })),
])
export type TimelineEntry = z.output<typeof timelineEntry>
export type TimelineKind = TimelineEntry['kind']

export const timelineQuery = z.strictObject({
  after: z.coerce.number().int().min(0).default(0).describe('Only what came after this id'),
  limit: z.coerce.number().int().min(1).max(500).default(200),
})

export const logQuery = timelineQuery.extend({ runId: id.optional().describe('Only what this run printed') })

export const timelinePage = z.object({ items: z.array(timelineEntry), lastId: z.int(), hasMore: z.boolean() })

export const logPage = z.object({
  items: z.array(
    z.object({ id: z.int(), runId: id, firstLine: z.int(), lines: z.array(z.string()), at: time }),
  ),
  lastId: z.int(),
  hasMore: z.boolean(),
})
export type LogPage = z.output<typeof logPage>
