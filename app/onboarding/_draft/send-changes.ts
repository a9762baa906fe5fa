'use client'
import type { HireDraft } from '#lib/hire-draft/draft.ts'

export type Sent = { ok: true; draft: HireDraft } | { ok: false; isLasting: boolean; detail: string }

/** Outlives the page that sends it. `isLasting` says that the same changes would be refused again. */
export async function sendChanges(changes: unknown): Promise<Sent> {
  try {
    const response = await fetch('/onboarding/draft', {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(changes),
      keepalive: true,
    })
    const body = await response.json()
    if (response.ok) return { ok: true, draft: body }
    return { ok: false, isLasting: response.status < 500 && response.status !== 429, detail: body.detail }
  } catch {
    return { ok: false, isLasting: false, detail: 'Not saved: no connection. It is tried again by itself.' }
  }
}
