// Looks every few seconds for runs whose worker was not heard of in time. Several orchestrators may do so at once.
import { setTimeout as sleep } from 'node:timers/promises'
import { sweepLeases } from '#lib/run/sweep-leases.ts'
import type { Log } from '#orchestrator/log.ts'

const sweepEveryMs = 2_000

/** Answers with how to stop. */
export function keepLeases({ log }: { log: Log }): () => void {
  const stopping = new AbortController()
  const { signal } = stopping
  async function sweep(): Promise<void> {
    while (!signal.aborted) {
      const swept = await sweepLeases().catch((error: unknown) => {
        log.warn({ err: error }, 'Could not look for lost leases')
        return 0
      })
      if (swept > 0) log.info({ swept }, 'Leases were lost; their tasks wait for the next attempt')
      await sleep(sweepEveryMs, undefined, { signal }).catch(() => undefined)
    }
  }
  void sweep()
  return () => stopping.abort()
}
