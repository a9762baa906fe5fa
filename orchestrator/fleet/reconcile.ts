// Brings the desks of this host to what is wanted: looks, plans, acts, looks again. One look at a time.
import { setTimeout as sleep } from 'node:timers/promises'
import type { Log } from '#orchestrator/log.ts'
import type { DeskRuntime, ObservedDesk } from '#orchestrator/runtime/desk-runtime.ts'
import type { Alarm } from './alarm.ts'
import type { FleetLimits, FleetSnapshot, HostReadiness, Step } from './fleet.ts'
import { oneMoreTime } from './one-more-time.ts'
import { planSteps } from './plan-steps.ts'
import type { WantedDesk } from './read-desired.ts'
import { type StepAtDesk, stepsUnderWay } from './steps-under-way.ts'

export interface ReconcileOptions {
  runtime: Pick<DeskRuntime, 'observe' | 'watch'>
  readDesired: () => Promise<WantedDesk[]>
  /** Desks that were just given to somebody: what they need does not wait for a look. */
  readMovingIn: () => Promise<WantedDesk[]>
  carryOut: (at: StepAtDesk) => Promise<boolean>
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
  /** Somebody may have been given a warm desk. */
  moveIn: () => void
  /** The gateway of this desk said just now that it cannot reach its memory any more. */
  lostMemory: (deskId: string) => void
  /** Ends looking, and waits a moment for the steps that are being taken. */
  stop: () => Promise<void>
}

const lookEveryMs = 10_000
const blindRetryMs = 1_000
/** A burst of hints is one look. */
const restBetweenLooksMs = 100
const stopWaitMs = 2_000

export function startReconciler(options: ReconcileOptions): Reconciler {
  const { log, alarm, carryOut } = options
  const steps = stepsUnderWay({ carryOut, log, onChange: alarm.ring })
  const stopping = new AbortController()
  let lastLookAt: number | undefined
  let isBlind = false
  /** Desks at which a step was begun beside the look that is going on. */
  const movedIn = new Set<string>()
  /** A word that is lost with this process is said again by the gateway. */
  const lostMemoryAt = new Map<string, number>()
  const asking = oneMoreTime(moveIn, (error) =>
    log.warn({ err: error }, 'Desks that were just given away could not be read; the next look finds them'),
  )

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
      return Date.now() + blindRetryMs
    }
  }

  /** Answers with when to look again at the latest. */
  async function look(): Promise<number> {
    const startedAt = Date.now()
    // Whoever is busy at the beginning may be done at the end: what was seen of them may be old by then.
    movedIn.clear()
    const underWay = steps.kinds()
    const wanted = await options.readDesired()
    const observed = await options.runtime.observe()
    const now = Date.now()
    const mayAct = !stopping.signal.aborted && options.mayAct()
    forgetOthers(lostMemoryAt, observed)
    const snapshot = { ...sights(wanted, observed), now, host: options.host(), underWay, lostMemoryAt }
    const planned = mayAct ? planSteps(snapshot, options.limits) : []
    for (const at of atDesks(planned, wanted, observed)) if (!movedIn.has(at.step.deskId)) steps.begin(at)
    lastLookAt = now
    options.onLook?.({ durationMs: now - startedAt, wanted, observed, steps: planned })
    return nextRetry(wanted, now)
  }

  /** A look asks every gateway how it is, and one that starts may take seconds to say so. */
  async function moveIn(): Promise<void> {
    const wanted = await options.readMovingIn()
    if (stopping.signal.aborted || !options.mayAct()) return
    const underWay = steps.kinds()
    for (const desk of wanted) {
      const { deskId } = desk.desired
      if (underWay.has(deskId) || !desk.spec) continue
      movedIn.add(deskId)
      steps.begin({ step: { do: 'move_in', deskId }, wanted: desk, have: undefined })
    }
  }

  const unwatch = options.runtime.watch(alarm.ring)
  const running = run()
  return {
    lastLookAt: () => lastLookAt,
    moveIn: () => {
      if (options.mayAct()) asking.ask()
    },
    lostMemory: (deskId) => {
      lostMemoryAt.set(deskId, Date.now())
      alarm.ring()
    },
    async stop() {
      stopping.abort()
      unwatch()
      alarm.ring()
      const ended = Promise.all([running, steps.settled()])
      await Promise.race([ended, sleep(stopWaitMs, undefined, { ref: false })])
    },
  }
}

function sights(
  wanted: WantedDesk[],
  observed: ObservedDesk[],
): Pick<FleetSnapshot, 'desired' | 'history' | 'observed'> {
  const desired = wanted.map((desk) => desk.desired)
  const history = new Map(wanted.map((desk) => [desk.desired.deskId, desk.history]))
  return { desired, history, observed }
}

/** What a gateway said does not concern the one after it. */
function forgetOthers(lostMemoryAt: Map<string, number>, observed: ObservedDesk[]): void {
  const since = new Map(observed.map((desk) => [desk.deskId, desk.since.getTime()]))
  for (const [deskId, at] of lostMemoryAt)
    if ((since.get(deskId) ?? Number.POSITIVE_INFINITY) > at) lostMemoryAt.delete(deskId)
}

function atDesks(steps: Step[], wanted: WantedDesk[], observed: ObservedDesk[]): StepAtDesk[] {
  const wants = new Map(wanted.map((desk) => [desk.desired.deskId, desk]))
  const haves = new Map(observed.map((desk) => [desk.deskId, desk]))
  return steps.map((step) => ({ step, wanted: wants.get(step.deskId), have: haves.get(step.deskId) }))
}

function nextRetry(wanted: WantedDesk[], now: number): number {
  const retries = wanted.map(({ history }) => history.nextAttemptAt ?? 0).filter((at) => at > now)
  return Math.min(...retries, Number.POSITIVE_INFINITY)
}
