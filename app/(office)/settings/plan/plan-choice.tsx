'use client'
import { useRouter } from 'next/navigation'
import { useState, useTransition } from 'react'
import type { Plan } from '#lib/billing/plans.ts'
import type { Refusal } from '../../../_edge/act.ts'
import { Banner } from '../../../_ui/banner.tsx'
import { Button } from '../../../_ui/button.tsx'
import { RadioCards } from '../../../_ui/radio-cards.tsx'
import { toast } from '../../../_ui/toast.tsx'
import { chooseThePlan } from '../../_actions/choose-the-plan.ts'

type PlanFacts = Pick<
  Plan,
  'key' | 'name' | 'headline' | 'priceCentsPerEmployeeMonth' | 'maxEmployees' | 'maxMembers'
>
type PlanChoiceProps = {
  current: string | null
  employees: number
  mayChoose: boolean
  plans: readonly PlanFacts[]
}

export function PlanChoice({ current, employees, mayChoose, plans }: PlanChoiceProps) {
  const router = useRouter()
  const [wanted, setWanted] = useState(current ?? '')
  const [refusal, setRefusal] = useState<Refusal>()
  const [isBusy, start] = useTransition()
  const plan = plans.find((one) => one.key === wanted)
  const change = () =>
    start(async () => {
      const outcome = await chooseThePlan(wanted)
      setRefusal(outcome.ok ? undefined : outcome)
      if (!outcome.ok) return
      toast.success(`You are on ${plan?.name}`)
      router.refresh()
    })
  return (
    <>
      {refusal && <Banner tone="error">{refusal.detail}</Banner>}
      <RadioCards
        label="Plan"
        value={wanted}
        onValueChange={setWanted}
        options={plans.map((one) => ({
          value: one.key,
          title: one.name,
          text: `${one.headline} ${roomInWords(one)}${tooSmall(one, employees)}`,
          aside: (
            <span className="shrink-0 text-muted text-sm">
              <span className="figures">${one.priceCentsPerEmployeeMonth / 100}</span> each month and employee
            </span>
          ),
          disabled: !mayChoose || (one.maxEmployees < employees && one.key !== current),
        }))}
      />
      {mayChoose && wanted !== (current ?? '') && (
        <Button tone="primary" busy={isBusy} onClick={change} className="self-start">
          Change to {plan?.name}
        </Button>
      )}
    </>
  )
}

function roomInWords({ maxEmployees, maxMembers }: PlanFacts): string {
  const employees = maxEmployees === 1 ? 'One employee' : `Up to ${maxEmployees} employees`
  return `${employees}, ${maxMembers === 1 ? 'one person' : `${maxMembers} people`}.`
}

function tooSmall({ maxEmployees }: PlanFacts, employees: number): string {
  return maxEmployees < employees ? ` Too small: ${employees} work here.` : ''
}
