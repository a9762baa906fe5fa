// What the platform verifies before work counts as done. Paths are relative to the workspace of the run.
import { z } from 'zod'
import { id, time } from './shapes.ts'

const path = z
  .string()
  .min(1)
  .max(400)
  .regex(/^(?!\/)(?![\s\S]*(^|\/)\.\.(\/|$))[^\0]+$/, 'A path below the workspace')
const checkId = z.string().regex(/^[a-z0-9][a-z0-9_-]{0,59}$/)
const about = { id: checkId, title: z.string().max(200).default('') }

export const check = z.discriminatedUnion('kind', [
  z.strictObject({ ...about, kind: z.literal('file_exists'), path }),
  z.strictObject({
    ...about,
    kind: z.literal('file_matches'),
    path,
    pattern: z.string().min(1).max(500).describe('A regular expression (RE2 syntax)'),
  }),
  z.strictObject({
    ...about,
    kind: z.literal('command'),
    command: z.string().min(1).max(2000).describe('Run by bash at the desk, in the workspace; 0 is success'),
    timeoutSeconds: z.int().min(1).max(600).default(120),
  }),
  z.strictObject({
    ...about,
    kind: z.literal('url'),
    url: z.url({ protocol: /^https?$/ }).max(2000),
    status: z.int().min(100).max(599).default(200),
    contains: z.string().max(500).optional(),
  }),
  z.strictObject({
    ...about,
    kind: z.literal('text_contains'),
    text: z.string().min(1).max(500).describe('What the summary of the work must contain'),
  }),
  z.strictObject({
    ...about,
    kind: z.literal('json_schema'),
    path: path.optional().describe('A file; without it, the result that was reported'),
    schema: z.record(z.string(), z.unknown()).describe('JSON Schema 2020-12'),
  }),
  z.strictObject({
    ...about,
    kind: z.literal('rubric'),
    rubric: z.string().min(1).max(4000).describe('What a model looks for in the work'),
    passMark: z.int().min(1).max(100).default(70),
  }),
])
export type Check = z.output<typeof check>
export type CheckKind = Check['kind']

export const checks = z
  .array(check)
  .max(20)
  .refine((all) => new Set(all.map((one) => one.id)).size === all.length, 'Each check needs an id of its own')

export const checkResult = z.object({
  checkId: z.string(),
  runId: id,
  kind: z.string(),
  outcome: z.enum(['passed', 'failed', 'error']).describe('error: it could not be looked at'),
  text: z.string().describe('What was looked at and found'),
  evidence: z.unknown().optional(),
  durationMs: z.int(),
  at: time,
})
export type CheckResult = z.output<typeof checkResult>
