// Where workers wait for something to do. A hint names a task; one waiting worker that can do it is called, not all of them. Once a
// second we look for those who still wait: hints can be lost, and the end of a back-off is told by nobody.
import { sql } from 'kysely'
import { callOnce } from '#lib/db/transact.ts'
import type { HintListener } from '#orchestrator/events/listen-hints.ts'
import type { Log } from '#orchestrator/log.ts'

interface Waiter {
  workerId: string
  companyId: string
  /** Unknown until somebody looked for it. */
  capabilities: string[] | undefined
  /** What the tasks need whose hints came until then. */
  unanswered: string[][]
  call: () => void
}

interface Sight {
  workerId: string
  companyId: string
  capabilities: string[]
  canClaim: boolean
}

export interface WaitingRoom {
  /** Settles when there is something for this worker, when the time is over or when they leave. */
  wait: (who: { companyId: string; workerId: string }, waitMs: number, left: AbortSignal) => Promise<void>
  waiting: () => number
  close: () => void
}

const lookEveryMs = 1_000

export function openWaitingRoom({ hints, log }: { hints: HintListener; log: Log }): WaitingRoom {
  /** In the order in which they came. */
  const waiters = new Set<Waiter>()
  const warn = (error: unknown) => log.warn({ err: error }, 'Could not look for work')

  /** Calls those of them who can do something now; nobody waits whom nobody knows. */
  async function lookFor(looking: Waiter[]): Promise<void> {
    const seen = await lookForWork(looking.map((one) => one.workerId))
    const sights = new Map(seen.map((one) => [keyOf(one), one]))
    for (const waiter of looking) {
      const sight = sights.get(keyOf(waiter))
      waiter.capabilities = sight?.capabilities ?? []
      const isAsked = waiter.unanswered.some((needs) => canDo(waiter, needs))
      waiter.unanswered = []
      if (!sight || sight.canClaim || isAsked) waiter.call()
    }
  }
  const look = () => void (waiters.size > 0 && lookFor([...waiters]).catch(warn))

  const timer = setInterval(look, lookEveryMs)
  const unsubscribe = hints.subscribe({
    hint: ({ companyId, work }) => {
      if (!work || work.assigneeId !== null) return
      const own = [...waiters].filter((one) => one.companyId === companyId)
      const next = own.find((one) => canDo(one, work.requires))
      if (next) return next.call()
      for (const one of own) if (!one.capabilities) one.unanswered.push(work.requires)
    },
    resync: look,
  })
  return {
    async wait(who, waitMs, left) {
      if (left.aborted) return
      const { promise, resolve } = Promise.withResolvers<void>()
      // Called once: the next task is for somebody else.
      const call = () => {
        waiters.delete(waiter)
        resolve()
      }
      const waiter: Waiter = { ...who, capabilities: undefined, unanswered: [], call }
      const late = setTimeout(call, waitMs)
      left.addEventListener('abort', call, { once: true })
      waiters.add(waiter)
      // Only now: whatever became ready before we stood here told nobody.
      void lookFor([waiter]).catch(warn)
      await promise
      clearTimeout(late)
    },
    waiting: () => waiters.size,
    close() {
      clearInterval(timer)
      unsubscribe()
      for (const one of waiters) one.call()
    },
  }
}

function keyOf({ companyId, workerId }: Pick<Waiter, 'companyId' | 'workerId'>): string {
  return `${companyId} ${workerId}`
}

function canDo({ capabilities }: Waiter, needs: string[]): boolean {
  return capabilities !== undefined && needs.every((need) => capabilities.includes(need))
}

async function lookForWork(workerIds: string[]): Promise<Sight[]> {
  const { rows } = await callOnce((db) =>
    sql<Sight>`select * from deskhand.look_for_work(${workerIds}::uuid[])`.execute(db),
  )
  return rows
}
