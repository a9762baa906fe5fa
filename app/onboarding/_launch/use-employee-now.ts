'use client'
import { useRouter } from 'next/navigation'
import { useEffect, useState } from 'react'
import { useEmployees, useLive, useLiveState } from '#app/_live/live-provider.tsx'
import type { Employee } from '#lib/wire/employee.ts'

const askAgainMs = 3000

/** The employee as they are now. While the stream is away they are asked for instead; `isStale` says so. */
export function useEmployeeNow(initial: Employee): { employee: Employee; isStale: boolean } {
  const router = useRouter()
  const [known, setKnown] = useState([initial])
  const employees = useEmployees(known)
  const state = useLiveState()
  const isStale = state === 'offline' || state === 'reconnecting'
  useLive((event) => {
    if (event.event === 'reset') router.refresh()
  })
  useEffect(() => setKnown([initial]), [initial])
  useEffect(() => {
    if (!isStale) return
    let isOver = false
    // Not by a refresh of the page: the router leaves a page whose refresh fails.
    const ask = async () => {
      const response = await fetch(`/api/v1/employees/${initial.id}`).catch(() => undefined)
      const employee = response?.ok ? await response.json() : undefined
      // What the stream tells since it is back is newer.
      if (employee && !isOver) setKnown([employee])
    }
    const timer = setInterval(() => void ask(), askAgainMs)
    return () => {
      isOver = true
      clearInterval(timer)
    }
  }, [isStale, initial.id])
  return { employee: employees.find((one) => one.id === initial.id) ?? initial, isStale }
}
