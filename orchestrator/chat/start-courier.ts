// The chat courier: takes queued messages to the desks of this host and writes the answers. Hints only say where to look.
import type { Registry } from 'prom-client'
import type { EventHint } from '#lib/wire/event.ts'
import type { HintListener } from '#orchestrator/events/listen-hints.ts'
import { newAlarm } from '#orchestrator/fleet/alarm.ts'
import type { Lines } from '#orchestrator/gateway/keep-lines.ts'
import { runOfSession } from '#orchestrator/gateway/task-session.ts'
import type { Log } from '#orchestrator/log.ts'
import { defaultLimits, type Limits } from '#orchestrator/turn/next-step.ts'
import { keepCarriers } from './carriers.ts'
import { claimMessage, readWaitingEmployees } from './claim-message.ts'
import { endStrays } from './end-strays.ts'
import { readOpenAnswers } from './read-answers.ts'
import { visitEmployees } from './visit-employees.ts'

export interface CourierOptions {
  hostName: string
  lines: Lines
  hints: HintListener
  /** Only who looks after this host's desks carries their answers. */
  mayAct: () => boolean
  registry: Registry
  log: Log
  limits?: Partial<Limits>
}

export interface Courier {
  stop: () => Promise<void>
}

const sweepMs = 10_000
const soonMs = 500

export function startCourier(options: CourierOptions): Courier {
  const { hostName, lines, log, mayAct, registry } = options
  const alarm = newAlarm()
  let isStopped = false

  const visits = visitEmployees(visit, {
    mayVisit: () => !isStopped && mayAct(),
    onFailure: (error, employeeId) =>
      log.warn(
        { err: error, employeeId },
        'The messages of an employee could not be read; the next sweep will',
      ),
  })
  const strays = endStrays({ lines, log, onAnswer: visits.ask })
  const carriers = keepCarriers({
    limits: { ...defaultLimits, ...options.limits },
    log,
    mayAct,
    registry,
    line: (deskId) => lines.of(deskId),
    onEnd: visits.ask,
  })
  lines.listen({
    onChange(employeeId) {
      for (const carrier of carriers.of(employeeId)) carrier.lineChanged()
      alarm.ring()
      visits.ask(employeeId)
    },
    onTurn(employeeId, sessionKey, event) {
      if (runOfSession(sessionKey) !== undefined) return
      const carrier = carriers.of(employeeId).find(({ answer }) => answer.sessionKey === sessionKey)
      if (carrier) carrier.hear(event)
      else if (mayAct()) strays.hear(employeeId, sessionKey, event)
    },
  })

  async function visit(employeeId: string): Promise<void> {
    if (carriers.of(employeeId).length === 0 && lines.isOpen(employeeId)) {
      const answer = await claimMessage(hostName, employeeId)
      if (answer) {
        strays.forget()
        return carriers.begin(answer)
      }
    }
    carriers.follow(await readOpenAnswers(hostName, employeeId))
    if (carriers.of(employeeId).length === 0) lines.warmUp(employeeId)
  }

  /** False when it has to be repeated soon. */
  async function sweep(): Promise<boolean> {
    try {
      carriers.follow(await readOpenAnswers(hostName))
      const areAllOpen = await lines.look()
      for (const employeeId of await readWaitingEmployees(hostName)) visits.ask(employeeId)
      return areAllOpen
    } catch (error) {
      log.warn({ err: error }, 'The open answers could not be read; trying again')
      return false
    }
  }

  async function keepSweeping(): Promise<void> {
    while (!isStopped) {
      const isCalm = mayAct() && (await sweep())
      await alarm.wait(Date.now() + (isCalm ? sweepMs : soonMs))
    }
  }

  function heed({ kind, employeeId }: EventHint): void {
    if (kind !== 'message' && kind !== 'employee') return
    if (kind === 'employee') alarm.ring()
    if (employeeId) visits.ask(employeeId)
  }

  const unsubscribe = options.hints.subscribe({ hint: heed, resync: alarm.ring })
  const sweeping = keepSweeping()
  return {
    async stop() {
      isStopped = true
      unsubscribe()
      alarm.ring()
      await Promise.all([sweeping, carriers.stop()])
    },
  }
}
