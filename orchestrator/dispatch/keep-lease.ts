// Keeps the lease of a run while its turn is alive. A heartbeat that fails is tried again soon: the lease outlives a short break.
import { heartbeat } from '#lib/run/heartbeat.ts'
import { heartbeatSeconds } from '#lib/wire/run.ts'
import { newAlarm } from '#orchestrator/fleet/alarm.ts'
import type { Log } from '#orchestrator/log.ts'
import { isLost } from './end-run.ts'
import type { RunFacts } from './run.ts'

export interface Lease {
  /** A heartbeat now. */
  beat: () => void
  stop: () => Promise<void>
}

export interface LeaseOptions {
  run: RunFacts
  /** The first heartbeat says that the task runs: that is not said before it does. */
  isRunning: boolean
  mayAct: () => boolean
  /** Each time before it is prolonged; not when there is no reason to. */
  onBeat: () => boolean
  onLost: () => void
  log: Log
}

const tryAgainMs = 2000

export function keepLease({ run, isRunning, mayAct, onBeat, onLost, log }: LeaseOptions): Lease {
  const alarm = newAlarm()
  let isOver = false
  if (isRunning) alarm.ring()

  async function beatOnce(): Promise<number> {
    if (!onBeat() || !mayAct()) return tryAgainMs
    try {
      await heartbeat('orchestrator', { runId: run.runId, leaseToken: run.leaseToken })
      return heartbeatSeconds * 1000
    } catch (error) {
      if (isLost(error)) {
        isOver = true
        onLost()
        return 0
      }
      log.debug({ err: error, runId: run.runId }, 'A heartbeat failed; trying again')
      return tryAgainMs
    }
  }

  async function keep(): Promise<void> {
    let waitMs = heartbeatSeconds * 1000
    while (!isOver) {
      await alarm.wait(Date.now() + waitMs)
      if (!isOver) waitMs = await beatOnce()
    }
  }

  const done = keep()
  return {
    beat: alarm.ring,
    stop() {
      isOver = true
      alarm.ring()
      return done
    },
  }
}
