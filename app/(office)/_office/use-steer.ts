'use client'
import { useRouter } from 'next/navigation'
import { useTransition } from 'react'
import { toast } from '../../_ui/toast.tsx'
import { type SteerVerb, steer } from '../_actions/steer.ts'
import { useSeatOffer } from '../_billing/seat-offer.tsx'
import { useOffice } from './office-provider.tsx'

interface Steering {
  run: (id: string, verb: SteerVerb) => Promise<void>
  isBusy: boolean
}

/** Starts, pauses, fires and so on. The lamp shows what came of it; only a refusal needs words of its own. */
export function useSteer(): Steering {
  const { awaitAnswer } = useOffice()
  const router = useRouter()
  const offerFewerSeats = useSeatOffer()
  const [isBusy, start] = useTransition()
  const run = (id: string, verb: SteerVerb) =>
    new Promise<void>((resolve) => {
      start(async () => {
        const take = awaitAnswer(id)
        const outcome = await steer(id, verb).catch(() => undefined)
        if (outcome?.ok) take(outcome.value)
        else toast.error(outcome?.detail ?? 'The office did not answer. Nothing was changed; try again.')
        if (outcome?.ok && takesSeats.has(verb)) router.refresh()
        if (outcome?.ok && verb === 'fire') offerFewerSeats()
        resolve()
      })
    })
  return { run, isBusy }
}

/** After these another number of seats is taken. */
const takesSeats: ReadonlySet<SteerVerb> = new Set(['fire', 'takeBack'])
