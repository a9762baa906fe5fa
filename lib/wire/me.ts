import { z } from 'zod'
import { planApprovals } from './plan.ts'
import { id, time } from './shapes.ts'

const entitlement = z.object({
  planKey: z.string().nullable(),
  maxEmployees: z.int(),
  maxMembers: z.int(),
  employees: z.int(),
  trialEndsAt: time.nullable(),
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
