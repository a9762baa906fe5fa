'use client'
// One shared clock per pace: a hundred ticking times on a page cost one timer.
import { useCallback, useSyncExternalStore } from 'react'

type Clock = { listeners: Set<() => void>; timer: ReturnType<typeof setInterval> | undefined }
const clocks = new Map<number, Clock>()

function subscribeTo(everyMs: number, listener: () => void): () => void {
  const clock = clocks.get(everyMs) ?? { listeners: new Set(), timer: undefined }
  clocks.set(everyMs, clock)
  clock.listeners.add(listener)
  clock.timer ??= setInterval(() => {
    for (const notify of clock.listeners) notify()
  }, everyMs)
  return () => {
    clock.listeners.delete(listener)
    if (clock.listeners.size > 0) return
    clearInterval(clock.timer)
    clock.timer = undefined
  }
}

/** The time now, rounded down to the pace, re-rendering at that pace. `everyMs` of null stands still. */
export function useNow(everyMs: number | null): number {
  const subscribe = useCallback(
    (listener: () => void) => (everyMs === null ? () => {} : subscribeTo(everyMs, listener)),
    [everyMs],
  )
  const read = () => Math.floor(Date.now() / 1000) * 1000
  return useSyncExternalStore(subscribe, read, read)
}
