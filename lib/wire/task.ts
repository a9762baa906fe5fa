import { z } from 'zod'
import { check, checkResult, checks } from './check.ts'
import { plan } from './plan.ts'
import { allowanceAsk } from './refusal.ts'
import { failure, id, listQuery, micros, time } from './shapes.ts'
import { capability, taskStatuses, thinking } from './task-parts.ts'

/** Why a task does not move: true, named, with somebody who can do something about it. */
const why = z.object({
  code: z.string().describe('For programs: no_capable_worker, dependency, plan_awaits_approval, …'),
  text: z.string().describe('For people: what it waits for'),
  owner: z.enum(['you', 'employee', 'worker', 'platform', 'nobody']).describe('Who can make it move'),
  since: time,
  action: z.string().describe('What to do next; empty when nothing needs doing'),
})
export type Why = z.output<typeof why>

const progress = z.object({ state: z.string(), note: z.string().nullable(), at: time })

/** A task as a board or a list shows it. */
export const taskCard = z.object({
  id,
  number: z.int(),
  parentId: id.nullable(),
  title: z.string(),
  status: z.enum(taskStatuses),
  statusAt: time,
  priority: z.int().min(0).max(3).describe('0 low, 1 normal, 2 high, 3 urgent'),
  labels: z.array(z.string()),
  requires: z.array(z.string()),
  assigneeId: id.nullable(),
  /** Who works on it right now: an employee, or a worker outside. */
  worker: z.object({ id, name: z.string(), employeeId: id.nullable() }).nullable(),
  progress: progress.nullable(),
  why: why.nullable(),
  parts: z.object({ total: z.int(), done: z.int(), failed: z.int() }),
  openQuestions: z.int(),
  openDependencies: z.int(),
  attempts: z.int().describe('Since a person last set it to ready'),
  maxAttempts: z.int(),
  costMicros: micros,
  createdBy: z.object({ userId: id.nullable() }).describe('The person who handed it out, if it was one'),
  createdAt: time,
  updatedAt: time,
})
export type TaskCard = z.output<typeof taskCard>

export const run = z.object({
  id,
  attempt: z.int(),
  worker: z.object({ id, name: z.string(), employeeId: id.nullable() }),
  claimedAt: time,
  startedAt: time.nullable(),
  heartbeatAt: time.nullable(),
  leaseExpiresAt: time,
  endedAt: time.nullable(),
  outcome: z.enum(['completed', 'failed', 'released', 'lost', 'cancelled']).nullable(),
  parkedAt: time.nullable().describe('Since when it waits for somebody to decide about what it costs'),
  summary: z.string(),
  failure: failure.nullable(),
  costMicros: micros,
})
export type Run = z.output<typeof run>

export const question = z.object({
  id,
  taskId: id,
  runId: id,
  employeeId: id.nullable(),
  kind: z
    .enum(['question', 'allowance'])
    .describe('allowance: the work stopped because of what it costs, and asks whether to go on'),
  text: z.string(),
  options: z.array(z.string()),
  allowance: allowanceAsk.nullable(),
  state: z.enum(['open', 'answered', 'withdrawn']),
  answer: z.string().nullable(),
  answeredBy: id.nullable(),
  askedAt: time,
  answeredAt: time.nullable(),
})
export type Question = z.output<typeof question>

/** A task as its own page shows it. */
export const task = taskCard.extend({
  parts: taskCard.shape.parts.extend({
    summaries: z
      .array(z.object({ id, summary: z.string() }))
      .describe('What parts said of their work, shortened'),
  }),
  description: z.string(),
  model: z.string().nullable(),
  thinking: thinking.nullable(),
  planMode: z.enum(['auto', 'ask', 'none']),
  partRole: z.string(),
  partReason: z.string(),
  needsReview: z.boolean(),
  checks: z.array(check),
  checkResults: z.array(checkResult).describe('Of the last run that was checked'),
  allowanceMicros: micros.nullable(),
  availableAt: time.nullable().describe('Not before, after a failed attempt'),
  dependsOn: z.array(z.object({ id, number: z.int(), title: z.string(), status: z.enum(taskStatuses) })),
  blocks: z.array(z.object({ id, number: z.int(), title: z.string(), status: z.enum(taskStatuses) })),
  feedback: z.string(),
  summary: z.string(),
  result: z.unknown().nullable(),
  failure: failure.nullable(),
  plan: plan.nullable().describe('The newest plan'),
  runs: z.array(run).describe('Newest first'),
  questions: z.array(question),
  createdBy: z.object({ userId: id.nullable(), apiKeyId: id.nullable(), name: z.string() }),
  finishedAt: time.nullable(),
})
export type Task = z.output<typeof task>

const title = z.string().trim().min(1).max(200)
const label = z.string().trim().min(1).max(40)
const labels = z
  .array(label)
  .max(20)
  .transform((all) => [...new Set(all)])
const requires = z.array(capability).max(20)

export const createTaskInput = z.strictObject({
  title,
  description: z.string().max(20_000).default(''),
  priority: z.int().min(0).max(3).default(1),
  labels: labels.default([]),
  requires: requires.default([]),
  assigneeId: id.nullable().default(null),
  parentId: id.nullable().default(null),
  dependsOn: z.array(id).max(50).default([]),
  model: z.string().min(1).max(80).nullable().default(null),
  thinking: thinking.nullable().default(null),
  checks: checks.default([]),
  allowanceMicros: micros.nullable().default(null),
  plan: z
    .enum(['auto', 'ask', 'none'])
    .default('auto')
    .describe(
      'auto: plan, and ask where the company’s setting or a risk says so; ask: always ask; none: no plan',
    ),
  draft: z.boolean().default(false).describe('Write it down and do not begin'),
  needsReview: z.boolean().default(true),
  maxAttempts: z.int().min(1).max(10).default(3),
})
export type CreateTaskInput = z.input<typeof createTaskInput>

export const updateTaskInput = z.strictObject({
  title: title.optional(),
  description: z.string().max(20_000).optional(),
  priority: z.int().min(0).max(3).optional(),
  labels: labels.optional(),
  requires: requires.optional(),
  assigneeId: id.nullable().optional(),
  dependsOn: z.array(id).max(50).optional(),
  model: z.string().min(1).max(80).nullable().optional(),
  thinking: thinking.nullable().optional(),
  checks: checks.optional(),
  allowanceMicros: micros.nullable().optional(),
  needsReview: z.boolean().optional(),
  maxAttempts: z.int().min(1).max(10).optional(),
  status: z
    .enum(['draft', 'ready', 'done', 'cancelled'])
    .optional()
    .describe('Moves it, as on the board: to ready begins or sends back, to done approves'),
})
export type UpdateTaskInput = z.input<typeof updateTaskInput>

export const sendBackInput = z.strictObject({
  feedback: z.string().trim().min(1).max(10_000).describe('What is missing; the next run is told'),
})
export type SendBackInput = z.input<typeof sendBackInput>

export const mostAtOnce = 200
const ids = z
  .array(id)
  .min(1)
  .max(mostAtOnce)
  .transform((all) => [...new Set(all)])

export const changeManyInput = z.discriminatedUnion('do', [
  z.strictObject({ ids, do: z.literal('assign'), value: id.nullable() }),
  z.strictObject({ ids, do: z.literal('priority'), value: z.int().min(0).max(3) }),
  z.strictObject({ ids, do: z.literal('label'), value: label.describe('Is added to those they have') }),
  z.strictObject({ ids, do: z.enum(['start', 'retry', 'approve', 'cancel']) }),
])
export type ChangeManyInput = z.input<typeof changeManyInput>
type Without<One, Key extends PropertyKey> = One extends unknown ? Omit<One, Key> : never
/** What is done to each of them. */
export type ManyAct = Without<ChangeManyInput, 'ids'>

/** What became of each, in the order in which they were named. */
export const changedMany = z.object({
  results: z.array(
    z.object({
      id,
      code: z.string().describe('`done`, or the code of the refusal'),
      words: z.string().describe('Why it was refused; empty when it was done'),
      task: taskCard.nullable().describe('As it is afterwards; null when it was refused'),
    }),
  ),
})
export type ChangedMany = z.output<typeof changedMany>

/** Comma-separated lists in the query. */
const many = z
  .string()
  .max(2000)
  .transform((text) => text.split(',').filter((one) => one !== ''))

export const taskListQuery = listQuery.extend({
  status: many.optional().describe('Statuses, separated by commas'),
  assigneeId: many.optional().describe('Ids of employees; `none` for nobody'),
  label: many.optional(),
  priority: many.optional(),
  parentId: z
    .string()
    .max(40)
    .optional()
    .describe('The parts of a task; `none`: only tasks that are no part'),
  search: z.string().max(200).optional().describe('Words of the title or the description, or #number'),
})
export type TaskListQuery = z.output<typeof taskListQuery>

export const comment = z.object({
  id,
  taskId: id,
  authorKind: z.enum(['member', 'api_key', 'employee', 'worker']),
  authorId: id.nullable(),
  authorName: z.string(),
  text: z.string(),
  mentions: z.object({ users: z.array(id), employees: z.array(id) }),
  createdAt: time,
})
export type Comment = z.output<typeof comment>

export const commentInput = z.strictObject({
  text: z.string().trim().min(1).max(10_000).describe('Whom it names with @name is told'),
})
export type CommentInput = z.input<typeof commentInput>

/** Of what people give along. */
export const taskFileLimits = { maxBytes: 10 * 1024 * 1024, maxFiles: 50 }

export const taskFile = z.object({
  id,
  taskId: id,
  runId: id.nullable(),
  kind: z.enum(['attachment', 'artifact']),
  path: z.string(),
  mediaType: z.string(),
  sizeBytes: z.int(),
  sha256: z.string(),
  createdAt: time,
})
export type TaskFile = z.output<typeof taskFile>

export const answerQuestionInput = z.strictObject({ answer: z.string().trim().min(1).max(4000) })
export type AnswerQuestionInput = z.input<typeof answerQuestionInput>
