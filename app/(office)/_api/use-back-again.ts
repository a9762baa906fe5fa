'use client'
import { useEffect, useRef } from 'react'
import type { LiveEvent } from '#lib/wire/event.ts'
import { useToldLately } from '../../_live/live-provider.tsx'

const nothing = () => false
const shown = new WeakSet<object>()

/**
 * Going back brings a page as it was when it was left; what happened since must be read. A page that is new is as true as can be, but
 * for what was told while it travelled.
 */
export function useBackAgain(
  initial: object,
  refresh: () => void,
  concerns: (event: LiveEvent) => boolean = nothing,
): void {
  const toldLately = useToldLately()
  const latest = useRef(concerns)
  useEffect(() => {
    latest.current = concerns
  })
  useEffect(() => {
    if (shown.has(initial) || toldLately().some((event) => latest.current(event))) refresh()
    shown.add(initial)
  }, [initial, refresh, toldLately])
}
