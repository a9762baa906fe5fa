// The one connection pool of a process. The composition root opens it; verbs reach it through transact().
import { CamelCasePlugin, Kysely, PostgresDialect, type Transaction } from 'kysely'
import pg from 'pg'
import type { DB } from './types.ts'

export type Tx = Transaction<DB>

export interface DatabaseOptions {
  databaseUrl: string
  maxConnections: number
  /** Shown in pg_stat_activity, so that an operator sees whose connection it is. */
  applicationName: string
}

interface OpenDatabase {
  db: Kysely<DB>
  pool: pg.Pool
}

const int8Oid = 20
// Ids and micro-dollars stay far below 2^53.
pg.types.setTypeParser(int8Oid, Number)

declare global {
  // Next.js bundles routes and pages apart: a module variable would open one pool per bundle.
  var deskhandDatabase: OpenDatabase | undefined
}

export function openDatabase(options: DatabaseOptions): Kysely<DB> {
  globalThis.deskhandDatabase ??= connect(options)
  return globalThis.deskhandDatabase.db
}

/** @throws Error when the composition root has not opened it: a mistake of the programmer, not of a caller. */
export function database(): Kysely<DB> {
  if (!globalThis.deskhandDatabase) throw new Error('The database is not open yet: call openDatabase first.')
  return globalThis.deskhandDatabase.db
}

export async function closeDatabase(): Promise<void> {
  const open = globalThis.deskhandDatabase
  globalThis.deskhandDatabase = undefined
  await open?.db.destroy()
}

function connect(options: DatabaseOptions): OpenDatabase {
  const pool = new pg.Pool({
    connectionString: options.databaseUrl,
    max: options.maxConnections,
    application_name: options.applicationName,
    connectionTimeoutMillis: 10_000,
    idleTimeoutMillis: 30_000,
  })
  // A connection lost while idle (Postgres restarted) is replaced by the pool on the next query.
  pool.on('error', () => undefined)
  // One lost in the middle of a transaction fails its next query. Without a listener it would end the process.
  pool.on('connect', (client) => void client.on('error', () => undefined))
  const plugins = [new CamelCasePlugin({ maintainNestedObjectKeys: true })]
  return { pool, db: new Kysely<DB>({ dialect: new PostgresDialect({ pool }), plugins }) }
}
