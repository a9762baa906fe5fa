'use client'
import { useEffect, useRef } from 'react'
import { areSingleKeysOn } from './key-switch.ts'
import { type Shortcut, shortcutOf } from './shortcut-of.ts'
import { isCovered, isTyping } from './where-keys-go.ts'

/** Listens on the whole page. */
export function useShortcuts(act: (shortcut: Shortcut) => void): void {
  const latest = useRef(act)
  useEffect(() => {
    latest.current = act
  })
  useEffect(() => {
    const onKey = (event: KeyboardEvent) => {
      if (event.isComposing || event.defaultPrevented) return
      const { key, metaKey, ctrlKey, altKey } = event
      const press = { key, metaKey, ctrlKey, altKey, isTyping: isTyping(event), isCovered: isCovered() }
      const shortcut = shortcutOf(press, areSingleKeysOn())
      if (!shortcut) return
      event.preventDefault()
      latest.current(shortcut)
    }
    document.addEventListener('keydown', onKey)
    return () => document.removeEventListener('keydown', onKey)
  }, [])
}
