// What is being written to an employee, kept in this browser until it is sent.
import { z } from 'zod'
import { attachment } from '#lib/wire/message.ts'

const draft = z.object({ text: z.string(), attachments: z.array(attachment) })
export type Draft = z.output<typeof draft>

const noDraft: Draft = { text: '', attachments: [] }

export function readDraft(storageKey: string): Draft {
  try {
    const stored = draft.safeParse(JSON.parse(localStorage.getItem(storageKey) ?? 'null'))
    return stored.success ? stored.data : noDraft
  } catch {
    return noDraft
  }
}

export function writeDraft(storageKey: string, { text, attachments }: Draft): void {
  try {
    if (text === '' && attachments.length === 0) localStorage.removeItem(storageKey)
    else localStorage.setItem(storageKey, JSON.stringify({ text, attachments }))
  } catch {
    // storage is full or switched off: the draft lasts as long as the page
  }
}
