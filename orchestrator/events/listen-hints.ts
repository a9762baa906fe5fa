// The one LISTEN connection of the process. What it hears are hints; after every gap the subscribers are told to look at
// everything, because nobody knows what was missed.
import { type EventHint, eventHint } from '#lib/wire/event.ts'
import type { Log } from '#orchestrator/log.ts'
import { keepConnection } from './keep-connection.ts'

interface HintSubscriber {
  hint: (hint: EventHint) => void
  /** The connection is there (again): whatever happened before was not heard. */
  resync: () => void
}

export interface HintListener {
  subscribe: (subscriber: HintSubscriber) => () => void
  isListening: () => boolean
  close: () => Promise<void>
}

export function listenHints({ databaseUrl, log }: { databaseUrl: string; log: Log }): HintListener {
  const subscribers = new Set<HintSubscriber>()
  const connection = keepConnection({
    databaseUrl,
    log,
    applicationName: 'deskhand-hints',
    prepare: async (client) => void (await client.query('listen deskhand_events')),
    onUp: () => {
      for (const subscriber of subscribers) subscriber.resync()
    },
    onNotification: (payload) => {
      const hint = parseHint(payload)
      if (hint) for (const subscriber of subscribers) subscriber.hint(hint)
    },
  })
  return {
    subscribe(subscriber) {
      subscribers.add(subscriber)
      if (connection.isUp()) subscriber.resync()
      return () => subscribers.delete(subscriber)
    },
    isListening: connection.isUp,
    close: connection.close,
  }
}

function parseHint(payload: string | undefined): EventHint | undefined {
  try {
    return eventHint.safeParse(JSON.parse(payload ?? '')).data
  } catch {
    return undefined
  }
}
