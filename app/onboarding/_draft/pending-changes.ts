'use client'
// What was typed and has not reached the server yet, kept in this tab: a reload within the same second loses nothing.
import type { DraftChanges } from '#lib/hire-draft/draft.ts'

/** Of one person in one company: whoever signs in next in this tab has a draft of their own. */
const keyOf = (owner: string) => `deskhand.hire-draft.${owner}`

export function keepPending(owner: string, changes: DraftChanges): void {
  try {
    if (Object.keys(changes).length === 0) sessionStorage.removeItem(keyOf(owner))
    else sessionStorage.setItem(keyOf(owner), JSON.stringify(changes))
  } catch {
    // Storage is switched off: the server has it a moment later.
  }
}

/** Unchecked, as it was stored: the server checks it. */
export function takePending(owner: string): unknown {
  try {
    const stored = sessionStorage.getItem(keyOf(owner))
    return stored === null ? undefined : JSON.parse(stored)
  } catch {
    return undefined
  }
}
