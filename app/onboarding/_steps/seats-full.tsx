import { type Plan, planByKey } from '#lib/billing/plans.ts'
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
  return (
    <div className="mb-6">
      {entitlement.mayRun ? full(entitlement) : <NotPaid entitlement={entitlement} />}
    </div>
  )
}

const laterWords = 'You can prepare this hire now'

function full(entitlement: Entitlement) {
  const { standing, planKey, maxEmployees } = entitlement
  const plan = planByKey(planKey ?? '')
  if (!plan)
    return (
      <Larger
        title="Your one desk is taken"
        text={`Without a plan you have one employee. ${laterWords}; before it starts, choose a plan.`}
      />
    )
  const title = maxEmployees === 1 ? 'Your one desk is taken' : `All ${maxEmployees} desks are taken`
  if (standing !== 'trial' && maxEmployees < plan.maxEmployees)
    return <OneMore plan={plan} title={title} seats={maxEmployees} />
  const holds = standing === 'trial' ? `The trial of ${plan.name}` : plan.name
  const text = `${holds} is for ${counted(maxEmployees, 'employee')}. ${laterWords}; before it starts, choose a larger plan or let somebody go.`
  return <Larger title={title} text={text} isPaid={standing !== 'trial'} />
}

function OneMore({ plan, title, seats }: { plan: Plan; title: string; seats: number }) {
  const price = centsInWords(plan.priceCentsPerEmployeeMonth)
  return (
    <Banner tone="warn" title={title} action={<AddSeat planKey={plan.key} seats={seats} />}>
      {`${laterWords}; before it starts, add a seat for ${price} each month or let somebody go.`}
    </Banner>
  )
}

type LargerProps = { title: string; text: string; isPaid?: boolean }

function Larger({ title, text, isPaid = false }: LargerProps) {
  return (
    <Banner
      tone="warn"
      title={title}
      action={
        <ButtonLink href={isPaid ? '/billing' : '/onboarding/plan'} prefetch={false}>
          Choose a larger plan
        </ButtonLink>
      }
    >
      {text}
    </Banner>
  )
}

function NotPaid({ entitlement }: { entitlement: Entitlement }) {
  const { title, text } = standingInWords(entitlement, Date.now())
  return (
    <Banner
      tone="warn"
      title={title}
      action={
        <ButtonLink href="/billing" prefetch={false}>
          Choose and pay
        </ButtonLink>
      }
    >
      {text} Nobody can be hired before.
    </Banner>
  )
}
