import { Plus } from 'lucide-react'
import Link from 'next/link'
import type { Entitlement } from '#lib/wire/me.ts'

/** The next free desk; when all seats of the plan are taken, the way to more. */
export function HireCard({ entitlement }: { entitlement: Entitlement }) {
  const free = entitlement.maxEmployees - entitlement.employees
  const isFull = entitlement.planKey !== null && free <= 0
  return (
    <li className="flex min-h-36">
      <Link
        href={isFull ? '/settings/plan' : '/onboarding?new'}
        prefetch={false}
        className="flex flex-1 flex-col items-center justify-center gap-2 rounded-card border border-line border-dashed p-5 text-center text-muted transition-colors duration-150 ease-out hover:border-edge hover:text-ink"
      >
        <Plus aria-hidden="true" size={20} strokeWidth={1.5} />
        <span className="font-medium text-ink">{isFull ? 'All desks are taken' : 'Hire again'}</span>
        <span className="text-sm">{seatsInWords(entitlement.planKey, free)}</span>
      </Link>
    </li>
  )
}

function seatsInWords(planKey: string | null, free: number): string {
  if (planKey === null) return 'Choose a plan on the way'
  if (free <= 0) return 'Choose a larger plan for more'
  return free === 1 ? 'One desk is free' : `${free} desks are free`
}
