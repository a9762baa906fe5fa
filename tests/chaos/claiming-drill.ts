// A Postgres of its own that can be killed, a company with tasks, and workers in processes of their own.
import { type ChildProcess, fork } from 'node:child_process'
import { once } from 'node:events'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import pg from 'pg'
import { closeDatabase, openDatabase } from '#lib/db/database.ts'
import { migrate } from '#lib/db/migrate.ts'
import { sweepLeases } from '#lib/run/sweep-leases.ts'
import { type Postgres, startPostgres } from '#local/postgres/start.ts'
import { ensureAuthSchema } from '#local/supabase/ensure-auth-schema.ts'
import { addCompany, addKey } from '#tests/support/company.ts'
import { freePort } from '#tests/support/free-port.ts'
import { addWorker } from '#tests/support/tasks.ts'
import { makeFolder } from '#tests/support/temporary-folder.ts'
import type { Told } from './claiming-program.ts'

const program = fileURLToPath(new URL('claiming-program.ts', import.meta.url))
const leaseSeconds = 3
/** Lost leases are looked for, and back-offs cut short: waiting is not what is tested here. */
const tendEveryMs = 300

export interface DrillWorker {
  process: ChildProcess
  told: Told[]
  /** Lets a worker that holds go on. */
  go: () => void
}

export interface Drill {
  query: (text: string, values?: unknown[]) => Promise<Record<string, unknown>[]>
  addTasks: (count: number) => Promise<void>
  startWorker: (facts: { atOnce?: number; workMs?: number; hold?: boolean }) => Promise<DrillWorker>
  killPostgres: () => Promise<void>
  close: () => Promise<void>
}

export async function openDrill(): Promise<Drill> {
  const folder = await makeFolder('deskhand-claiming-')
  const options = { dataDir: join(folder.path, 'data'), port: await freePort(), password: 'postgres' }
  let postgres: Postgres = await startPostgres(options)
  const { url } = postgres
  await ensureAuthSchema(url)
  await migrate(url)
  openDatabase({ databaseUrl: url, maxConnections: 4, applicationName: 'drill' })
  const query = async (text: string, values: unknown[] = []) => {
    const client = new pg.Client({ connectionString: url })
    client.on('error', () => undefined)
    await client.connect()
    try {
      return (await client.query<Record<string, unknown>>(text, values)).rows
    } finally {
      await client.end().catch(() => undefined)
    }
  }
  const sql = new pg.Client({ connectionString: url })
  await sql.connect()
  const { companyId } = await addCompany(sql)
  const { apiKeyId } = await addKey(sql, companyId, { scopes: ['work'] })
  await sql.end()
  const stopTending = tend(query)
  const workers: DrillWorker[] = []
  return {
    query,
    addTasks: async (count) =>
      void (await query(
        `insert into tasks (company_id, title, status, needs_review, max_attempts)
          select $1, 'Task ' || at, 'ready', false, 10 from generate_series(1, $2) at`,
        [companyId, count],
      )),
    async startWorker({ atOnce = 1, workMs = 0, hold = false }) {
      const client = new pg.Client({ connectionString: url })
      await client.connect()
      const workerId = await addWorker(client, companyId, { max_concurrent: atOnce })
      await client.end()
      const facts = { databaseUrl: url, companyId, apiKeyId, workerId, leaseSeconds, atOnce, workMs, hold }
      const worker = launch(facts)
      workers.push(worker)
      return worker
    },
    async killPostgres() {
      // With all its backends, in the middle of whatever they do: it leads a group of its own.
      process.kill(-postgres.pid, 'SIGKILL')
      await postgres.exited
      postgres = await startPostgres(options)
    },
    async close() {
      await Promise.all(workers.map(({ process }) => end(process)))
      await stopTending()
      await closeDatabase()
      await postgres.stop()
      await folder.remove()
    },
  }
}

function launch(facts: object): DrillWorker {
  const told: Told[] = []
  const child = fork(program, [JSON.stringify(facts)], { stdio: ['ignore', 'inherit', 'inherit', 'ipc'] })
  child.on('message', (message: Told) => void told.push(message))
  return { process: child, told, go: () => void child.send('go') }
}

async function end(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return
  const exited = once(child, 'exit')
  child.kill('SIGKILL')
  await exited
}

function tend(query: Drill['query']): () => Promise<void> {
  const stopping = new AbortController()
  const tending = (async () => {
    while (!stopping.signal.aborted) {
      await sweepLeases().catch(() => 0)
      await query(
        `update tasks set available_at = now() where status = 'ready' and available_at > now()`,
      ).catch(() => [])
      await new Promise((resolve) => setTimeout(resolve, tendEveryMs))
    }
  })()
  return () => {
    stopping.abort()
    return tending
  }
}
