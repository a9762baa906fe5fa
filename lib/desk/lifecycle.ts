// What people see of an employee. Derived from what is desired and what was observed, never stored.

import type { Lifecycle } from '#lib/wire/employee.ts'

export type DesiredState = 'running' | 'asleep' | 'stopped' | 'absent'
export type ObservedState = 'none' | 'starting' | 'ready' | 'stopping' | 'stopped' | 'failed' | 'gone'

export interface DeskFacts {
  desiredState: DesiredState
  desiredGeneration: number
  observedState: ObservedState
  observedGeneration: number | null
  firedAt: Date | null
}

/** The truth about a desk in one word; where it is on its way somewhere, the way it goes. */
export function lifecycleOf(desk: DeskFacts): Lifecycle {
  if (desk.firedAt || desk.desiredState === 'absent') return 'leaving'
  if (desk.observedState === 'failed') return 'needs_attention'
  if (desk.desiredState === 'stopped') return 'paused'
  if (desk.desiredState === 'asleep') return 'asleep'
  const isCurrent = desk.observedGeneration === desk.desiredGeneration
  return desk.observedState === 'ready' && isCurrent ? 'ready' : 'starting'
}
