// A throwaway Postgres with one migrated database that others are cloned from.
import { mkdtemp, readdir, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import pg from 'pg'
import { migrate } from '#lib/db/migrate.ts'
import { clearStalePostmaster } from '#local/postgres/postmaster.ts'
import { startPostgres } from '#local/postgres/start.ts'
import { ensureAuthSchema } from '#local/supabase/ensure-auth-schema.ts'
import { isAlive } from '#local/supervisor/processes.ts'
import { freePort } from './free-port.ts'

const prefix = 'deskhand-test-postgres-'
const templateName = 'deskhand_template'

export interface DatabaseServer {
  url: string
  pid: number
  stop: () => Promise<void>
}

export async function startDatabaseServer(): Promise<DatabaseServer> {
  await sweepDeadRuns()
  const folder = await mkdtemp(join(tmpdir(), `${prefix}${process.pid}-`))
  const postgres = await startPostgres({
    dataDir: join(folder, 'data'),
    port: await freePort(),
    password: 'postgres',
  })
  const killOnExit = () => postgres.kill()
  process.once('exit', killOnExit)
  const stop = async () => {
    await postgres.stop()
    process.off('exit', killOnExit)
    await rm(folder, { recursive: true, force: true })
  }
  try {
    await makeTemplate(postgres.url)
  } catch (error) {
    await stop()
    throw error
  }
  return { url: postgres.url, pid: postgres.pid, stop }
}

export async function cloneDatabase(serverUrl: string, name: string): Promise<string> {
  await query(serverUrl, `create database ${pg.escapeIdentifier(name)} template ${templateName}`)
  return urlOf(serverUrl, name)
}

/** The migrated database itself; who connects to it keeps it from being cloned. */
export function templateUrl(serverUrl: string): string {
  return urlOf(serverUrl, templateName)
}

export function dropDatabase(serverUrl: string, name: string): Promise<void> {
  return query(serverUrl, `drop database if exists ${pg.escapeIdentifier(name)} with (force)`)
}

async function makeTemplate(serverUrl: string): Promise<void> {
  // What is lost by a power cut is worth nothing here.
  await query(serverUrl, 'alter system set fsync = off')
  await query(serverUrl, 'select pg_reload_conf()')
  await query(serverUrl, `create database ${templateName}`)
  await ensureAuthSchema(templateUrl(serverUrl))
  await migrate(templateUrl(serverUrl))
}

async function query(url: string, sql: string): Promise<void> {
  const client = new pg.Client({ connectionString: url })
  await client.connect()
  try {
    await client.query(sql)
  } finally {
    await client.end()
  }
}

function urlOf(serverUrl: string, database: string): string {
  const url = new URL(serverUrl)
  url.pathname = `/${database}`
  return url.href
}

/** A killed run leaves its server behind; the folder's name says whose it was. */
async function sweepDeadRuns(): Promise<void> {
  for (const name of await readdir(tmpdir())) {
    const owner = Number(new RegExp(`^${prefix}(\\d+)-`).exec(name)?.[1])
    if (!owner || isAlive(owner)) continue
    // What another user left is that user's to sweep.
    await sweep(join(tmpdir(), name)).catch(() => undefined)
  }
}

async function sweep(folder: string): Promise<void> {
  await clearStalePostmaster(join(folder, 'data'))
  await rm(folder, { recursive: true, force: true })
}
