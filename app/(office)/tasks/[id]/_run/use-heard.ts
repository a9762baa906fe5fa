'use client'
import { useEffect, useRef } from 'react'
import { heartbeatSeconds } from '#lib/wire/run.ts'
import { useNow } from '../../../../_ui/use-now.ts'

/** Heartbeats make no events: when none is known of for a while, the page asks before it says so. */
export function useHeardAge(heardMs: number, refresh: () => void): number {
  const now = useNow(1000)
  const ageMs = Math.max(0, now - heardMs)
  const askedMs = useRef(0)
  const isDue = ageMs > (heartbeatSeconds + 2) * 1000
  useEffect(() => {
    if (!isDue || now - askedMs.current < (heartbeatSeconds / 3) * 1000) return
    askedMs.current = now
    refresh()
  }, [isDue, now, refresh])
  return ageMs
}
