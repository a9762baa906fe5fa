// The planner: takes plans that are wanted, a few at a time, and makes them. Hints only say when to look; several orchestrators share
// the work by claims.
import type { Registry } from 'prom-client'
import type { Model } from '#lib/model/models.ts'
import type { HintListener } from '#orchestrator/events/listen-hints.ts'
import { newAlarm } from '#orchestrator/fleet/alarm.ts'
import type { Log } from '#orchestrator/log.ts'
import type { Upstream } from '#orchestrator/model-proxy/pass-on.ts'
import { type ClaimedPlan, claimPlans, holdOn } from './claim-plans.ts'
import { makePlan, type Planning } from './make-plan.ts'
import { meterPlans } from './metrics.ts'
import { resumePlans } from './park-plan.ts'

export interface PlannerOptions {
  upstream: Upstream
  model: Model
  hints: HintListener
  registry: Registry
  log: Log
  /** For tests that do not want to wait. */
  pace?: Partial<Pace>
}

interface Pace extends Pick<Planning, 'backOffMs' | 'answerWithinMs'> {
  sweepMs: number
  atOnce: number
}

const usualPace: Pace = { backOffMs: [2_000, 10_000], answerWithinMs: 60_000, sweepMs: 2_000, atOnce: 4 }

export interface Planner {
  stop: () => Promise<void>
}

interface UnderWay {
  claim: ClaimedPlan
  end: AbortController
  done: Promise<void>
}

export function startPlanner({ upstream, model, hints, registry, log, pace }: PlannerOptions): Planner {
  const { backOffMs, answerWithinMs, sweepMs, atOnce } = { ...usualPace, ...pace }
  const planning: Planning = { upstream, model, log, backOffMs, answerWithinMs }
  const meters = meterPlans(registry)
  const alarm = newAlarm()
  const underWay = new Map<string, UnderWay>()
  let isStopped = false

  function begin(claim: ClaimedPlan): void {
    const end = new AbortController()
    const key = `${claim.planId} ${claim.attempt}`
    const done = carryOut(claim, end.signal).finally(() => {
      underWay.delete(key)
      meters.open.set(underWay.size)
      alarm.ring()
    })
    underWay.set(key, { claim, end, done })
    meters.open.set(underWay.size)
  }

  async function carryOut(claim: ClaimedPlan, signal: AbortSignal): Promise<void> {
    const time = meters.seconds.startTimer()
    try {
      const { outcome, madeBy } = await makePlan(planning, claim, signal)
      meters.plans.inc({ made_by: madeBy, outcome })
      log.info({ planId: claim.planId, attempt: claim.attempt, outcome, madeBy }, 'A plan was worked on')
    } catch (error) {
      meters.plans.inc({ made_by: '', outcome: 'error' })
      log.error(
        { err: error, planId: claim.planId },
        'A plan was dropped; it is taken up again when its claim has run out',
      )
    } finally {
      time()
    }
  }

  async function endUnwanted(): Promise<void> {
    const all = [...underWay.values()]
    const wanted = await holdOn(all.map(({ claim }) => claim))
    for (const { claim, end } of all) if (!wanted.has(claim.planId)) end.abort()
  }

  async function look(): Promise<void> {
    try {
      await endUnwanted()
      await resumePlans()
      const free = atOnce - underWay.size
      if (free > 0 && !isStopped) for (const claim of await claimPlans(free)) begin(claim)
    } catch (error) {
      log.warn({ err: error }, 'The plans that are wanted could not be read; trying again')
    }
  }

  async function keepLooking(): Promise<void> {
    while (!isStopped) {
      await look()
      await alarm.wait(Date.now() + sweepMs)
    }
  }

  const hint = ({ kind }: { kind: string }) => {
    if (kind === 'plan' || kind === 'billing') alarm.ring()
  }
  const unsubscribe = hints.subscribe({ hint, resync: alarm.ring })
  const looking = keepLooking()
  return {
    async stop() {
      isStopped = true
      unsubscribe()
      alarm.ring()
      await looking
      const all = [...underWay.values()]
      for (const { end } of all) end.abort()
      await Promise.allSettled(all.map(({ done }) => done))
    },
  }
}
