// Asks for one task and waits for it as long as the API lets us.
import { ApiProblem, askApi } from '#lib/wire/client.ts'
import { type Claim, claim } from '#lib/wire/run.ts'
import type { Say } from '../say.ts'
import type { WorkerSettings } from '../settings.ts'
import { mayPass, pause, register } from './register.ts'

/** Longer than the API may wait, and it answers at once where there is something. */
const slackMs = 20_000
/** After a question that was answered with nothing at once, or that failed. */
const pauseMs = 5000
const hastyMs = 1000

export interface Place {
  /** Another one when the installation has forgotten us. */
  workerId: string
}

/** @throws ApiProblem when the key is refused. */
export async function claimTask(
  settings: WorkerSettings,
  say: Say,
  place: Place,
  waitSeconds: number,
  signal: AbortSignal,
): Promise<Claim | undefined> {
  const askedAtMs = performance.now()
  try {
    const found = await askApi(settings.connection, claim.optional(), {
      method: 'POST',
      path: '/claims',
      body: { workerId: place.workerId, waitSeconds },
      timeoutMs: waitSeconds * 1000 + slackMs,
      signal,
    })
    const isHasty = performance.now() - askedAtMs < hastyMs && waitSeconds * 1000 > hastyMs
    if (!found && isHasty) await pause(pauseMs, signal)
    return found
  } catch (error) {
    if (signal.aborted) return undefined
    if (error instanceof ApiProblem && error.status === 404) {
      place.workerId = (await register(settings, say, signal)) ?? place.workerId
      return undefined
    }
    if (!mayPass(error)) throw error
    say(`${error.message} Trying again.`)
    await pause(error instanceof ApiProblem ? (error.retryAfterMs ?? pauseMs) : pauseMs, signal)
    return undefined
  }
}
