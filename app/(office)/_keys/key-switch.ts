'use client'
// Whether single keys do something. Off for people whose tools type for them.
import { useSyncExternalStore } from 'react'

const storageKey = 'deskhand:single-keys'
const changed = 'deskhand:single-keys'

export function areSingleKeysOn(): boolean {
  try {
    return localStorage.getItem(storageKey) !== 'off'
  } catch {
    return true
  }
}

export function setSingleKeys(on: boolean): void {
  try {
    if (on) localStorage.removeItem(storageKey)
    else localStorage.setItem(storageKey, 'off')
  } catch {
    // storage is switched off: the keys stay on
  }
  window.dispatchEvent(new Event(changed))
}

export function useSingleKeys(): boolean {
  return useSyncExternalStore(subscribe, areSingleKeysOn, () => true)
}

function subscribe(listener: () => void): () => void {
  window.addEventListener(changed, listener)
  return () => window.removeEventListener(changed, listener)
}
