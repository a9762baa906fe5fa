'use client'
// Single keys of one page. They rest while one types, while something floats, and for people who have turned them off.
import { useEffect, useRef } from 'react'
import { areSingleKeysOn } from './key-switch.ts'
import { isCovered, isTyping } from './where-keys-go.ts'

/** `keys`: what each key does; one that is not offered at the moment is left out. */
export function usePageKeys(keys: Readonly<Record<string, (() => void) | undefined>>): void {
  const latest = useRef(keys)
  useEffect(() => {
    latest.current = keys
  })
  useEffect(() => {
    const onKey = (event: KeyboardEvent) => {
      if (event.isComposing || event.defaultPrevented || event.metaKey || event.ctrlKey || event.altKey)
        return
      const act = latest.current[event.key]
      if (!act || !areSingleKeysOn() || isTyping(event) || isCovered()) return
      event.preventDefault()
      act()
    }
    // Before the keys of the whole office: on a page that has a meaning of its own for a key, that one counts.
    document.addEventListener('keydown', onKey, { capture: true })
    return () => document.removeEventListener('keydown', onKey, { capture: true })
  }, [])
}
