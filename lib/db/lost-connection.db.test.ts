// A connection can be lost while a transaction holds it: Postgres restarts, an administrator ends it. The process survives.

import { sql } from 'kysely'
import pg from 'pg'
import { afterAll, beforeAll, expect, it, vi } from 'vitest'
import { type FreshDatabase, freshDatabase } from '#tests/support/database.ts'
import { closeDatabase, openDatabase } from './database.ts'
import { transactAsOrchestrator } from './transact.ts'

let fresh: FreshDatabase
beforeAll(async () => {
  fresh = await freshDatabase()
  openDatabase({ databaseUrl: fresh.databaseUrl, maxConnections: 2, applicationName: 'to-be-cut' })
})
afterAll(async () => {
  await closeDatabase()
  await fresh.drop()
})

const mine = "from pg_stat_activity where application_name = 'to-be-cut'"

it('fails the transaction, and the next one works', async () => {
  const other = new pg.Client({ connectionString: fresh.databaseUrl })
  await other.connect()
  const cut = transactAsOrchestrator(async (tx) => {
    await other.query(`select pg_terminate_backend(pid) ${mine}`)
    // Between two queries nobody waits for the connection: its end arrives as an event.
    await vi.waitFor(async () => expect((await other.query(`select ${mine}`)).rowCount).toBe(0))
    await sql`select 1`.execute(tx)
  })
  await expect(cut).rejects.toThrow()
  await other.end()
  expect(
    await transactAsOrchestrator((tx) => sql<{ one: number }>`select 1 as one`.execute(tx)),
  ).toMatchObject({ rows: [{ one: 1 }] })
})
