'use client'
import { useState } from 'react'
import { type Plan, plans } from '#lib/billing/plans.ts'
import { RadioCards } from '../../_ui/radio-cards.tsx'
import { Stepper } from '../../_ui/stepper.tsx'
import { centsInWords } from '../_billing/money-words.ts'
import { useStanding } from '../_billing/standing-provider.tsx'
import { firstWish, modeOf, roomInWords, seatsWithin } from '../_billing/wish-words.ts'
import { BeginActs } from './begin-acts.tsx'
import { ChangeActs } from './change-acts.tsx'
import { WhomToLetGo } from './whom-to-let-go.tsx'

/** The choice of a plan and its seats, whatever can be done with it now. */
export function PlanForm() {
  const { entitlement } = useStanding()
  const present = firstWish(entitlement, plans)
  const [wish, setWish] = useState(present)
  const plan = plans.find(({ key }) => key === wish.planKey)
  const choose = (planKey: string) => {
    const next = plans.find(({ key }) => key === planKey)
    if (next) setWish({ planKey, seats: seatsWithin(Math.max(wish.seats, present.seats), next) })
  }
  if (!plan) return null
  const isTooSmall = wish.seats < entitlement.employees
  return (
    <>
      <RadioCards label="Plan" value={wish.planKey} onValueChange={choose} options={plans.map(optionOf)} />
      <div className="flex flex-wrap items-center gap-x-4 gap-y-2">
        <Stepper
          label="Seats"
          value={wish.seats}
          min={1}
          max={plan.maxEmployees}
          onValueChange={(seats) => setWish({ ...wish, seats: seatsWithin(seats, plan) })}
        />
        <p className="text-muted">
          <span className="figures text-ink">
            {centsInWords(plan.priceCentsPerEmployeeMonth * wish.seats)}
          </span>{' '}
          each month for {wish.seats === 1 ? 'one employee' : `${wish.seats} employees`}
        </p>
      </div>
      {isTooSmall && <WhomToLetGo seats={wish.seats} />}
      {modeOf(entitlement) === 'change' ? (
        <ChangeActs present={present} wish={wish} isTooSmall={isTooSmall} />
      ) : (
        <BeginActs wish={wish} isTooSmall={isTooSmall} />
      )}
    </>
  )
}

function optionOf(plan: Plan) {
  return {
    value: plan.key,
    title: plan.name,
    text: `${plan.headline} ${roomInWords(plan)}`,
    aside: (
      <span className="shrink-0 text-muted text-sm">
        <span className="figures">{centsInWords(plan.priceCentsPerEmployeeMonth)}</span> a seat
      </span>
    ),
  }
}
