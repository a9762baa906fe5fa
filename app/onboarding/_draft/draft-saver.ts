// Collects changes while somebody types and sends them one batch at a time, in order, until the server has all of them.
import type { DraftChanges } from '#lib/hire-draft/draft.ts'
import type { Sent } from './send-changes.ts'

export type Saving = { is: 'idle' } | { is: 'saving' } | { is: 'saved' } | { is: 'failed'; detail: string }

interface SaverOptions {
  send: (changes: DraftChanges) => Promise<Sent>
  /** What has not reached the server yet, each time it changes. */
  keep: (changes: DraftChanges) => void
  onSaving: (saving: Saving) => void
  pauseMs: number
  retryMs: number
}

export interface DraftSaver {
  change: (changes: DraftChanges) => void
  /** Sends at once. Resolves to whether the server has everything. */
  flush: () => Promise<boolean>
  /** Forgets what was not sent. */
  drop: () => void
}

export function createDraftSaver({ send, keep, onSaving, pauseMs, retryMs }: SaverOptions): DraftSaver {
  let pending: DraftChanges = {}
  let queue = Promise.resolve(true)
  let timer: ReturnType<typeof setTimeout> | undefined

  function hold(changes: DraftChanges) {
    pending = changes
    keep(pending)
  }

  function flushAfter(ms: number) {
    clearTimeout(timer)
    timer = setTimeout(flush, ms)
  }

  function flush(): Promise<boolean> {
    clearTimeout(timer)
    queue = queue.then(sendPending)
    return queue
  }

  async function sendPending(): Promise<boolean> {
    const changes = pending
    if (isEmpty(changes)) return true
    pending = {}
    const sent = await send(changes)
    if (sent.ok) {
      keep(pending)
      if (isEmpty(pending)) onSaving({ is: 'saved' })
      return true
    }
    // What was changed meanwhile is newer.
    hold({ ...changes, ...pending })
    onSaving({ is: 'failed', detail: sent.detail })
    if (!sent.isLasting) flushAfter(retryMs)
    return false
  }

  return {
    change: (changes) => {
      hold({ ...pending, ...changes })
      onSaving({ is: 'saving' })
      flushAfter(pauseMs)
    },
    flush,
    drop: () => {
      clearTimeout(timer)
      hold({})
      onSaving({ is: 'idle' })
    },
  }
}

function isEmpty(changes: DraftChanges): boolean {
  return Object.keys(changes).length === 0
}
