'use client'
// Whether React has taken over what the server sent. Until then no key is heard, and what is typed into a field whose value is kept by
// React is lost when it does.
import { useSyncExternalStore } from 'react'

const never = () => () => undefined

export function useIsHydrated(): boolean {
  return useSyncExternalStore(
    never,
    () => true,
    () => false,
  )
}
