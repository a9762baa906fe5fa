// Makes this worker known; the same name is the same worker.
import { setTimeout as sleep } from 'node:timers/promises'
import { ApiProblem, askApi, Unreachable } from '#lib/wire/client.ts'
import { registeredWorker } from '#lib/wire/worker.ts'
import { backOffMs } from '../back-off.ts'
import type { Say } from '../say.ts'
import type { WorkerSettings } from '../settings.ts'

/** Undefined when it was told to end before anybody answered. @throws ApiProblem when the key or the name is refused. */
export async function register(
  settings: WorkerSettings,
  say: Say,
  signal: AbortSignal,
): Promise<string | undefined> {
  const { connection, name, version, executor, capabilities, concurrency } = settings
  for (let attempt = 1; !signal.aborted; attempt += 1) {
    try {
      const { id } = await askApi(connection, registeredWorker, {
        method: 'POST',
        path: '/workers',
        body: { name, executor: executor.kind, capabilities, version, maxConcurrent: concurrency },
        signal,
      })
      say(`"${name}" is registered at ${connection.siteUrl} and waits for tasks.`)
      return id
    } catch (error) {
      if (signal.aborted) return undefined
      if (!mayPass(error)) throw error
      if (attempt === 1 || attempt % 10 === 0) say(`${error.message} Trying again until it does.`)
      await pause(backOffMs(attempt), signal)
    }
  }
  return undefined
}

/** Whether trying the same again may help: also when nobody has paid yet. */
export function mayPass(error: unknown): error is ApiProblem | Unreachable {
  return (
    error instanceof Unreachable || (error instanceof ApiProblem && (error.isPassing || error.status === 402))
  )
}

export async function pause(ms: number, signal: AbortSignal): Promise<void> {
  await sleep(ms, undefined, { signal }).catch(() => undefined)
}
