// The one source of plans: the landing page shows them, the verbs enforce them, billing charges them.

type PlanKey = 'solo' | 'studio' | 'company'

export type Plan = {
  key: PlanKey
  name: string
  headline: string
  priceCentsPerEmployeeMonth: number
  maxEmployees: number
  maxMembers: number
  /** Model cost included for each employee and month, in micro-dollars. */
  monthlyAllowanceMicros: number
  /** How often the chat may be opened before a plan has to be chosen. */
  freeChatViews: number
  features: readonly string[]
  highlighted?: boolean
}

export const trialDays = 7

export const plans: readonly Plan[] = [
  {
    key: 'solo',
    name: 'Solo',
    headline: 'One pair of extra hands.',
    priceCentsPerEmployeeMonth: 2900,
    maxEmployees: 1,
    maxMembers: 1,
    monthlyAllowanceMicros: 12_000_000,
    freeChatViews: 3,
    features: ['Every role and skill', 'A private desk with its own files', 'Every model call in the ledger'],
  },
  {
    key: 'studio',
    name: 'Studio',
    headline: 'A small team that shares its employees.',
    priceCentsPerEmployeeMonth: 4900,
    maxEmployees: 5,
    maxMembers: 10,
    monthlyAllowanceMicros: 24_000_000,
    freeChatViews: 3,
    features: ['Everything in Solo', 'Invite members as admins or members', 'API keys for your own tools'],
    highlighted: true,
  },
  {
    key: 'company',
    name: 'Company',
    headline: 'An office full of lamps.',
    priceCentsPerEmployeeMonth: 7900,
    maxEmployees: 25,
    maxMembers: 100,
    monthlyAllowanceMicros: 45_000_000,
    freeChatViews: 3,
    features: ['Everything in Studio', 'Room for a whole company', 'The largest allowance for each employee'],
  },
]

export function planByKey(key: string): Plan | undefined {
  return plans.find((plan) => plan.key === key)
}
