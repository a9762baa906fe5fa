// What was written and is not yet known to have arrived. Survives a reload; the key keeps a repeated message one message.
import { z } from 'zod'
import { attachment } from '#lib/wire/message.ts'

const pending = z.object({
  clientKey: z.string(),
  text: z.string(),
  attachments: z.array(attachment),
  replaces: z.string().nullable(),
  at: z.string(),
  /** `unsent` goes again by itself when there is a connection; `refused` would be refused again. */
  state: z.enum(['sending', 'unsent', 'refused']),
  problem: z.string(),
})
export type Pending = z.output<typeof pending>

export function readOutbox(storageKey: string): Pending[] {
  try {
    const stored = pending.array().safeParse(JSON.parse(localStorage.getItem(storageKey) ?? '[]'))
    return stored.success ? stored.data : []
  } catch {
    return []
  }
}

export function writeOutbox(storageKey: string, box: readonly Pending[]): void {
  try {
    if (box.length === 0) localStorage.removeItem(storageKey)
    else localStorage.setItem(storageKey, JSON.stringify(box))
  } catch {
    // storage is full or switched off: the messages last as long as the page
  }
}
