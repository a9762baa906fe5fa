// Keeps what desks may open as the database says it, and the database told of what they asked for in vain.
import type { EventHint } from '#lib/wire/event.ts'
import type { HintListener } from '#orchestrator/events/listen-hints.ts'
import { newAlarm } from '#orchestrator/fleet/alarm.ts'
import type { Log } from '#orchestrator/log.ts'
import type { DeskRuntime } from '#orchestrator/runtime/desk-runtime.ts'
import { keepRequests } from './keep-requests.ts'
import { readReach } from './read-reach.ts'

export interface EgressOptions {
  hostName: string
  runtime: Pick<DeskRuntime, 'setReach' | 'onRefusal'>
  hints: HintListener
  /** Only who looks after this host's desks says what they may open. */
  mayAct: () => boolean
  log: Log
}

export interface Egress {
  stop: () => Promise<void>
}

const sweepMs = 30_000
const soonMs = 1_000
/** Hiring, firing and moving to another desk are changes of the employee. */
const concerns: EventHint['kind'][] = ['site', 'employee']

export function startEgress({ hostName, runtime, hints, mayAct, log }: EgressOptions): Egress {
  const alarm = newAlarm()
  const requests = keepRequests({ log })
  let isStopped = false
  let said: string | undefined

  /** Answers when to look again without being asked. */
  async function look(): Promise<number> {
    if (!mayAct()) {
      // Whoever comes to hold the host says it anew.
      said = undefined
      return soonMs
    }
    try {
      const reach = await readReach(hostName)
      const text = JSON.stringify(reach)
      if (text !== said) await runtime.setReach(reach)
      said = text
      return sweepMs
    } catch (error) {
      // What was said last holds: it neither opens nor closes anything because nobody could be asked.
      log.warn({ err: error }, 'What desks may open could not be settled; trying again')
      said = undefined
      return soonMs
    }
  }

  async function run() {
    while (!isStopped) await alarm.wait(Date.now() + (await look()))
  }

  const running = run()
  const stopHearing = runtime.onRefusal(requests.hear)
  const unsubscribe = hints.subscribe({
    hint: ({ kind }) => {
      if (concerns.includes(kind)) alarm.ring()
    },
    resync: alarm.ring,
  })
  return {
    async stop() {
      isStopped = true
      unsubscribe()
      stopHearing()
      alarm.ring()
      await Promise.all([running, requests.stop()])
    },
  }
}
