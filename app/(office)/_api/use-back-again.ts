'use client'
import { useEffect } from 'react'

const shown = new WeakSet<object>()

/** Going back brings a page as it was when it was left; what happened since must be read. A page that is new is as true as can be. */
export function useBackAgain(initial: object, refresh: () => void): void {
  useEffect(() => {
    if (shown.has(initial)) refresh()
    else shown.add(initial)
  }, [initial, refresh])
}
