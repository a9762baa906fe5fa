// The refusal of a hire beyond the seats, with what helps: one more seat where the plan has one.
import { AppError } from '#lib/errors.ts'
import type { Entitlement } from '#lib/wire/me.ts'
import { type Plan, planByKey } from './plans.ts'

export function noSeat(entitlement: Entitlement): AppError {
  return new AppError('limit_reached', { detail: wordsFor(entitlement) })
}

/** Whether one more seat can be bought for whoever is refused: a preview says what it costs. */
export function canAddSeat({ standing, planKey, maxEmployees }: Entitlement): boolean {
  return standing === 'paying' && maxEmployees < (planByKey(planKey ?? '')?.maxEmployees ?? 0)
}

function wordsFor(entitlement: Entitlement): string {
  const { standing, maxEmployees } = entitlement
  const plan = planByKey(entitlement.planKey ?? '')
  const taken = `${maxEmployees === 1 ? 'The one seat' : `All ${maxEmployees} seats`} of ${nameOf(standing, plan)} ${maxEmployees === 1 ? 'is' : 'are'} taken. Nobody was hired.`
  if (plan && canAddSeat(entitlement)) {
    const dollars = plan.priceCentsPerEmployeeMonth / 100
    return `${taken} Add one more seat for $${dollars} a month and hire again, or let somebody go first.`
  }
  if (standing === 'trial') return `${taken} Pay for a plan to have more, or let somebody go first.`
  return `${taken} Choose a larger plan or let somebody go first.`
}

function nameOf(standing: Entitlement['standing'], plan: Plan | undefined): string {
  if (!plan) return 'looking around'
  return standing === 'trial' ? `the trial of ${plan.name}` : plan.name
}
