// Brings the desks of this host to what is wanted: looks, plans, acts, looks again. One look at a time; steps of different
// desks run side by side; no desk ever has two at once.
import { setTimeout as sleep } from 'node:timers/promises'
import type { Log } from '#orchestrator/log.ts'
import type { DeskRuntime, ObservedDesk } from '#orchestrator/runtime/desk-runtime.ts'
import type { Alarm } from './alarm.ts'
import type { FleetLimits, HostReadiness, Step, StepKind } from './fleet.ts'
import { planSteps } from './plan-steps.ts'
import type { WantedDesk } from './read-desired.ts'

export interface ReconcileOptions {
  runtime: Pick<DeskRuntime, 'observe' | 'watch'>
  readDesired: () => Promise<WantedDesk[]>
  carryOut: (facts: {
    step: Step
    wanted: WantedDesk | undefined
    have: ObservedDesk | undefined
  }) => Promise<boolean>
  host: () => HostReadiness
  /** While false nothing is looked at: another orchestrator does. */
  mayAct: () => boolean
  limits: FleetLimits
  log: Log
  /** Rung when something may have changed. */
  alarm: Alarm
  onLook?: (look: Look) => void
}

export interface Look {
  durationMs: number
  wanted: WantedDesk[]
  observed: ObservedDesk[]
  steps: Step[]
}

export interface Reconciler {
  /** When everything was last seen, in milliseconds since 1970. */
  lastLookAt: () => number | undefined
  /** Ends looking, and waits a moment for the steps that are being taken. */
  stop: () => Promise<void>
}

const lookEveryMs = 10_000
/** A burst of hints is one look. */
const restBetweenLooksMs = 100
const stopWaitMs = 2_000

export function startReconciler(options: ReconcileOptions): Reconciler {
  const { log, alarm } = options
  const underWay = new Map<string, { kind: StepKind; done: Promise<void> }>()
  const stopping = new AbortController()
  let lastLookAt: number | undefined
  let isBlind = false

  async function run(): Promise<void> {
    while (!stopping.signal.aborted) {
      const wakeAt = options.mayAct() ? await tryLook() : Number.POSITIVE_INFINITY
      await sleep(restBetweenLooksMs)
      await alarm.wait(Math.min(wakeAt, Date.now() + lookEveryMs))
    }
  }

  /** A look that fails is no look: nothing is concluded from it. */
  async function tryLook(): Promise<number> {
    try {
      const wakeAt = await look()
      if (isBlind) log.info('The fleet can be seen again')
      isBlind = false
      return wakeAt
    } catch (error) {
      if (!isBlind) log.error({ err: error }, 'The fleet could not be seen; nothing is changed until it can')
      isBlind = true
      return Date.now() + 1_000
    }
  }

  async function look(): Promise<number> {
    const startedAt = Date.now()
    // Whoever is busy at the beginning may be done at the end: what was seen of them may be old by then.
    const busy = kinds(underWay)
    const wanted = await options.readDesired()
    const observed = await options.runtime.observe()
    const now = Date.now()
    const steps = stopping.signal.aborted || !options.mayAct() ? [] : plan(wanted, observed, busy, now)
    begin(steps, wanted, observed)
    lastLookAt = now
    options.onLook?.({ durationMs: now - startedAt, wanted, observed, steps })
    const retries = wanted.map(({ history }) => history.nextAttemptAt ?? 0).filter((at) => at > now)
    return Math.min(...retries, Number.POSITIVE_INFINITY)
  }

  function plan(
    wanted: WantedDesk[],
    observed: ObservedDesk[],
    busy: Map<string, StepKind>,
    now: number,
  ): Step[] {
    return planSteps(
      {
        now,
        host: options.host(),
        desired: wanted.map(({ desired }) => desired),
        history: new Map(wanted.map(({ desired, history }) => [desired.deskId, history])),
        observed,
        underWay: busy,
      },
      options.limits,
    )
  }

  function begin(steps: Step[], wanted: WantedDesk[], observed: ObservedDesk[]): void {
    const wants = new Map(wanted.map((desk) => [desk.desired.deskId, desk]))
    const haves = new Map(observed.map((desk) => [desk.deskId, desk]))
    for (const step of steps) {
      const { deskId, do: kind } = step
      const done = finish(step, wants.get(deskId), haves.get(deskId))
      underWay.set(deskId, { kind, done })
    }
  }

  async function finish(
    step: Step,
    wanted: WantedDesk | undefined,
    have: ObservedDesk | undefined,
  ): Promise<void> {
    let isChanged = false
    try {
      isChanged = await options.carryOut({ step, wanted, have })
    } catch (error) {
      log.warn(
        { err: error, deskId: step.deskId, step: step.do },
        'A step could not be written down and was left for later',
      )
    } finally {
      underWay.delete(step.deskId)
      if (isChanged) alarm.ring()
    }
  }

  const unwatch = options.runtime.watch(alarm.ring)
  const running = run()
  return {
    lastLookAt: () => lastLookAt,
    async stop() {
      stopping.abort()
      unwatch()
      alarm.ring()
      const steps = [...underWay.values()].map(({ done }) => done)
      await Promise.race([Promise.all([running, ...steps]), sleep(stopWaitMs, undefined, { ref: false })])
    },
  }
}

function kinds(underWay: Map<string, { kind: StepKind }>): Map<string, StepKind> {
  return new Map([...underWay].map(([deskId, { kind }]) => [deskId, kind]))
}
