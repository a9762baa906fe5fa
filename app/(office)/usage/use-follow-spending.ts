'use client'
// Calls have no event of their own: there are too many. What they lead to has, and then the page is read anew, not too often.
import { useRouter } from 'next/navigation'
import { useCallback, useEffect, useRef } from 'react'
import type { LiveEvent } from '#lib/wire/event.ts'
import { useLive } from '../../_live/live-provider.tsx'

const gapMs = 4_000

export function useFollowSpending(): void {
  const router = useRouter()
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined)
  const isStale = useRef(false)
  // A tab nobody looks at is read anew when somebody does.
  const readAnew = useCallback(() => {
    isStale.current = document.visibilityState !== 'visible'
    if (!isStale.current) router.refresh()
  }, [router])
  useEffect(() => {
    const seen = () => isStale.current && readAnew()
    document.addEventListener('visibilitychange', seen)
    return () => {
      document.removeEventListener('visibilitychange', seen)
      clearTimeout(timer.current)
      timer.current = undefined
    }
  }, [readAnew])
  useLive((event) => {
    if (!tellsOfSpending(event)) return
    timer.current ??= setTimeout(() => {
      timer.current = undefined
      readAnew()
    }, gapMs)
  })
}

function tellsOfSpending(event: LiveEvent): boolean {
  if (event.event === 'message') return event.data.author === 'employee' && event.data.status !== 'streaming'
  // Whoever sets somebody's allowance changes the employee.
  return ['task', 'run', 'employee', 'reset'].includes(event.event)
}
