'use client'
import { useRouter } from 'next/navigation'
import { useState, useTransition } from 'react'
import type { Outcome, Refusal } from '../../_edge/act.ts'
import { useDraft } from '../_draft/draft-provider.tsx'

const notSaved: Refusal = {
  ok: false,
  code: 'unavailable',
  detail: 'What you entered could not be saved just now. It is still here; try again in a moment.',
}

/** Ends a step: saves what is left, makes it true, goes on. Refusals stay on the page. */
export function useFinish<T>(finish: () => Promise<Outcome<T>>, goOn: (value: T) => string) {
  const router = useRouter()
  const { flush } = useDraft()
  const [isBusy, start] = useTransition()
  const [refusal, setRefusal] = useState<Refusal>()
  const run = () =>
    start(async () => {
      setRefusal(undefined)
      const outcome = (await flush()) ? await finish().catch(() => notSaved) : notSaved
      // Begun anew after the wait, so that the button stays busy until the next step is there.
      if (outcome.ok) start(() => router.push(goOn(outcome.value)))
      else setRefusal(outcome)
    })
  return { run, isBusy, refusal }
}
