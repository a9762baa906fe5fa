import { redirect } from 'next/navigation'
import { planByKey } from '#lib/billing/plans.ts'
import { readEmployee } from '#lib/employee/read-employee.ts'
import { AppError } from '#lib/errors.ts'
import { requireMember } from '../_edge/session.ts'
import { readProgress } from './_steps/read-progress.ts'
import { firstOpenStep, stepPath } from './_steps/step-order.ts'

type OnboardingPageProps = { searchParams: Promise<Record<string, string | string[] | undefined>> }

/** Goes on where the hire stopped. `?new` begins another one although the last is still starting; `?plan` suggests one. */
export default async function OnboardingPage({ searchParams }: OnboardingPageProps) {
  const { new: another, plan } = await searchParams
  const wish = typeof plan === 'string' ? planByKey(plan) : undefined
  const member = await requireMember(wish ? `/onboarding?plan=${wish.key}` : '/onboarding')
  const { progress, launchedId } = await readProgress(member)
  if (launchedId && another === undefined) {
    const launched = await readEmployee(member, { id: launchedId }).catch(undefinedWhenGone)
    if (launched?.lifecycle === 'starting') redirect(`/onboarding/launch/${launchedId}`)
  }
  const step = firstOpenStep(progress)
  redirect(step === 'plan' && wish ? `${stepPath(step)}?plan=${wish.key}` : stepPath(step))
}

function undefinedWhenGone(error: unknown): undefined {
  if (error instanceof AppError && error.code === 'not_found') return undefined
  throw error
}
