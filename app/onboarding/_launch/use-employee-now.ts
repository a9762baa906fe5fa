'use client'
import { useRouter } from 'next/navigation'
import { useMemo } from 'react'
import { useEmployees, useLive, useLiveState } from '#app/_live/live-provider.tsx'
import type { Employee } from '#lib/wire/employee.ts'

/** The employee as they are now. `isStale` while nothing new can be heard. */
export function useEmployeeNow(initial: Employee): { employee: Employee; isStale: boolean } {
  const router = useRouter()
  const before = useMemo(() => [initial], [initial])
  const employees = useEmployees(before)
  const state = useLiveState()
  useLive((event) => {
    if (event.event === 'reset') router.refresh()
  })
  return {
    employee: employees.find((one) => one.id === initial.id) ?? initial,
    isStale: state === 'offline' || state === 'reconnecting',
  }
}
