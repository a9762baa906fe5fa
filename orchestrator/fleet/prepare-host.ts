// Makes the host able to run desks in the background, and says how far that is. Tried again until it works.
import { setTimeout as sleep } from 'node:timers/promises'
import { AppError } from '#lib/errors.ts'
import type { Log } from '#orchestrator/log.ts'
import type { DeskRuntime } from '#orchestrator/runtime/desk-runtime.ts'
import type { HostReadiness } from './fleet.ts'

export interface HostPreparation {
  readiness: () => HostReadiness
  stop: () => void
}

const retryDelaysMs = [2_000, 5_000, 15_000, 60_000]

export function prepareHost(
  runtime: Pick<DeskRuntime, 'prepare'>,
  { log, onChange }: { log: Log; onChange: () => void },
): HostPreparation {
  const stopping = new AbortController()
  let readiness: HostReadiness = { is: 'preparing', phase: 'preparing_host' }
  const become = (next: HostReadiness) => {
    readiness = next
    onChange()
  }

  async function prepare(): Promise<void> {
    for (let attempt = 0; !stopping.signal.aborted; attempt++) {
      try {
        await runtime.prepare(({ phase }) => noteProgress(phase))
        log.info('This host can run desks')
        return become({ is: 'ready' })
      } catch (error) {
        log.error({ err: error }, 'This host cannot run desks yet; trying again')
        become({ is: 'unable', failure: failureOf(error) })
      }
      await sleep(retryDelaysMs[attempt] ?? retryDelaysMs.at(-1), undefined, {
        signal: stopping.signal,
      }).catch(() => undefined)
    }
  }

  function noteProgress(phase: string): void {
    if (readiness.is !== 'preparing' || readiness.phase === phase) return
    log.info({ phase }, 'Preparing this host')
    become({ is: 'preparing', phase })
  }

  void prepare()
  return { readiness: () => readiness, stop: () => stopping.abort() }
}

function failureOf(error: unknown) {
  const why =
    error instanceof AppError ? error.facts.detail : error instanceof Error ? error.message : String(error)
  return {
    code: 'host_unable',
    text: `This machine cannot run desks yet: ${why} Nothing is lost.`,
    action: 'It is tried again by itself; if it lasts, look at the log of the orchestrator.',
  }
}
