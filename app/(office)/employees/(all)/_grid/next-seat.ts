// The next hire: whether there is a desk for it, and where one gets one. Pure.
import { canAddSeat } from '#lib/billing/no-seat.ts'
import { planByKey } from '#lib/billing/plans.ts'
import type { Entitlement } from '#lib/wire/me.ts'
import { centsInWords } from '../../../_billing/money-words.ts'

interface NextSeat {
  href: string
  title: string
  text: string
}

const hire = '/onboarding?new'

export function nextSeat(entitlement: Entitlement): NextSeat {
  const { standing, mayRun, planKey, maxEmployees, employees } = entitlement
  const free = maxEmployees - employees
  if (!mayRun) return { href: '/billing', title: 'Nobody can be hired now', text: whyNobody(standing) }
  if (free > 0) return { href: hire, title: 'Hire again', text: freeInWords(free) }
  if (standing === 'looking')
    return { href: '/onboarding/plan', title: 'Hire again', text: 'Choose a plan for more than one' }
  const plan = planByKey(planKey ?? '')
  if (plan && canAddSeat(entitlement)) {
    const price = centsInWords(plan.priceCentsPerEmployeeMonth)
    return { href: hire, title: 'Hire again', text: `A further seat is ${price} each month` }
  }
  const text = standing === 'past_due' ? 'Pay the open invoice for more' : 'Choose a larger plan for more'
  return { href: '/billing', title: 'All desks are taken', text }
}

function whyNobody(standing: Entitlement['standing']): string {
  if (standing === 'suspended') return 'The company is suspended'
  return standing === 'looked' ? 'A plan has to be chosen first' : 'A plan has to be paid first'
}

function freeInWords(free: number): string {
  return free === 1 ? 'One desk is free' : `${free} desks are free`
}
