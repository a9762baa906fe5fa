/** Puts in place what every Supabase project has before its first migration. Safe to repeat and to run twice at once. */
import { readFile } from 'node:fs/promises'
import { App } from '@supabase/lite'
import pg from 'pg'
import { openConnection } from './connection.ts'

const setupLock = 7_305_000
const expectedTables = ['users', 'sessions', 'refresh_tokens', 'identities', 'flow_state']

export async function ensureAuthSchema(databaseUrl: string): Promise<void> {
  const client = new pg.Client({ connectionString: databaseUrl })
  await client.connect()
  try {
    await client.query('select pg_advisory_lock($1)', [setupLock])
    await createAuthTables(databaseUrl)
    await requireAuthTables(client)
    const fresh = !(await hasMigrations(client))
    await client.query(await sqlOf('auth-schema.sql'))
    if (fresh) await client.query(await sqlOf('default-grants.sql'))
  } finally {
    await client.end()
  }
}

async function createAuthTables(databaseUrl: string): Promise<void> {
  const connection = openConnection(databaseUrl)
  try {
    const app = new App({
      connection,
      db: { migrations: { enabled: false } },
      auth: { enabled: true, jwt_secret: 'only the tables are made here, nothing is signed' },
      studio: { enabled: false },
    })
    await app.ensureSystemSchema()
  } finally {
    await connection.close()
  }
}

/** lite swallows errors of its own DDL, so the result is looked at. */
async function requireAuthTables(client: pg.Client): Promise<void> {
  const { rows } = await client.query<{ name: string }>(
    `select name from unnest($1::text[]) as expected(name) where to_regclass('auth.' || name) is null`,
    [expectedTables],
  )
  if (rows.length > 0)
    throw new Error(`auth.${rows.map((row) => row.name).join(', auth.')} could not be created.`)
}

async function hasMigrations(client: pg.Client): Promise<boolean> {
  const { rows } = await client.query<{ found: boolean }>(
    `select to_regclass('supabase_migrations.schema_migrations') is not null as found`,
  )
  return rows[0]?.found ?? false
}

const sqlOf = (name: string) => readFile(new URL(name, import.meta.url), 'utf8')
