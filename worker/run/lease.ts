// The right to report on a run. Once it is lost, nothing is sent any more, by nobody.
import { setTimeout as sleep } from 'node:timers/promises'
import { z } from 'zod'
import { ApiProblem, type Ask, askApi, type Connection, Unreachable } from '#lib/wire/client.ts'
import { type Claim, heartbeatAnswer, heartbeatSeconds } from '#lib/wire/run.ts'
import { backOffMs } from '../back-off.ts'

export interface Lease {
  /** Sends one report until it is taken. @throws LeaseLost, ApiProblem when it is refused for itself. */
  report: (path: string, ask: Omit<Ask, 'path' | 'method'>) => Promise<void>
  token: string
  /** Aborted when the lease is lost. */
  lost: AbortSignal
  stop: () => void
}

class LeaseLost extends Error {}

interface Wishes {
  /** A person wants this worker to stop after this run. */
  onDraining: () => void
}

export function openLease(connection: Connection, { run }: Claim, { onDraining }: Wishes): Lease {
  const losing = new AbortController()
  const stopping = new AbortController()
  const over = AbortSignal.any([losing.signal, stopping.signal])

  async function once<Answer>(answer: z.ZodType<Answer>, path: string, ask: Omit<Ask, 'path' | 'method'>) {
    if (losing.signal.aborted) throw new LeaseLost()
    try {
      return await askApi(connection, answer, {
        ...ask,
        method: 'POST',
        path: `/runs/${run.id}/${path}`,
        signal: over,
      })
    } catch (error) {
      if (isLoss(error)) losing.abort()
      if (losing.signal.aborted) throw new LeaseLost()
      throw error
    }
  }

  async function beat(): Promise<void> {
    while (!over.aborted) {
      await once(heartbeatAnswer, 'heartbeat', {
        body: { leaseToken: run.leaseToken },
        timeoutMs: heartbeatTimeoutMs,
      }).then(
        ({ draining }) => draining && onDraining(),
        // Whether it still counts, the next one will tell.
        () => undefined,
      )
      await sleep(heartbeatSeconds * 1000, undefined, { signal: over }).catch(() => undefined)
    }
  }
  void beat()

  return {
    token: run.leaseToken,
    lost: losing.signal,
    stop: () => stopping.abort(),
    async report(path, ask) {
      for (let attempt = 1; ; attempt += 1) {
        try {
          await once(z.unknown(), path, ask)
          return
        } catch (error) {
          if (over.aborted || !isPassing(error)) throw error
          const pauseMs = error instanceof ApiProblem ? error.retryAfterMs : undefined
          await sleep(pauseMs ?? backOffMs(attempt), undefined, { signal: over }).catch(() => undefined)
        }
      }
    },
  }
}

const heartbeatTimeoutMs = 10_000

/** Only what says that the lease is gone: another 409 or a 404 may come from something else on the way. */
const isLoss = (error: unknown) =>
  error instanceof ApiProblem && (error.code === 'lease_lost' || error.code === 'not_found')

const isPassing = (error: unknown) =>
  error instanceof Unreachable || (error instanceof ApiProblem && error.isPassing)
