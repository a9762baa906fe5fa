// Everything that keeps this host's desks as they are wanted, wired together.

import type { ArchiveRoom } from '#orchestrator/archive/keep-archives.ts'
import type { HintListener } from '#orchestrator/events/listen-hints.ts'
import type { Log } from '#orchestrator/log.ts'
import type { DeskRuntime } from '#orchestrator/runtime/desk-runtime.ts'
import { newAlarm } from './alarm.ts'
import { carryOut } from './carry-out.ts'
import { claimDesks } from './claim-desks.ts'
import type { Installation } from './desk-spec.ts'
import { defaultLimits, type FleetLimits, type Step } from './fleet.ts'
import { holdHost } from './hold-host.ts'
import { prepareHost } from './prepare-host.ts'
import { readDesired } from './read-desired.ts'
import { type Look, startReconciler } from './reconcile.ts'
import { type HostFacts, registerHost } from './register-host.ts'

export interface FleetOptions {
  databaseUrl: string
  host: HostFacts
  installation: Installation
  runtime: DeskRuntime
  archives: ArchiveRoom
  hints: HintListener
  simultaneousStarts: number
  log: Log
  onLook: (look: Look) => void
  atStep: (step: Step, when: 'before' | 'after') => void
}

export interface Fleet {
  /** Something may be wanted anew: look soon. */
  hint: () => void
  /** Whether this process looks after this host's desks now; another one may before or after it. */
  holdsHost: () => boolean
  checks: () => { isReady: boolean; host: string; fleet: string; runtime: string }
  stop: () => Promise<void>
}

const lookIsOldAfterMs = 60_000

export function startFleet(options: FleetOptions): Fleet {
  const { databaseUrl, host, runtime, hints, log } = options
  const limits: FleetLimits = { ...defaultLimits, simultaneousStarts: options.simultaneousStarts }
  const alarm = newAlarm()
  const hold = holdHost({ databaseUrl, hostName: host.name, log, onHeld: alarm.ring })
  const preparation = prepareHost(runtime, { log, onChange: alarm.ring })
  let hostId = ''

  const reconciler = startReconciler({
    runtime,
    limits,
    log,
    alarm,
    mayAct: hold.isHeld,
    host: preparation.readiness,
    onLook: options.onLook,
    readDesired: async () => {
      hostId = await registerHost(host)
      await claimDesks(hostId)
      return readDesired(hostId, options.installation)
    },
    carryOut: (facts) =>
      carryOut(facts, { hostId, runtime, limits, log, archives: options.archives, atStep: options.atStep }),
  })
  const unsubscribe = hints.subscribe({
    hint: ({ kind }) => {
      if (kind === 'employee' || kind === 'company') alarm.ring()
    },
    resync: alarm.ring,
  })

  return {
    hint: alarm.ring,
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
