'use client'
import Link from 'next/link'
import { planByKey } from '#lib/billing/plans.ts'
import type { Entitlement } from '#lib/wire/me.ts'
import { useNow } from '../../_ui/use-now.ts'

const dayMs = 24 * 60 * 60 * 1000

/** How long the trial still is. Nothing is charged and nothing is switched off by it. */
export function TrialNote({ entitlement }: { entitlement: Entitlement }) {
  const now = useNow(60_000)
  const { planKey, trialEndsAt } = entitlement
  if (!trialEndsAt) return null
  const days = Math.ceil((Date.parse(trialEndsAt) - now) / dayMs)
  const plan = planByKey(planKey ?? '')?.name ?? ''
  const words = days > 0 ? `${days} ${days === 1 ? 'day' : 'days'} of trial left` : 'The trial is over'
  return (
    <Link
      href="/settings/plan"
      prefetch={false}
      className="rounded-md px-2 py-1.5 text-muted text-sm hover:bg-sunken hover:text-ink max-md:py-3"
    >
      {plan && <span className="font-medium text-ink">{plan}</span>}{' '}
      <span suppressHydrationWarning>{words}</span>
    </Link>
  )
}
