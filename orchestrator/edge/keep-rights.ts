// Looks again and again whether those who look still may: at once when a hint says so, every two seconds without one. When the
// database cannot be asked for four seconds, everybody is closed out, since nobody knows who still may.
import { setTimeout as sleep } from 'node:timers/promises'
import { closeCodes } from '#lib/wire/desktop.ts'
import type { EventHint } from '#lib/wire/event.ts'
import type { HintListener } from '#orchestrator/events/listen-hints.ts'
import type { Log } from '#orchestrator/log.ts'
import type { ControlKeeper } from './keep-control.ts'
import { expireControl } from './leases.ts'
import { checkSessions, clearSessions } from './sessions.ts'
import type { Viewers } from './viewers.ts'

interface RightsOptions {
  viewers: Viewers
  control: ControlKeeper
  hints: HintListener
  log: Log
}

export interface RightsKeeper {
  stop: () => Promise<void>
}

const sweepEveryMs = 2_000
const patienceMs = 4_000
const clearEveryMs = 60_000

export function keepRights({ viewers, control, hints, log }: RightsOptions): RightsKeeper {
  const stopping = new AbortController()
  let askedAt = performance.now()
  let clearedAt = Number.NEGATIVE_INFINITY

  const check = onceAtATime(async () => {
    const at = performance.now()
    const ids = viewers.sessionIds()
    const over = ids.length === 0 ? new Map<string, string>() : await checkSessions(ids)
    for (const [id, why] of over) viewers.revoke(id, why)
    askedAt = at
  })
  const look = onceAtATime(control.look)
  const expire = onceAtATime(async () => {
    await expireControl()
    if (performance.now() - clearedAt < clearEveryMs) return
    await clearSessions()
    clearedAt = performance.now()
  })
  const attempt = (work: () => Promise<void>) =>
    work().catch((error: unknown) =>
      log.warn({ err: error }, 'Rights to desktops could not be read; trying again'),
    )

  const watchdog = setInterval(() => {
    if (viewers.count() === 0 || performance.now() - askedAt < patienceMs) return
    log.error('Nobody knows who may see desktops: all of them are closed')
    viewers.closeAll(closeCodes.revoked, 'unknown')
  }, 500)

  async function sweep(): Promise<void> {
    while (!stopping.signal.aborted) {
      await Promise.all([attempt(check), attempt(look), attempt(expire)])
      await sleep(sweepEveryMs, undefined, { signal: stopping.signal }).catch(() => undefined)
    }
  }

  function heed({ kind }: EventHint): void {
    if (kind === 'employee') void attempt(look)
    if (kind === 'desk_session' || kind === 'member' || kind === 'company') void attempt(check)
  }

  const unsubscribe = hints.subscribe({
    hint: heed,
    resync: () => {
      void attempt(check)
      void attempt(look)
    },
  })
  const sweeping = sweep()
  return {
    async stop() {
      unsubscribe()
      clearInterval(watchdog)
      stopping.abort()
      await sweeping
    },
  }
}

/** While one is under way, all who ask share one more after it. */
function onceAtATime(work: () => Promise<void>): () => Promise<void> {
  let current: Promise<void> | undefined
  let next: Promise<void> | undefined
  const begin = (): Promise<void> => {
    current = work().finally(() => {
      current = undefined
    })
    return current
  }
  return () => {
    if (!current) return begin()
    next ??= current
      .catch(() => undefined)
      .then(() => {
        next = undefined
        return begin()
      })
    return next
  }
}
