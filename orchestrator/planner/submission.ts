// The shape in which the model hands in its plan: what its tool is described by, and what its answer is held against.
import { z } from 'zod'
import { check } from '#lib/wire/check.ts'
import { maxPlanSteps } from '#lib/wire/plan.ts'
import { thinkingLevels } from '#lib/wire/task-parts.ts'

export function submissionFor(handles: readonly string[]) {
  const [first, ...others] = handles
  const assignee = first === undefined ? z.null() : z.enum([first, ...others]).nullable()
  const step = z.object({
    key: z
      .string()
      .regex(/^[a-z0-9][a-z0-9-]{0,39}$/)
      .describe('A short name, unique in the plan'),
    title: z.string().min(1).max(200),
    description: z.string().max(8000).describe('Everything that whoever does it needs to know'),
    role: z.string().min(1).max(200).describe('What they are in this plan: "writes the words"'),
    reason: z.string().min(1).max(1000).describe('In one sentence: why this step, why them'),
    assignee: assignee.describe('A handle; null: whoever can'),
    requires: z.array(z.string().max(60)).max(20).default([]).describe('Capabilities, when nobody is named'),
    model: z.string().max(80).nullable().default(null),
    thinking: z.enum(thinkingLevels).nullable().default(null),
    dependsOn: z.array(z.string().max(40)).max(30).default([]).describe('Keys of steps that come before'),
    checks: z.array(check).max(20).default([]),
    estimateMinutes: z.number().min(0).nullable().default(null),
    estimateDollars: z.number().min(0).nullable().default(null).describe('What the model calls will cost'),
  })
  return z.object({
    summary: z.string().min(1).max(1000).describe('For people: the plan in a sentence or two'),
    risk: z.enum(['low', 'high']),
    riskReason: z.string().max(500).default(''),
    steps: z.array(step).min(1).max(maxPlanSteps),
  })
}

/** What can be used of an answer that does not fit: each part stands by itself. */
export const anySubmission = z.object({
  summary: z.string().catch(''),
  risk: z.enum(['low', 'high']).catch('low'),
  riskReason: z.string().catch(''),
  steps: z.array(z.unknown()).catch([]),
})

const mostIssues = 20

/** What is wrong with an answer, for the model to put right; undefined when nothing is. */
export function faultsOf(json: string, schema: z.ZodType): string | undefined {
  const read = readJson(json)
  if (!read.ok) return 'The input of the tool was no JSON.'
  const { error } = schema.safeParse(read.value)
  if (!error) return undefined
  const lines = error.issues
    .slice(0, mostIssues)
    .map(({ path, message }) => `- ${path.join('.').slice(0, 120)}: ${message.slice(0, 200)}`)
  return lines.join('\n')
}

export function readJson(json: string): { ok: true; value: unknown } | { ok: false } {
  try {
    return { ok: true, value: JSON.parse(json) }
  } catch {
    return { ok: false }
  }
}
