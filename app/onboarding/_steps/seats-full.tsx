import { canAddSeat } from '#lib/billing/no-seat.ts'
import { planByKey, plans } from '#lib/billing/plans.ts'
import type { Entitlement } from '#lib/wire/me.ts'
import { Banner } from '../../_ui/banner.tsx'
import { ButtonLink } from '../../_ui/button-link.tsx'
import { counted } from '../../(office)/_billing/counted.ts'
import { centsInWords } from '../../(office)/_billing/money-words.ts'
import { standingInWords } from '../../(office)/_billing/standing-words.ts'
import { AddSeat } from './add-seat.tsx'

/** Whether nobody can be hired as it stands: no seat is free, or no plan is paid. */
export function isFull({ mayRun, employees, maxEmployees }: Entitlement): boolean {
  return !mayRun || employees >= maxEmployees
}

/** Said before anybody fills in a form for nothing. */
export function SeatsFull({ entitlement }: { entitlement: Entitlement }) {
  if (!isFull(entitlement)) return null
  const { title, text, way } = wordsOf(entitlement)
  const { planKey, maxEmployees } = entitlement
  return (
    <div className="mb-6">
      <Banner
        tone="warn"
        title={title}
        action={
          way === 'seat' && planKey ? (
            <AddSeat planKey={planKey} seats={maxEmployees} />
          ) : (
            <ButtonLink href={way === 'wizard' ? '/onboarding/plan' : '/billing'} prefetch={false}>
              {labels[way]}
            </ButtonLink>
          )
        }
      >
        {text}
      </Banner>
    </div>
  )
}

/** What helps: another seat, a larger plan, more seats than a trial has, an open bill paid, or to pay at all. */
type Way = 'seat' | 'wizard' | 'larger' | 'more' | 'owes' | 'pay'

const labels: Record<Way, string> = {
  seat: 'Add a seat',
  wizard: 'Choose a larger plan',
  larger: 'Choose a larger plan',
  more: 'Pay for more seats',
  owes: 'See the bill',
  pay: 'Choose and pay',
}

interface FullWords {
  title: string
  text: string
  way: Way
}

function wordsOf(entitlement: Entitlement): FullWords {
  const { mayRun, standing, planKey, maxEmployees } = entitlement
  const title = maxEmployees === 1 ? 'Your one desk is taken' : `All ${maxEmployees} desks are taken`
  const full = (holds: string, helps: string, way: Way) => ({
    title,
    text: `${holds}You can prepare this hire now; before it starts, ${helps}.`,
    way,
  })
  const plan = planByKey(planKey ?? '')
  if (!mayRun) {
    const told = standingInWords(entitlement, Date.now())
    return { title: told.title, text: `${told.text} Nobody can be hired before.`, way: 'pay' }
  }
  if (!plan) return full('Without a plan you have one employee. ', 'choose a plan', 'wizard')
  if (canAddSeat(entitlement)) {
    const price = centsInWords(plan.priceCentsPerEmployeeMonth)
    return full('', `add a seat for ${price} each month or let somebody go`, 'seat')
  }
  const room = counted(maxEmployees, 'employee')
  const larger = 'choose a larger plan or let somebody go'
  if (standing === 'past_due')
    return full('The last payment failed. ', 'pay the open invoice or let somebody go', 'owes')
  if (standing !== 'trial') return full(`${plan.name} is for ${room}. `, larger, 'larger')
  const holds = `The trial of ${plan.name} is for ${room}. `
  return plans.some(({ trialEmployees }) => trialEmployees > maxEmployees)
    ? full(holds, larger, 'wizard')
    : full(holds, 'pay for more seats or let somebody go', 'more')
}
