// Everything that keeps this host's desks as they are wanted, wired together.

import { homeErrands } from '#orchestrator/archive/home-errands.ts'
import type { ArchiveRoom } from '#orchestrator/archive/keep-archives.ts'
import { startArchiveChores } from '#orchestrator/archive/keep-house.ts'
import { withErrands } from '#orchestrator/archive/with-errands.ts'
import type { HintListener } from '#orchestrator/events/listen-hints.ts'
import type { Log } from '#orchestrator/log.ts'
import type { DeskRuntime } from '#orchestrator/runtime/desk-runtime.ts'
import { newAlarm } from './alarm.ts'
import { carryOut } from './carry-out.ts'
import { claimDesks } from './claim-desks.ts'
import type { Installation } from './desk-spec.ts'
import { defaultLimits, type FleetLimits, type Step } from './fleet.ts'
import { holdHost } from './hold-host.ts'
import { keepPool } from './pool/keep-pool.ts'
import type { PoolBounds } from './pool/pool-size.ts'
import { prepareHost } from './prepare-host.ts'
import { readDesired, readMovingIn } from './read-desired.ts'
import { type Look, startReconciler } from './reconcile.ts'
import { type HostFacts, registerHost } from './register-host.ts'
import { readReleases } from './releases/read-releases.ts'
import type { StepAtDesk } from './steps-under-way.ts'

export interface FleetOptions {
  databaseUrl: string
  host: HostFacts
  installation: Installation
  runtime: DeskRuntime
  archives: ArchiveRoom
  hints: HintListener
  simultaneousStarts: number
  /** For tests, which have no minutes to wait. */
  limits?: Partial<FleetLimits>
  pool: PoolBounds
  onPoolSize: (size: number) => void
  log: Log
  onLook: (look: Look) => void
  onStep: (at: StepAtDesk) => void
  atStep: (step: Step, when: 'before' | 'after') => void
}

export interface Fleet {
  /** Something may be wanted anew: look soon. */
  hint: () => void
  /** The gateway of this desk said that it cannot reach its memory any more: it is restarted. */
  lostMemory: (deskId: string) => void
  /** Whether this process looks after this host's desks now; another one may before or after it. */
  holdsHost: () => boolean
  checks: () => { isReady: boolean; host: string; fleet: string; runtime: string }
  stop: () => Promise<void>
}

const lookIsOldAfterMs = 60_000

export function startFleet(options: FleetOptions): Fleet {
  const { databaseUrl, host, runtime, hints, log } = options
  const limits: FleetLimits = {
    ...defaultLimits,
    simultaneousStarts: options.simultaneousStarts,
    ...options.limits,
  }
  const alarm = newAlarm()
  const hold = holdHost({ databaseUrl, hostName: host.name, log, onHeld: alarm.ring })
  const preparation = prepareHost(runtime, { log, onChange: alarm.ring })
  const homes = homeErrands({ runtime, room: options.archives, log })
  const hasBuilds = runtime.name !== 'process'
  let installation = options.installation
  let hostId = ''

  const pool = keepPool({
    bounds: options.pool,
    runtime,
    host: preparation.readiness,
    hostId: () => hostId,
    mayAct: hold.isHeld,
    log,
    onChange: alarm.ring,
    onSize: options.onPoolSize,
  })
  const reconciler = startReconciler({
    runtime,
    limits,
    log,
    alarm,
    mayAct: hold.isHeld,
    host: preparation.readiness,
    onLook: (look) => {
      options.onLook(look)
      pool.see(look.wanted)
    },
    readMovingIn: async () => (hostId === '' ? [] : readMovingIn(hostId, installation)),
    readDesired: async () => {
      hostId = await registerHost(host)
      await claimDesks(hostId)
      if (hasBuilds) installation = { ...options.installation, releases: await readReleases() }
      const desks = await readDesired(hostId, installation)
      return withErrands(desks, hostId, options.archives)
    },
    carryOut: (facts) => {
      options.onStep(facts)
      return carryOut(facts, { hostId, runtime, limits, log, homes, atStep: options.atStep })
    },
  })
  const chores = startArchiveChores({
    runtime,
    room: options.archives,
    hostId: () => hostId,
    mayAct: hold.isHeld,
    log,
  })
  const unsubscribe = hints.subscribe({
    hint: ({ kind }) => {
      if (kind === 'employee' && pool.hasDesks()) reconciler.moveIn()
      if (kind === 'employee' || kind === 'company' || kind === 'backup') alarm.ring()
      if (kind === 'backup') chores.soon()
    },
    resync: alarm.ring,
  })

  return {
    hint: alarm.ring,
    lostMemory: reconciler.lostMemory,
    holdsHost: hold.isHeld,
    checks() {
      const waitsFor = hold.waitsFor()
      const isSeen = Date.now() - (reconciler.lastLookAt() ?? 0) < lookIsOldAfterMs
      return {
        isReady: waitsFor === undefined && isSeen,
        host: waitsFor === undefined ? 'ok' : `waits for ${waitsFor}`,
        fleet: isSeen ? 'ok' : 'the desks have not been seen for a minute',
        runtime: readinessInWords(preparation.readiness()),
      }
    },
    async stop() {
      unsubscribe()
      chores.stop()
      preparation.stop()
      await reconciler.stop()
      await hold.letGo()
    },
  }
}

function readinessInWords(readiness: ReturnType<ReturnType<typeof prepareHost>['readiness']>): string {
  switch (readiness.is) {
    case 'ready':
      return 'ok'
    case 'preparing':
      return readiness.phase
    case 'unable':
      return readiness.failure.text
  }
}
