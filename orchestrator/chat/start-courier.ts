// The chat courier: takes queued messages to the desks of this host and writes the answers. Hints only say where to look.
import type { Registry } from 'prom-client'
import type { EventHint } from '#lib/wire/event.ts'
import type { HintListener } from '#orchestrator/events/listen-hints.ts'
import { newAlarm } from '#orchestrator/fleet/alarm.ts'
import { isTurnEnd, type TurnEvent } from '#orchestrator/gateway/turn-event.ts'
import type { Log } from '#orchestrator/log.ts'
import type { DeskRuntime } from '#orchestrator/runtime/desk-runtime.ts'
import type { AnswerFacts, Orders } from './answer.ts'
import { type Carrier, carryAnswer } from './carry-answer.ts'
import { claimMessage, readWaitingEmployees } from './claim-message.ts'
import { keepLines } from './keep-lines.ts'
import { meterAnswers } from './metrics.ts'
import { defaultLimits, type Limits } from './next-step.ts'
import { readOpenAnswers } from './read-answers.ts'
import { deskOfStraySession } from './read-message.ts'

export interface CourierOptions {
  hostName: string
  runtime: DeskRuntime
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
  const { hostName, runtime, log, mayAct } = options
  const limits = { ...defaultLimits, ...options.limits }
  const meters = meterAnswers(options.registry)
  const carriers = new Map<string, Carrier>()
  const visits = new Map<string, { isWantedAgain: boolean }>()
  const strays = new Set<string>()
  const alarm = newAlarm()
  let isStopped = false

  const lines = keepLines({
    hostName,
    runtime,
    log,
    onChange(employeeId) {
      for (const carrier of carriersOf(employeeId)) carrier.lineChanged()
      alarm.ring()
      void visit(employeeId)
    },
    onTurn(employeeId, sessionKey, event) {
      const carrier = [...carriersOf(employeeId)].find(({ answer }) => answer.sessionKey === sessionKey)
      if (carrier) carrier.hear(event)
      else void endStray(employeeId, sessionKey, event)
    },
  })

  function carriersOf(employeeId: string): Carrier[] {
    return [...carriers.values()].filter(({ answer }) => answer.employeeId === employeeId)
  }

  function take(answer: AnswerFacts, orders: Orders): void {
    if (isStopped || carriers.has(answer.answerId)) return
    const startedAt = performance.now()
    const carrier = carryAnswer({
      answer,
      orders,
      limits,
      log,
      mayAct,
      line: () => lines.of(answer.deskId),
      onFirstText: () => meters.firstText.observe((performance.now() - startedAt) / 1000),
    })
    carriers.set(answer.answerId, carrier)
    strays.clear()
    meters.open.set(carriers.size)
    void carrier.done
      .then((outcome) => {
        if (!outcome) return
        const code = outcome.status === 'failed' ? outcome.failure.code : ''
        meters.answers.inc({ status: outcome.status, code })
        log.info({ answerId: answer.answerId, status: outcome.status, code }, 'An answer has ended')
      })
      .catch((error: unknown) =>
        log.error({ err: error, answerId: answer.answerId }, 'An answer was dropped'),
      )
      .finally(() => {
        carriers.delete(answer.answerId)
        meters.open.set(carriers.size)
        void visit(answer.employeeId)
      })
  }

  /** One visit at a time per employee; what is heard meanwhile leads to one more. */
  async function visit(employeeId: string): Promise<void> {
    const going = visits.get(employeeId)
    if (going) {
      going.isWantedAgain = true
      return
    }
    const mine = { isWantedAgain: true }
    visits.set(employeeId, mine)
    try {
      while (mine.isWantedAgain && !isStopped && mayAct()) {
        mine.isWantedAgain = false
        await visitOnce(employeeId)
      }
    } catch (error) {
      log.warn(
        { err: error, employeeId },
        'The messages of an employee could not be read; the next sweep will',
      )
    } finally {
      visits.delete(employeeId)
    }
  }

  async function visitOnce(employeeId: string): Promise<void> {
    if (carriersOf(employeeId).length === 0 && lines.isOpen(employeeId)) {
      const answer = await claimMessage(hostName, employeeId)
      if (answer) return take(answer, { isStopWanted: false, deskFailure: undefined })
    }
    follow(await readOpenAnswers(hostName, employeeId))
  }

  function follow(answers: Awaited<ReturnType<typeof readOpenAnswers>>): void {
    for (const { orders, ...answer } of answers) {
      const carrier = carriers.get(answer.answerId)
      if (carrier) carrier.give(orders)
      else take(answer, orders)
    }
  }

  /** A run that no answer belongs to: its answer was ended while the desk was away. */
  async function endStray(employeeId: string, sessionKey: string, event: TurnEvent): Promise<void> {
    if (isTurnEnd(event) || event.kind === 'interrupted' || strays.has(event.runId) || !mayAct()) return
    strays.add(event.runId)
    try {
      const deskId = await deskOfStraySession(employeeId, sessionKey)
      if (deskId === undefined) return void visit(employeeId)
      log.info({ employeeId, runId: event.runId }, 'A run without an answer is ended')
      await lines.of(deskId)?.abort(sessionKey, event.runId)
    } catch (error) {
      strays.delete(event.runId)
      log.warn({ err: error, employeeId }, 'A run without an answer could not be ended')
    }
  }

  async function sweep(): Promise<boolean> {
    follow(await readOpenAnswers(hostName))
    const areAllOpen = await lines.look()
    for (const employeeId of await readWaitingEmployees(hostName)) void visit(employeeId)
    return areAllOpen
  }

  async function keepSweeping(): Promise<void> {
    while (!isStopped) {
      const areAllOpen = mayAct() && (await sweep().catch(noteFailedSweep))
      await alarm.wait(Date.now() + (areAllOpen ? sweepMs : soonMs))
    }
  }

  function noteFailedSweep(error: unknown): false {
    log.warn({ err: error }, 'The open answers could not be read; trying again')
    return false
  }

  function heed({ kind, employeeId }: EventHint): void {
    if (!mayAct()) return
    if (kind === 'message' && employeeId) void visit(employeeId)
    if (kind === 'employee') {
      alarm.ring()
      if (employeeId) void visit(employeeId)
    }
  }

  const unsubscribe = options.hints.subscribe({ hint: heed, resync: alarm.ring })
  const sweeping = keepSweeping()
  return {
    async stop() {
      isStopped = true
      unsubscribe()
      alarm.ring()
      for (const carrier of carriers.values()) carrier.letGo()
      await Promise.allSettled([sweeping, ...[...carriers.values()].map(({ done }) => done)])
      await lines.close()
    },
  }
}
