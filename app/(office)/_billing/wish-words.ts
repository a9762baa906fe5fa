// What a choice of plan and seats means, before anybody presses. Pure.
import { type Plan, terms } from '#lib/billing/plans.ts'
import type { SeatsInput } from '#lib/wire/billing.ts'
import type { Entitlement, Standing } from '#lib/wire/me.ts'
import { counted } from './counted.ts'
import { dayInWords } from './day-in-words.ts'

/** What one can do with a plan: try it, take another one for the trial, pay for it, or change what is paid. */
export type Mode = 'begin' | 'trial' | 'return' | 'change' | 'none'

const modes: Record<Standing, Mode> = {
  looking: 'begin',
  looked: 'begin',
  trial: 'trial',
  trial_over: 'return',
  stopped: 'return',
  paying: 'change',
  past_due: 'change',
  suspended: 'none',
}

export function modeOf({ standing }: Pick<Entitlement, 'standing'>): Mode {
  return modes[standing]
}

/** What is chosen when one comes here: what there is, or what fits everybody who works here. */
export function firstWish(
  { planKey, employees, maxEmployees, standing }: Entitlement,
  plans: readonly Plan[],
): SeatsInput {
  const needed = Math.max(1, employees)
  const present = plans.find(({ key }) => key === planKey)
  const fitting = plans.find((plan) => plan.highlighted && plan.maxEmployees >= needed)
  const plan = present ?? fitting ?? plans.find((one) => one.maxEmployees >= needed)
  const isPaid = modeOf({ standing }) === 'change'
  return {
    planKey: plan?.key ?? '',
    seats: isPaid ? maxEmployees : Math.min(needed, plan?.maxEmployees ?? needed),
  }
}

/** The seats nearest to the wanted ones that the plan has. */
export function seatsWithin(seats: number, plan: Pick<Plan, 'maxEmployees'>): number {
  return Math.min(Math.max(1, Math.round(seats) || 1), plan.maxEmployees)
}

/** When the first payment is due, for who pays before the trial is over. */
export function firstPaymentInWords({ standing, endsAt }: Entitlement, nowMs: number): string {
  const leftMs = Date.parse(endsAt ?? '') - nowMs
  if (standing === 'trial' && endsAt && leftMs >= leastKeptMs)
    return `The trial’s remaining days stay free: the first payment is on ${dayInWords(endsAt)}.`
  return 'The first month is paid now.'
}

/** Less of a trial than this cannot be kept: Stripe asks for two days. */
const leastKeptMs = 48 * 60 * 60 * 1000

/** What fits into a plan, and what it includes. */
export function roomInWords({ maxEmployees, maxMembers, monthlyAllowanceMicros }: Plan): string {
  const room =
    maxEmployees === 1 ? '1 employee, just you' : `Up to ${maxEmployees} employees and ${maxMembers} people`
  return `${room}; $${monthlyAllowanceMicros / 1_000_000} of model use each, every month.`
}

/** What the trial of a plan holds. */
export function trialInWords({ trialEmployees }: Plan): string {
  return `${terms.trialDays} days free with ${counted(trialEmployees, 'employee')}, no card`
}
