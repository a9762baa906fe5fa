// The answers this process carries, by employee.
import type { Registry } from 'prom-client'
import type { AnswerFacts } from './answer.ts'
import { type Carrier, type CarryOptions, carryAnswer } from './carry-answer.ts'
import { meterAnswers } from './metrics.ts'
import type { OpenAnswer } from './read-answers.ts'

export interface Carriers {
  of: (employeeId: string) => Carrier[]
  /** Begins an answer whose message was just claimed. */
  begin: (answer: AnswerFacts) => void
  /** Tells the carriers what is wanted, and takes what nobody carries. */
  follow: (answers: OpenAnswer[]) => void
  stop: () => Promise<void>
}

export interface CarriersOptions extends Pick<CarryOptions, 'limits' | 'log' | 'mayAct'> {
  line: (deskId: string) => ReturnType<CarryOptions['line']>
  registry: Registry
  onEnd: (employeeId: string) => void
}

export function keepCarriers(options: CarriersOptions): Carriers {
  const { limits, log, mayAct } = options
  const meters = meterAnswers(options.registry)
  const carriers = new Map<string, Carrier>()
  let isStopped = false

  function take(answer: AnswerFacts, { orders, wasSent }: Pick<CarryOptions, 'orders' | 'wasSent'>): void {
    if (isStopped || carriers.has(answer.answerId)) return
    const startedAt = performance.now()
    const line = () => options.line(answer.deskId)
    const onFirstText = () => meters.firstText.observe((performance.now() - startedAt) / 1000)
    const carrier = carryAnswer({ answer, orders, wasSent, limits, log, mayAct, line, onFirstText })
    carriers.set(answer.answerId, carrier)
    meters.open.set(carriers.size)
    void noteEnd(carrier).finally(() => {
      carriers.delete(answer.answerId)
      meters.open.set(carriers.size)
      options.onEnd(answer.employeeId)
    })
  }

  async function noteEnd({ answer: { answerId }, done }: Carrier): Promise<void> {
    try {
      const outcome = await done
      if (!outcome) return
      const code = outcome.status === 'failed' ? outcome.failure.code : ''
      meters.answers.inc({ status: outcome.status, code })
      log.info({ answerId, status: outcome.status, code }, 'An answer has ended')
    } catch (error) {
      log.error({ err: error, answerId }, 'An answer was dropped; the next sweep takes it up')
    }
  }

  return {
    of: (employeeId) => [...carriers.values()].filter(({ answer }) => answer.employeeId === employeeId),
    begin: (answer) =>
      take(answer, { orders: { isStopWanted: false, deskFailure: undefined }, wasSent: false }),
    follow(answers) {
      for (const { orders, ...answer } of answers) {
        const carrier = carriers.get(answer.answerId)
        if (carrier) carrier.give(orders)
        else take(answer, { orders, wasSent: true })
      }
    },
    async stop() {
      isStopped = true
      const all = [...carriers.values()]
      for (const carrier of all) carrier.letGo()
      await Promise.allSettled(all.map(({ done }) => done))
    },
  }
}
