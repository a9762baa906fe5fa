// Which sites of the web an employee may open, and which they asked for in vain.
import { z } from 'zod'
import { id, time } from './shapes.ts'

const siteDecisions = ['allow', 'refuse'] as const
export type SiteDecision = (typeof siteDecisions)[number]

const siteRule = z.object({
  id: id.nullable().describe('null: it comes with the role'),
  site: z
    .string()
    .describe('`example.org` itself, `*.example.org` with everything below it, `*` every public site'),
  decision: z.enum(siteDecisions),
  scope: z.enum(['role', 'company', 'employee']),
  counts: z.boolean().describe('false: a rule closer to the employee says something about the same site'),
  decidedBy: z.string().nullable().describe('The name of the member; null for a key or a role'),
  decidedAt: time.nullable(),
})

const siteRequest = z.object({
  host: z.string(),
  port: z.int(),
  why: z
    .enum(['not_allowed', 'private_address', 'no_such_host', 'bad_request'])
    .describe('`not_allowed`: nobody has decided, allowing it helps. The others would be refused anyway'),
  times: z.int(),
  firstAt: time,
  lastAt: time,
})

export const siteList = z.object({
  rules: z
    .array(siteRule)
    .describe('Of several that fit a site the closest counts: a name before `*.`, that before `*`'),
  requests: z.array(siteRequest).describe('Asked for and not decided yet, the latest first'),
})
export type SiteList = z.output<typeof siteList>

export const decideSiteInput = z.strictObject({
  site: z
    .string()
    .min(1)
    .max(300)
    .describe('A name, `*.name` or `*`; of an address as the browser shows it the name is taken'),
  decision: z.enum(siteDecisions).default('allow'),
  scope: z
    .enum(['employee', 'company'])
    .default('employee')
    .describe('`company`: for everybody who works here'),
})
