// What helps where a company has used up all that is included. Pure.
import { planByKey, plans, terms } from '#lib/billing/plans.ts'
import { actOf, type CompanyStanding, planName } from '../_billing/standing-words.ts'

interface More {
  text: string
  act: { label: string; href: string } | null
}

export function moreInWords(standing: CompanyStanding): More {
  const { entitlement, canPay } = standing
  const act = canPay ? actOf(standing) : null
  switch (entitlement.standing) {
    case 'looking':
      return {
        text: `Looking around includes no more model use. A plan starts with ${terms.trialDays} free days and more of it.`,
        act,
      }
    case 'trial':
      return {
        text: 'The trial includes no more model use. What a plan includes begins with its first payment.',
        act: act && { ...act, label: 'See the plans' },
      }
    case 'paying':
      return ofPlan(standing)
    case 'past_due':
      return { text: 'Plan and seats can be changed once the open invoice is paid.', act }
    default:
      return { text: 'No more model use is included.', act }
  }
}

function ofPlan({ entitlement, canPay }: CompanyStanding): More {
  const name = planName(entitlement)
  const isLargest = entitlement.planKey === plans.at(-1)?.key
  const isFull = entitlement.maxEmployees >= (planByKey(entitlement.planKey ?? '')?.maxEmployees ?? 0)
  const ways = [isLargest ? '' : 'a larger plan', isFull ? '' : 'one more seat'].filter(Boolean)
  if (ways.length === 0 || !canPay)
    return { text: `${name} includes no more model use this month; the next one begins anew.`, act: null }
  const sentence = `${ways.join(' or ')} brings its own share.`
  return {
    text: `${name} includes no more model use this month: ${sentence}`,
    act: { label: isLargest ? 'Add a seat' : 'Choose a larger plan', href: '/billing' },
  }
}
