'use client'
import { useSyncExternalStore } from 'react'

const narrow = '(max-width: 639px)'

/** Whether one column fills the screen. The server does not know and takes it for wide. */
export function useIsNarrow(): boolean {
  return useSyncExternalStore(
    subscribe,
    () => window.matchMedia(narrow).matches,
    () => false,
  )
}

function subscribe(changed: () => void): () => void {
  const query = window.matchMedia(narrow)
  query.addEventListener('change', changed)
  return () => query.removeEventListener('change', changed)
}
