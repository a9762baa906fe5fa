'use client'
import Link from 'next/link'
import { useNow } from '../../_ui/use-now.ts'
import { useStanding } from './standing-provider.tsx'
import { railWords } from './standing-words.ts'

/** How the plan stands, at the foot of the rail; nothing while it is simply paid. */
export function PlanNote() {
  const words = railWords(useStanding().entitlement, useNow(60_000))
  if (!words) return null
  return (
    <Link
      href="/billing"
      prefetch={false}
      className="rounded-md px-2 py-1.5 text-muted text-sm hover:bg-sunken hover:text-ink max-md:py-3"
    >
      {words.plan && <span className="font-medium text-ink">{words.plan}</span>}{' '}
      <span suppressHydrationWarning>{words.text}</span>
    </Link>
  )
}
