// Several connections to one fresh database, for tests of what happens at the same time.
import pg from 'pg'
import { freshDatabase } from './database.ts'

export interface Connections {
  databaseUrl: string
  /** Opens a connection as the owner of the tables; closed with the rest. */
  connect: (name: string) => Promise<pg.Client>
  /** Resolves as soon as the connection of that name waits for a lock that somebody else holds. */
  untilBlocked: (name: string) => Promise<void>
  close: () => Promise<void>
}

export async function openConnections(): Promise<Connections> {
  const { databaseUrl, drop } = await freshDatabase()
  const clients: pg.Client[] = []
  const connect = async (name: string) => {
    const client = new pg.Client({ connectionString: databaseUrl, application_name: name })
    clients.push(client)
    await client.connect()
    return client
  }
  const observer = await connect('observer')
  const untilBlocked = async (name: string) => {
    while (!(await isBlocked(observer, name)));
  }
  const close = async () => {
    await Promise.all(clients.map((client) => client.end()))
    await drop()
  }
  return { databaseUrl, connect, untilBlocked, close }
}

async function isBlocked(observer: pg.Client, name: string): Promise<boolean> {
  const { rowCount } = await observer.query(
    `select from pg_stat_activity
      where application_name = $1 and datname = current_database() and wait_event_type = 'Lock'`,
    [name],
  )
  return rowCount === 1
}
