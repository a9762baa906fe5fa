'use client'
import { useSyncExternalStore } from 'react'

const never = () => () => undefined
const here = () => Intl.DateTimeFormat().resolvedOptions().timeZone

/** The server does not know where the reader is; until the page wakes, times are UTC. */
export function useTimeZone(): string {
  return useSyncExternalStore(never, here, () => 'UTC')
}
