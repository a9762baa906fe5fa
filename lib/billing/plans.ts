// The one source of plans: the landing page shows them, the verbs enforce them, billing charges them.

export type PlanKey = 'solo' | 'studio' | 'company'

export type Plan = {
  key: PlanKey
  name: string
  headline: string
  priceCentsPerEmployeeMonth: number
  /** Seats that can be bought. */
  maxEmployees: number
  /** Seats of the trial. */
  trialEmployees: number
  maxMembers: number
  /** Model cost included for each seat and month, in micro-dollars. */
  monthlyAllowanceMicros: number
  features: readonly string[]
  highlighted?: boolean
}

export const trialDays = 7

/** What holds of every plan, and before one is chosen. Times in days, money in micro-dollars. */
export const terms = {
  trialDays,
  /** How often the chat may be opened before a plan has to be chosen. */
  freeChatViews: 3,
  /** A reload so soon after an opening is the same one. */
  sameViewMinutes: 10,
  /** How many trials one network (a /24, or a /48 of IPv6) has in how many days. */
  trialsPerNetwork: 5,
  trialsPerNetworkDays: 30,
  /** How long one may look around without a plan. */
  lookingDays: 7,
  /** Model cost of a whole trial, and of looking around. */
  trialAllowanceMicros: 5_000_000,
  lookingAllowanceMicros: 500_000,
  /** What a task may cost when nobody says otherwise. */
  taskAllowanceMicros: 5_000_000,
  /** How long a payment may be late before employees stop. */
  graceDays: 14,
  /** How long homes are kept once employees have stopped: after a trial, and of somebody who has paid. */
  keptAfterTrialDays: 7,
  keptAfterPayingDays: 30,
  /** Warnings before employees stop, and before homes are removed. */
  trialWarningDays: [2, 1],
  removalWarningDays: 2,
} as const

export const plans: readonly Plan[] = [
  {
    key: 'solo',
    name: 'Solo',
    headline: 'One pair of extra hands.',
    priceCentsPerEmployeeMonth: 2900,
    maxEmployees: 1,
    trialEmployees: 1,
    maxMembers: 1,
    monthlyAllowanceMicros: 12_000_000,
    features: ['Every role and skill', 'A private desk with its own files', 'Every model call in the ledger'],
  },
  {
    key: 'studio',
    name: 'Studio',
    headline: 'A small team that shares its employees.',
    priceCentsPerEmployeeMonth: 4900,
    maxEmployees: 5,
    trialEmployees: 3,
    maxMembers: 10,
    monthlyAllowanceMicros: 24_000_000,
    features: ['Everything in Solo', 'Invite members as admins or members', 'API keys for your own tools'],
    highlighted: true,
  },
  {
    key: 'company',
    name: 'Company',
    headline: 'An office full of lamps.',
    priceCentsPerEmployeeMonth: 7900,
    maxEmployees: 25,
    trialEmployees: 5,
    maxMembers: 100,
    monthlyAllowanceMicros: 45_000_000,
    features: ['Everything in Studio', 'Room for a whole company', 'The largest allowance for each employee'],
  },
]

export function planByKey(key: string): Plan | undefined {
  return plans.find((plan) => plan.key === key)
}
