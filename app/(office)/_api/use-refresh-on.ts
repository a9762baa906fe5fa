'use client'
import { useRouter } from 'next/navigation'
import { useEffect, useRef } from 'react'
import type { LiveEvent } from '#lib/wire/event.ts'
import { useLive, useToldLately } from '../../_live/live-provider.tsx'

/** Has the server read the page anew when an event concerns what it shows, also one that was told while the page travelled. */
export function useRefreshOn(concerns: (event: LiveEvent) => boolean): void {
  const router = useRouter()
  const toldLately = useToldLately()
  const look = (events: readonly LiveEvent[]) => {
    if (events.some(concerns)) router.refresh()
  }
  const latest = useRef(look)
  useEffect(() => {
    latest.current = look
  })
  useEffect(() => latest.current(toldLately()), [toldLately])
  useLive((event) => look([event]))
}
