'use client'
import { useEffect, useRef } from 'react'
import { areSingleKeysOn } from './key-switch.ts'
import { type Shortcut, shortcutOf } from './shortcut-of.ts'

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
      const isTyping =
        event.target instanceof HTMLElement &&
        (event.target.isContentEditable || event.target.matches('input, textarea, select'))
      const isCovered =
        document.querySelector('[role="dialog"], [role="alertdialog"], [role="menu"], [role="listbox"]') !==
        null
      const press = { key, metaKey, ctrlKey, altKey, isTyping, isCovered }
      const shortcut = shortcutOf(press, areSingleKeysOn())
      if (!shortcut) return
      event.preventDefault()
      latest.current(shortcut)
    }
    document.addEventListener('keydown', onKey)
    return () => document.removeEventListener('keydown', onKey)
  }, [])
}
