// What is to be done with a home while nobody works in it: backed up, put back, or moved to another host. Pure.
import type { ObservedDesk } from '#orchestrator/runtime/desk-runtime.ts'
import type { DesiredDesk, Step } from './fleet.ts'

export interface ErrandFacts {
  want: DesiredDesk
  have: ObservedDesk | undefined
  isUp: boolean
  hasGivenUp: boolean
}

/** undefined: nothing is to be done, or not now. An answer under way is waited for. */
export function errandStep({ want, have, isUp, hasGivenUp }: ErrandFacts): Step | undefined {
  const { deskId, errand, isBusy } = want
  if (!errand) return undefined
  if (isUp && have) return isBusy ? undefined : { do: 'stop', deskId, why: 'home_errand' }
  if (!errand.isHere) return { do: 'wait', deskId, phase: 'waiting_for_archive' }
  if (errand.isNeeded && hasGivenUp) return undefined
  return { do: errand.do, deskId, errandId: errand.id }
}
