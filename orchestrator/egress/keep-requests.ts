// Gathers refusals for a moment, so that a page with fifty pictures of another site is one row and one event.
import type { Log } from '#orchestrator/log.ts'
import type { Refusal } from '#orchestrator/runtime/desk-runtime.ts'
import { type SiteRequest, writeRequests } from './write-requests.ts'

export interface RequestKeeper {
  hear: (refusal: Refusal) => void
  /** Writes what was gathered. */
  stop: () => Promise<void>
}

const gatherMs = 500
const mostGathered = 1000

export function keepRequests({ log }: { log: Log }): RequestKeeper {
  let gathered = new Map<string, SiteRequest>()
  let timer: NodeJS.Timeout | undefined
  let writing: Promise<void> = Promise.resolve()

  function gather({ times, ...request }: SiteRequest) {
    const key = `${request.deskId} ${request.host}`
    const before = gathered.get(key)
    if (before || gathered.size < mostGathered)
      gathered.set(key, { ...request, times: times + (before?.times ?? 0) })
  }

  async function write() {
    timer = undefined
    const requests = [...gathered.values()]
    gathered = new Map()
    if (requests.length === 0) return
    try {
      await writeRequests(requests)
    } catch (error) {
      log.warn({ err: error }, 'What desks asked for could not be written; trying again with the next')
      for (const request of requests) gather(request)
    }
  }

  const writeNext = () => {
    writing = writing.then(write)
    return writing
  }

  return {
    hear({ deskId, host, port, why }) {
      gather({ deskId, host, port, why, times: 1 })
      timer ??= setTimeout(writeNext, gatherMs)
    },
    stop() {
      clearTimeout(timer)
      return writeNext()
    },
  }
}
