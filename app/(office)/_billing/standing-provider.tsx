'use client'
// How the company stands, for everything in the office that depends on it.
import { useRouter } from 'next/navigation'
import { createContext, type ReactNode, useContext, useEffect } from 'react'
import type { Employee } from '#lib/wire/employee.ts'
import { useLive } from '../../_live/live-provider.tsx'
import { restingInWords } from '../_office/words.ts'
import type { CompanyStanding } from './standing-words.ts'

const StandingContext = createContext<CompanyStanding | undefined>(undefined)

/** Longer than this a browser does not wait. */
const longestWaitMs = 24 * 60 * 60 * 1000

/** Reads the page anew when money changed something, and at the moment a trial or a grace ends: nobody tells of that. */
export function StandingProvider({ standing, children }: { standing: CompanyStanding; children: ReactNode }) {
  const router = useRouter()
  useLive(({ event }) => {
    if (event === 'billing') router.refresh()
  })
  const { endsAt } = standing.entitlement
  useEffect(() => {
    const waitMs = Date.parse(endsAt ?? '') - Date.now()
    if (!(waitMs > 0 && waitMs < longestWaitMs)) return
    const timer = setTimeout(() => router.refresh(), waitMs + 1000)
    return () => clearTimeout(timer)
  }, [endsAt, router])
  return <StandingContext value={standing}>{children}</StandingContext>
}

export function useStanding(): CompanyStanding {
  const standing = useContext(StandingContext)
  if (!standing) throw new Error('useStanding is called outside the office')
  return standing
}

/** What is said of an employee instead of their desk's own state while they may not work; undefined while they may. */
export function useResting({ desk }: Pick<Employee, 'desk'>): string | undefined {
  const { mayRun, standing } = useStanding().entitlement
  if (!mayRun) return restingInWords(standing)
  return desk.isSeatless ? 'Resting without a seat' : undefined
}
