import type { Metadata } from 'next'
import { planByKey, plans, trialDays } from '#lib/billing/plans.ts'
import { requireStep } from '../_steps/read-progress.ts'
import { StepFrame } from '../_steps/step-frame.tsx'
import { PlanStep } from './plan-step.tsx'

export const metadata: Metadata = { title: 'Choose a plan' }

type PlanPageProps = { searchParams: Promise<Record<string, string | string[] | undefined>> }

export default async function PlanPage({ searchParams }: PlanPageProps) {
  const { plan } = await searchParams
  const { progress } = await requireStep('plan')
  const suggested = progress.planKey ?? (typeof plan === 'string' && planByKey(plan)?.key) ?? highlighted?.key
  return (
    <StepFrame
      step="plan"
      progress={progress}
      title="Choose a plan"
      text={`It sets how many employees and people fit in, and you can change it later. The first ${trialDays} days are free, and no card is asked for.`}
    >
      <PlanStep plans={plans} suggestedKey={suggested || highlighted?.key || ''} />
    </StepFrame>
  )
}

const highlighted = plans.find((plan) => plan.highlighted)
