// How fresh the last sign of life of a run is. Pure: the page's clock ticks, the words follow.
import { heartbeatSeconds, leaseSeconds } from '#lib/wire/run.ts'
import type { Run } from '#lib/wire/task.ts'

type Signs = Pick<Run, 'claimedAt' | 'startedAt' | 'heartbeatAt'>

export function heardAtMs(
  { claimedAt, startedAt, heartbeatAt }: Signs,
  alsoAt: readonly string[] = [],
): number {
  const signs = [claimedAt, startedAt, heartbeatAt, ...alsoAt].filter((one) => typeof one === 'string')
  return Math.max(...signs.map((one) => Date.parse(one)))
}

export type Freshness = 'fresh' | 'quiet' | 'silent'

/** Two missed heartbeats are quiet; a whole lease without one is silence. */
export function freshnessOf(ageMs: number): Freshness {
  if (ageMs > leaseSeconds * 1000) return 'silent'
  return ageMs > (2 * heartbeatSeconds + 5) * 1000 ? 'quiet' : 'fresh'
}
