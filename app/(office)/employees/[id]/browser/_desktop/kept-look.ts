// How this browser likes to see desktops, kept from visit to visit.
import { z } from 'zod'

const kept = z.object({
  quality: z.enum(['sharp', 'balanced', 'light']),
  zoom: z.enum(['fit', 'actual']),
})
export type KeptLook = z.output<typeof kept>

const storageKey = 'deskhand.desktop.look'
const atFirst: KeptLook = { quality: 'balanced', zoom: 'fit' }

export function readLook(): KeptLook {
  try {
    const found = kept.safeParse(JSON.parse(localStorage.getItem(storageKey) ?? 'null'))
    return found.success ? found.data : atFirst
  } catch {
    return atFirst
  }
}

export function keepLook(look: KeptLook): void {
  try {
    localStorage.setItem(storageKey, JSON.stringify(look))
  } catch {
    // storage is full or switched off: it lasts as long as the page
  }
}
