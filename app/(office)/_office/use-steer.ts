'use client'
import { useTransition } from 'react'
import { toast } from '../../_ui/toast.tsx'
import { type SteerVerb, steer } from '../_actions/steer.ts'
import { useOffice } from './office-provider.tsx'

interface Steering {
  run: (id: string, verb: SteerVerb) => Promise<void>
  isBusy: boolean
}

/** Starts, pauses, fires and so on. The lamp shows what came of it; only a refusal needs words of its own. */
export function useSteer(): Steering {
  const { apply } = useOffice()
  const [isBusy, start] = useTransition()
  const run = (id: string, verb: SteerVerb) =>
    new Promise<void>((resolve) => {
      start(async () => {
        const outcome = await steer(id, verb).catch(() => undefined)
        if (outcome?.ok) apply(outcome.value)
        else toast.error(outcome?.detail ?? 'The office did not answer. Nothing was changed; try again.')
        resolve()
      })
    })
  return { run, isBusy }
}
