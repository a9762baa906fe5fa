// A fleet in the test's own process, over a runtime and a database of the test.
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import pg from 'pg'
import pino from 'pino'
import { closeDatabase, openDatabase } from '#lib/db/database.ts'
import { listenHints } from '#orchestrator/events/listen-hints.ts'
import type { FleetLimits } from '#orchestrator/fleet/fleet.ts'
import { startFleet } from '#orchestrator/fleet/start-fleet.ts'
import type { DeskRuntime } from '#orchestrator/runtime/desk-runtime.ts'
import { addCompany, type Company } from './company.ts'
import { freshDatabase } from './database.ts'

export interface FleetInProcess {
  sql: pg.Client
  company: Company
  archiveDir: string
  close: () => Promise<void>
}

export async function openFleet(
  runtime: DeskRuntime,
  limits: Partial<FleetLimits> = {},
): Promise<FleetInProcess> {
  const fresh = await freshDatabase()
  const { databaseUrl } = fresh
  const archiveDir = await mkdtemp(join(tmpdir(), 'deskhand-archives-'))
  openDatabase({ databaseUrl, maxConnections: 6, applicationName: 'test' })
  const sql = new pg.Client({ connectionString: databaseUrl })
  await sql.connect()
  const log = pino({ level: process.env.LOG_LEVEL ?? 'silent' })
  const hints = listenHints({ databaseUrl, log })
  const secret = 'i'.repeat(40)
  const fleet = startFleet({
    databaseUrl,
    host: { name: `fleet-${archiveDir.slice(-6)}`, runtime: runtime.name, version: '0.0.0' },
    installation: { installationSecret: secret, modelProxyUrl: 'http://127.0.0.1:9' },
    runtime,
    archives: { dir: archiveDir, secret },
    hints,
    simultaneousStarts: 1,
    limits,
    pool: { min: 0, max: 0 },
    onPoolSize: () => undefined,
    log,
    onLook: () => undefined,
    onStep: () => undefined,
    atStep: () => undefined,
  })
  return {
    sql,
    company: await addCompany(sql),
    archiveDir,
    async close() {
      await fleet.stop()
      await hints.close()
      await sql.end()
      await closeDatabase()
      await fresh.drop()
      await rm(archiveDir, { recursive: true, force: true })
    },
  }
}
