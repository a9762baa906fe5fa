// The one LISTEN connection of the process. What it hears are hints; after every gap the subscribers are told to look at
// everything, because nobody knows what was missed.
import pg from 'pg'
import { type EventHint, eventHint } from '#lib/wire/event.ts'
import type { Log } from '#orchestrator/log.ts'

export interface HintSubscriber {
  hint: (hint: EventHint) => void
  /** The connection is there (again): whatever happened before was not heard. */
  resync: () => void
}

export interface HintListener {
  subscribe: (subscriber: HintSubscriber) => () => void
  isListening: () => boolean
  close: () => Promise<void>
}

const channel = 'deskhand_events'
const reconnectDelayMs = 500
/** A connection that is dead without saying so is found out by asking. */
const probeEveryMs = 15_000
const probeTimeoutMs = 10_000

export function listenHints(options: { databaseUrl: string; log: Log }): HintListener {
  const subscribers = new Set<HintSubscriber>()
  let client: pg.Client | undefined
  let isListening = false
  let isClosed = false
  let timer: NodeJS.Timeout | undefined

  async function connect(): Promise<void> {
    const fresh = new pg.Client({
      connectionString: options.databaseUrl,
      application_name: 'deskhand-hints',
      connectionTimeoutMillis: 5_000,
      query_timeout: probeTimeoutMs,
      keepAlive: true,
    })
    client = fresh
    fresh.on('error', (error) => lose(fresh, error))
    fresh.on('end', () => lose(fresh, undefined))
    fresh.on('notification', ({ payload }) => tell(payload))
    try {
      await fresh.connect()
      await fresh.query(`listen ${channel}`)
    } catch (error) {
      return lose(fresh, error)
    }
    if (isClosed) return void (await fresh.end())
    isListening = true
    for (const subscriber of subscribers) subscriber.resync()
    timer = setTimeout(() => void probe(fresh), probeEveryMs)
  }

  async function probe(probed: pg.Client): Promise<void> {
    try {
      await probed.query('select 1')
      if (client === probed && !isClosed) timer = setTimeout(() => void probe(probed), probeEveryMs)
    } catch (error) {
      lose(probed, error)
    }
  }

  function lose(lost: pg.Client, error: unknown): void {
    if (client !== lost || isClosed) return
    client = undefined
    if (isListening) options.log.warn({ err: error }, 'The connection that listens for hints was lost')
    isListening = false
    clearTimeout(timer)
    lost.end().catch(() => undefined)
    timer = setTimeout(() => void connect(), reconnectDelayMs)
  }

  function tell(payload: string | undefined): void {
    const hint = parseHint(payload)
    if (hint) for (const subscriber of subscribers) subscriber.hint(hint)
  }

  void connect()
  return {
    subscribe(subscriber) {
      subscribers.add(subscriber)
      if (isListening) subscriber.resync()
      return () => subscribers.delete(subscriber)
    },
    isListening: () => isListening,
    async close() {
      isClosed = true
      isListening = false
      clearTimeout(timer)
      await client?.end().catch(() => undefined)
    },
  }
}

function parseHint(payload: string | undefined): EventHint | undefined {
  try {
    const parsed = eventHint.safeParse(JSON.parse(payload ?? ''))
    return parsed.success ? parsed.data : undefined
  } catch {
    return undefined
  }
}
