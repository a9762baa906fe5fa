import { z } from 'zod'
import { planApprovals } from './plan.ts'
import { id, time } from './shapes.ts'

export const standings = [
  'looking',
  'looked',
  'trial',
  'trial_over',
  'paying',
  'past_due',
  'stopped',
  'suspended',
] as const
export type Standing = (typeof standings)[number]

export const entitlement = z.object({
  standing: z
    .enum(standings)
    .describe(
      'looking: no plan yet, one employee and a few views of the chat; looked: those are used up; stopped: a subscription that ended or was not paid',
    ),
  mayRun: z.boolean().describe('Whether employees work now; their homes are kept when they do not'),
  planKey: z.string().nullable(),
  maxEmployees: z.int().describe('Seats: how many may work here now'),
  maxMembers: z.int(),
  employees: z.int(),
  trialEndsAt: time.nullable(),
  endsAt: time.nullable().describe('When employees stop unless something is done; null while nothing ends'),
  removalAt: time.nullable().describe('When homes are removed unless something is done'),
  freeChatViewsLeft: z.int().nullable().describe('null once a plan is chosen'),
})
export type Entitlement = z.output<typeof entitlement>

export const me = z.object({
  company: z.object({
    id,
    name: z.string(),
    about: z.string(),
    planApproval: z
      .enum(planApprovals)
      .describe('When a plan waits for a person: always, when it is risky, never'),
  }),
  member: z.object({ userId: id, email: z.string(), role: z.enum(['owner', 'admin', 'member']) }).nullable(),
  apiKey: z.object({ id, scopes: z.array(z.string()) }).nullable(),
  entitlement,
})
export type Me = z.output<typeof me>
