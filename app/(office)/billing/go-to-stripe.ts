'use client'
import { useState } from 'react'
import type { Outcome, Refusal } from '../../_edge/act.ts'

const noAnswer: Refusal = {
  ok: false,
  code: 'unavailable',
  detail: 'The office did not answer. Nothing was changed; try again.',
}

/** Asks for a page of Stripe's and goes there; busy until the browser has left. A refusal stays here. */
export function useGoToStripe(): {
  go: (ask: () => Promise<Outcome<{ url: string }>>) => Promise<void>
  isBusy: boolean
  refusal: Refusal | undefined
} {
  const [isBusy, setBusy] = useState(false)
  const [refusal, setRefusal] = useState<Refusal>()
  const go = async (ask: () => Promise<Outcome<{ url: string }>>) => {
    setBusy(true)
    setRefusal(undefined)
    const outcome = await ask().catch(() => noAnswer)
    if (outcome.ok) return window.location.assign(outcome.value.url)
    setRefusal(outcome)
    setBusy(false)
  }
  return { go, isBusy, refusal }
}
