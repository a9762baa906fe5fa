'use client'
import { useRouter } from 'next/navigation'
import { useTransition } from 'react'
import type { Outcome } from '../../../_edge/act.ts'
import { toast } from '../../../_ui/toast.tsx'

/** Runs an action whose result shows in the list it changes; a refusal is told in a toast. */
export function useAct(): { run: (work: () => Promise<Outcome<unknown>>) => Promise<void>; isBusy: boolean } {
  const router = useRouter()
  const [isBusy, start] = useTransition()
  const run = (work: () => Promise<Outcome<unknown>>) =>
    new Promise<void>((resolve) => {
      start(async () => {
        const outcome = await work().catch(() => undefined)
        if (!outcome) toast.error('The office did not answer. Nothing was changed; try again.')
        else if (!outcome.ok) toast.error(outcome.detail)
        router.refresh()
        resolve()
      })
    })
  return { run, isBusy }
}
