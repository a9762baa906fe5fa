// Applies supabase/migrations in the Supabase CLI's own bookkeeping table, so that `supabase db push` and this command can
// take turns on one database, and puts graphile-worker's schema in place.
import { readdir, readFile } from 'node:fs/promises'
import { runMigrations } from 'graphile-worker'
import pg from 'pg'

const folder = new URL('../../supabase/migrations/', import.meta.url)
const migrationLock = 7_305_001

/** Brings the database up to date and returns the versions it applied. Safe to run by several processes at once. */
export async function migrate(databaseUrl: string): Promise<string[]> {
  const client = new pg.Client({ connectionString: databaseUrl })
  await client.connect()
  try {
    await client.query('select pg_advisory_lock($1)', [migrationLock])
    await runMigrations({ connectionString: databaseUrl })
    return await applyPending(client)
  } finally {
    await client.end()
  }
}

async function applyPending(client: pg.Client): Promise<string[]> {
  await client.query(`create schema if not exists supabase_migrations;
    create table if not exists supabase_migrations.schema_migrations (version text primary key, statements text[], name text)`)
  const { rows } = await client.query<{ version: string }>(
    'select version from supabase_migrations.schema_migrations',
  )
  const applied = new Set(rows.map((row) => row.version))
  const pending = (await migrationFiles()).filter((file) => !applied.has(file.version))
  for (const file of pending) await applyOne(client, file)
  return pending.map((file) => file.version)
}

interface MigrationFile {
  version: string
  name: string
  fileName: string
}

async function migrationFiles(): Promise<MigrationFile[]> {
  const names = (await readdir(folder)).filter((name) => name.endsWith('.sql')).sort()
  return names.map((fileName) => {
    const [, version, name] = /^(\d{14})_([a-z0-9_]+)\.sql$/.exec(fileName) ?? []
    if (!version || !name)
      throw new Error(`supabase/migrations/${fileName} is not named <14 digits>_<name>.sql`)
    return { version, name, fileName }
  })
}

async function applyOne(client: pg.Client, file: MigrationFile): Promise<void> {
  const sql = await readFile(new URL(file.fileName, folder), 'utf8')
  await client.query('begin')
  try {
    await client.query(sql)
    await client.query(
      'insert into supabase_migrations.schema_migrations (version, statements, name) values ($1, $2, $3)',
      [file.version, [sql], file.name],
    )
    await client.query('commit')
  } catch (error) {
    await client.query('rollback')
    throw new Error(`Migration ${file.fileName} failed; nothing of it was kept.`, { cause: error })
  }
}
