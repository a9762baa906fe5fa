// Keeps the rows of a run up with what is known of its turn, a few times a second at most.
import { setTimeout as sleep } from 'node:timers/promises'
import { newAlarm } from '#orchestrator/fleet/alarm.ts'
import type { Log } from '#orchestrator/log.ts'
import { isLost } from './end-run.ts'

export interface Telling {
  /** More is known. */
  ring: () => void
  /** Resolves when nothing is being written any more. */
  stop: () => Promise<void>
}

const everyMs = 250
const tryAgainMs = 1000
const idleMs = 60_000

export function keepTelling(options: {
  write: () => Promise<void>
  mayAct: () => boolean
  onLost: () => void
  log: Log
}): Telling {
  const alarm = newAlarm()
  let isOver = false

  async function writeOnce(): Promise<void> {
    try {
      if (options.mayAct()) await options.write()
      await sleep(everyMs)
    } catch (error) {
      if (isLost(error)) {
        isOver = true
        return options.onLost()
      }
      options.log.debug({ err: error }, 'What a run says could not be written; trying again')
      alarm.ring()
      await sleep(tryAgainMs)
    }
  }

  async function keep(): Promise<void> {
    while (!isOver) {
      await alarm.wait(Date.now() + idleMs)
      if (!isOver) await writeOnce()
    }
  }

  const done = keep()
  return {
    ring: alarm.ring,
    stop() {
      isOver = true
      alarm.ring()
      return done
    },
  }
}
