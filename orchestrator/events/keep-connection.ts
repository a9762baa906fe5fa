// A connection of its own to Postgres that comes back by itself: for what lives as long as a session, LISTEN and locks.
import pg from 'pg'
import type { Log } from '#orchestrator/log.ts'

export interface KeptConnection {
  isUp: () => boolean
  close: () => Promise<void>
}

export interface KeepOptions {
  databaseUrl: string
  /** Shown in pg_stat_activity. */
  applicationName: string
  log: Log
  /** Makes a fresh session what it is for. The connection counts as up when this is done. */
  prepare: (client: pg.Client) => Promise<void>
  onUp?: () => void
  onDown?: () => void
  onNotification?: (payload: string | undefined) => void
}

const reconnectDelayMs = 500
const connectTimeoutMs = 5_000
/** A connection that is dead without saying so is found out by asking. */
const probeEveryMs = 15_000
const probeTimeoutMs = 10_000

export function keepConnection(options: KeepOptions): KeptConnection {
  let current: pg.Client | undefined
  let isUp = false
  let isClosed = false
  let timer: NodeJS.Timeout | undefined

  async function connect(): Promise<void> {
    const client = newClient(options)
    current = client
    client.on('error', (error) => lose(client, error))
    client.on('end', () => lose(client, undefined))
    client.on('notification', ({ payload }) => options.onNotification?.(payload))
    try {
      await client.connect()
      await options.prepare(client)
    } catch (error) {
      return lose(client, error)
    }
    if (current !== client || isClosed) return
    isUp = true
    options.onUp?.()
    timer = setTimeout(() => void probe(client), probeEveryMs)
  }

  async function probe(client: pg.Client): Promise<void> {
    try {
      await client.query('select 1')
    } catch (error) {
      return lose(client, error)
    }
    if (current === client && !isClosed) timer = setTimeout(() => void probe(client), probeEveryMs)
  }

  function lose(client: pg.Client, error: unknown): void {
    if (current !== client || isClosed) return
    current = undefined
    clearTimeout(timer)
    if (isUp) {
      isUp = false
      options.log.warn(
        { err: error, connection: options.applicationName },
        'A connection to Postgres was lost',
      )
      options.onDown?.()
    }
    client.end().catch(() => undefined)
    timer = setTimeout(() => void connect(), reconnectDelayMs)
  }

  void connect()
  return {
    isUp: () => isUp,
    async close() {
      isClosed = true
      isUp = false
      clearTimeout(timer)
      await current?.end().catch(() => undefined)
    },
  }
}

function newClient({ databaseUrl, applicationName }: KeepOptions): pg.Client {
  return new pg.Client({
    connectionString: databaseUrl,
    application_name: applicationName,
    connectionTimeoutMillis: connectTimeoutMs,
    query_timeout: probeTimeoutMs,
    keepAlive: true,
  })
}
