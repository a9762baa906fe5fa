// Postgres dies again and again under an orchestrator that is busy with it. No desk is needed to see whether the process lives.
import { join } from 'node:path'
import pg from 'pg'
import { afterAll, beforeAll, expect, it, vi } from 'vitest'
import { migrate } from '#lib/db/migrate.ts'
import { startPostgres } from '#local/postgres/start.ts'
import { ensureAuthSchema } from '#local/supabase/ensure-auth-schema.ts'
import { freePort } from '#tests/support/free-port.ts'
import { type OrchestratorHome, openOrchestratorHome } from '#tests/support/orchestrator.ts'
import { makeFolder } from '#tests/support/temporary-folder.ts'

const patiently = { timeout: 30_000, interval: 50 }
let folder: Awaited<ReturnType<typeof makeFolder>>
let settings: Parameters<typeof startPostgres>[0]
let postgres: Awaited<ReturnType<typeof startPostgres>>
let home: OrchestratorHome

beforeAll(async () => {
  folder = await makeFolder('deskhand-restarts-')
  settings = { dataDir: join(folder.path, 'data'), port: await freePort(), password: 'postgres' }
  postgres = await startPostgres(settings)
  await ensureAuthSchema(postgres.url)
  await migrate(postgres.url)
  home = await openOrchestratorHome(postgres.url)
})
afterAll(async () => {
  await home.close()
  await postgres.stop()
  await folder.remove()
})

it('is ready again after each of five deaths of Postgres, without having died itself', async () => {
  const orchestrator = await home.start()
  const untilReadyz = (status: number) =>
    vi.waitFor(async () => expect(await orchestrator.readyz()).toMatchObject({ status }), patiently)
  await untilReadyz(200)
  for (let death = 1; death <= 5; death++) {
    const hints = wakeOften(orchestrator.url, orchestrator.secret)
    postgres.kill()
    await untilReadyz(503)
    postgres = await startPostgres(settings)
    await untilReadyz(200)
    clearInterval(hints)
  }
  expect(orchestrator.log().match(/The orchestrator is up/g)).toHaveLength(1)
  await expectHeld(postgres.url)
})

/** So that some look is always in the middle of a transaction. */
function wakeOften(url: string, secret: string): NodeJS.Timeout {
  const headers = { authorization: `Bearer ${secret}` }
  return setInterval(() => void fetch(`${url}/wake`, { method: 'POST', headers }).catch(() => undefined), 20)
}

async function expectHeld(databaseUrl: string): Promise<void> {
  const client = new pg.Client({ connectionString: databaseUrl })
  await client.connect()
  const { rows } = await client.query(
    "select count(*)::int from pg_locks where locktype = 'advisory' and granted",
  )
  await client.end()
  expect(rows).toEqual([{ count: 1 }])
}
