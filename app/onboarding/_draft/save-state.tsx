'use client'
import { Check, CircleAlert } from 'lucide-react'
import { useDraft } from './draft-provider.tsx'

const icon = { 'aria-hidden': true, size: 16, strokeWidth: 1.5 } as const

/** Whether the server has what was typed. Says nothing before anything was. */
export function SaveState() {
  const { saving } = useDraft()
  return (
    <p role="status" className="flex min-w-0 items-center gap-1.5 text-muted text-sm">
      {saving.is === 'saving' && 'Saving'}
      {saving.is === 'saved' && (
        <>
          <Check {...icon} className="text-good" /> Saved
        </>
      )}
      {saving.is === 'failed' && (
        <span className="flex items-center gap-1.5 text-bad">
          <CircleAlert {...icon} className="shrink-0" /> {saving.detail}
        </span>
      )}
    </p>
  )
}
