import type { Metadata } from 'next'
import { redirect } from 'next/navigation'
import { planByKey, plans, trialDays } from '#lib/billing/plans.ts'
import type { Entitlement } from '#lib/wire/me.ts'
import { requireStep } from '../_steps/read-progress.ts'
import { StepFrame } from '../_steps/step-frame.tsx'
import { PlanStep } from './plan-step.tsx'

export const metadata: Metadata = { title: 'Choose a plan' }

type PlanPageProps = { searchParams: Promise<Record<string, string | string[] | undefined>> }

export default async function PlanPage({ searchParams }: PlanPageProps) {
  const { plan } = await searchParams
  const { progress, me } = await requireStep('plan')
  if (!progress.mayChoose) redirect('/billing')
  const suggested = progress.planKey ?? (typeof plan === 'string' && planByKey(plan)?.key) ?? highlighted?.key
  return (
    <StepFrame
      step="plan"
      progress={progress}
      title="Choose a plan"
      text={`It sets how many employees and people fit in, and you can change it later. The first ${trialDays} days are free, and no card is asked for.`}
    >
      <PlanStep
        plans={plans}
        suggestedKey={suggested || highlighted?.key || ''}
        mayLook={mayLook(me.entitlement)}
      />
    </StepFrame>
  )
}

/** Whoever has no plan may hire one employee without. */
function mayLook({ standing, employees, maxEmployees }: Entitlement): boolean {
  return standing === 'looking' && employees < maxEmployees
}

const highlighted = plans.find((plan) => plan.highlighted)
