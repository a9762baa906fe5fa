'use client'
import { useEffect, useState } from 'react'
import type { ChangePreview, SeatsInput } from '#lib/wire/billing.ts'
import { previewTheChange } from '../_actions/billing.ts'

export type Previewed =
  | { is: 'none' | 'asking' }
  | { is: 'known'; preview: ChangePreview }
  | { is: 'refused'; detail: string }

/** A finger on a stepper asks once. */
const settleMs = 250

/** What the wish would cost, asked anew whenever it changes; null asks nothing. */
export function usePreview(wish: SeatsInput | null): Previewed {
  const { planKey, seats } = wish ?? {}
  const [previewed, setPreviewed] = useState<Previewed>({ is: 'none' })
  useEffect(() => {
    if (planKey === undefined || seats === undefined) return setPreviewed({ is: 'none' })
    setPreviewed({ is: 'asking' })
    let isStale = false
    const timer = setTimeout(async () => {
      const outcome = await previewTheChange({ planKey, seats }).catch(() => undefined)
      if (isStale) return
      if (outcome?.ok) setPreviewed({ is: 'known', preview: outcome.value })
      else setPreviewed({ is: 'refused', detail: outcome?.detail ?? noAnswer })
    }, settleMs)
    return () => {
      isStale = true
      clearTimeout(timer)
    }
  }, [planKey, seats])
  return previewed
}

const noAnswer = 'The price could not be read just now. Nothing was changed; try again in a moment.'
