// Where workers wait for something to do. A hint names a task; one waiting worker that can do it is called, not all of them. Once a
// second we look for those who still wait: hints can be lost, and the end of a back-off is told by nobody.
import { sql } from 'kysely'
import { transactAsOrchestrator } from '#lib/db/transact.ts'
import type { HintListener } from '#orchestrator/events/listen-hints.ts'
import type { Log } from '#orchestrator/log.ts'

interface Waiter {
  workerId: string
  companyId: string
  capabilities: string[]
  call: () => void
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

  async function callWhoCan(): Promise<void> {
    const all = [...waiters]
    const able = await whoCanClaim(all.map((one) => one.workerId))
    for (const one of all) if (able.has(one.workerId)) one.call()
  }
  const look = () => void (waiters.size > 0 && callWhoCan().catch(warn))

  const timer = setInterval(look, lookEveryMs)
  const unsubscribe = hints.subscribe({
    hint: ({ companyId, work }) => {
      if (!work || work.assigneeId !== null) return
      const fits = (one: Waiter) =>
        one.companyId === companyId && work.requires.every((need) => one.capabilities.includes(need))
      const next = [...waiters].find(fits)
      next?.call()
    },
    resync: look,
  })
  return {
    async wait(who, waitMs, left) {
      const capabilities = await capabilitiesOf(who)
      if (!capabilities || left.aborted) return
      const { promise, resolve } = Promise.withResolvers<void>()
      // Called once: the next task is for somebody else.
      const call = () => {
        waiters.delete(waiter)
        resolve()
      }
      const waiter = { ...who, capabilities, call }
      const late = setTimeout(call, waitMs)
      left.addEventListener('abort', call, { once: true })
      waiters.add(waiter)
      // Only now: whatever became ready before we stood here told nobody.
      const able = await whoCanClaim([who.workerId]).catch(() => new Set<string>())
      if (able.has(who.workerId)) call()
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

async function whoCanClaim(workerIds: string[]): Promise<Set<string>> {
  const { rows } = await transactAsOrchestrator((tx) =>
    sql<{ id: string }>`select id from deskhand.who_can_claim(${workerIds}::uuid[]) id`.execute(tx),
  )
  return new Set(rows.map((row) => row.id))
}

async function capabilitiesOf(who: { companyId: string; workerId: string }): Promise<string[] | undefined> {
  const row = await transactAsOrchestrator((tx) =>
    tx
      .selectFrom('workers')
      .where('companyId', '=', who.companyId)
      .where('id', '=', who.workerId)
      .select('capabilities')
      .executeTakeFirst(),
  )
  return row?.capabilities
}
