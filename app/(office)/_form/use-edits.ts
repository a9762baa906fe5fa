'use client'
// Edits over what is true now: fields nobody touched follow live changes, and only what was touched is saved.
import { useState, useTransition } from 'react'
import type { Outcome, Refusal } from '../../_edge/act.ts'
import { toast } from '../../_ui/toast.tsx'
import { changedFields } from './changed-fields.ts'

export interface Edits<T> {
  value: T
  edit: (changes: Partial<T>) => void
  /** The fields that differ from what is saved. */
  changes: Partial<T>
  isDirty: boolean
  isBusy: boolean
  refusal: Refusal | undefined
  save: () => void
  reset: () => void
}

const noAnswer: Refusal = {
  ok: false,
  code: 'unavailable',
  detail: 'The office did not answer. What you entered is still here; try again.',
}

/** `store` saves the changes and takes their answer over, so that they become what is true. */
export function useEdits<T extends object>(
  present: T,
  store: (changes: Partial<T>) => Promise<Outcome<unknown>>,
): Edits<T> {
  const [edits, setEdits] = useState<Partial<T>>({})
  const [refusal, setRefusal] = useState<Refusal>()
  const [isBusy, start] = useTransition()
  const changes = changedFields(present, edits)
  const isDirty = Object.keys(changes).length > 0
  const save = () => {
    if (!isDirty || isBusy) return
    start(async () => {
      const outcome = await store(changes).catch(() => noAnswer)
      if (!outcome.ok) return setRefusal(outcome)
      setRefusal(undefined)
      // What was typed while it was being saved stays an edit.
      setEdits((now) => changedFields(changes, now))
      toast.success('Saved')
    })
  }
  return {
    value: { ...present, ...edits },
    edit: (more) => setEdits((now) => ({ ...now, ...more })),
    changes,
    isDirty,
    isBusy,
    refusal,
    save,
    reset() {
      setEdits({})
      setRefusal(undefined)
    },
  }
}
