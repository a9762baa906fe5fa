'use client'
// The way out of the desktop for whoever has only a keyboard: everything typed goes to the desktop, but for these three together.
import { type KeyboardEvent, useCallback } from 'react'
import { keys } from './keysyms.ts'

type SendKey = (keysym: number, code: string | null, down?: boolean) => void

export const leaveKeys = ['Ctrl', 'Alt', 'Shift'] as const

/** For the capture phase of what surrounds the desktop. */
export function useLeaveKeys(sendKey: SendKey, leave: () => void) {
  return useCallback(
    (event: KeyboardEvent) => {
      const { ctrlKey, altKey, shiftKey } = event
      // AltGr tells Ctrl and Alt on some systems: that is somebody writing a character.
      if (!ctrlKey || !altKey || !shiftKey || event.getModifierState('AltGraph')) return
      event.preventDefault()
      event.stopPropagation()
      // Their release will be heard elsewhere.
      for (const { keysym, code } of [keys.control, keys.alt, keys.shift]) sendKey(keysym, code, false)
      leave()
    },
    [sendKey, leave],
  )
}
