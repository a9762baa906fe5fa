// Which warm desks are laid out and which are sent away. Pure.
import { type DeskHistory, isWarm } from '../fleet.ts'
import { outdated } from '../plan-desk.ts'
import type { WantedDesk } from '../read-desired.ts'

export interface PoolPlan {
  layOut: number
  /** Desk ids; one that was given away in the meantime stays. */
  drain: string[]
  /** Some of them never became ready. */
  hasFailures: boolean
}

/** A failing host is not one for which desks are thrown away: they wait, like everybody's. */
export function planPool(wanted: readonly WantedDesk[], size: number, mayLayOut: boolean): PoolPlan {
  const present = wanted.filter(({ desired }) => isWarm(desired) && desired.state === 'running')
  const failed = present.filter(({ history }) => hasGivenUp(history))
  const old = present.filter(({ history }) => history.phase === outdated)
  const good = present.filter((desk) => !failed.includes(desk) && !old.includes(desk))
  // The furthest on their way are kept.
  const surplus = good.toSorted((a, b) => progress(b) - progress(a)).slice(size)
  return {
    layOut: mayLayOut ? Math.max(0, size - good.length) : 0,
    drain: [...failed, ...old, ...surplus].map(({ desired }) => desired.deskId),
    hasFailures: failed.length > 0,
  }
}

const hasGivenUp = ({ state, phase }: DeskHistory) => state === 'failed' && phase === 'given_up'

const progressOf: Partial<Record<DeskHistory['state'], number>> = { ready: 2, starting: 1 }
const progress = ({ history }: WantedDesk) => progressOf[history.state] ?? 0
