// How a task is split: the receipt people see, change and approve.
import { z } from 'zod'
import { checks } from './check.ts'
import { failure, id, micros, time } from './shapes.ts'
import { capability, thinking } from './task-parts.ts'

export const planStep = z.strictObject({
  /** Names the step inside its plan. */
  key: z.string().regex(/^[a-z0-9][a-z0-9-]{0,39}$/),
  title: z.string().trim().min(1).max(200),
  description: z.string().max(8000).default(''),
  /** What the worker is in this plan, distinct from the others: "writes the page". */
  role: z.string().max(200).default(''),
  /** In a sentence: why it, why them. */
  reason: z.string().max(1000).default(''),
  assigneeId: id.nullable().default(null),
  requires: z.array(capability).max(20).default([]),
  model: z.string().min(1).max(80).nullable().default(null),
  thinking: thinking.nullable().default(null),
  dependsOn: z.array(z.string().max(40)).max(30).default([]),
  checks: checks.default([]),
  estimateMicros: micros.nullable().default(null),
  estimateMinutes: z.int().min(0).max(100_000).nullable().default(null),
})
export type PlanStep = z.output<typeof planStep>

export const maxPlanSteps = 30

export const plan = z.object({
  id,
  taskId: id,
  state: z.enum(['wanted', 'proposed', 'approved', 'replaced', 'failed']),
  madeBy: z.enum(['model', 'router', 'member']).nullable(),
  model: z.string().nullable(),
  practice: z.boolean(),
  summary: z.string(),
  steps: z.array(planStep),
  risk: z.enum(['low', 'high']).nullable(),
  riskReason: z.string(),
  repairs: z.array(z.string()).describe('What was put right in, or left out of, what the model proposed'),
  failure: failure.nullable(),
  costMicros: micros,
  createdAt: time,
  madeAt: time.nullable(),
  decidedAt: time.nullable(),
})
export type Plan = z.output<typeof plan>

/** A person's changes to a proposed plan. */
export const changePlanInput = z.strictObject({
  summary: z.string().max(4000).optional(),
  steps: z.array(planStep).min(1).max(maxPlanSteps),
})
export type ChangePlanInput = z.input<typeof changePlanInput>

export const askForPlanInput = z.strictObject({
  guidance: z.string().max(4000).default('').describe('What the planner should mind this time'),
})
export type AskForPlanInput = z.input<typeof askForPlanInput>

/** When a plan of a company waits for a person before it is begun. */
export const planApprovals = ['always', 'risky', 'never'] as const
export type PlanApproval = (typeof planApprovals)[number]
