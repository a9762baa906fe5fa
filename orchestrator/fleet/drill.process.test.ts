// The orchestrator as a process of its own, and everything killed in turn: one gateway per employee, nothing lost. At the desks runs the stand-in;
// one life with OpenClaw itself is in whole-life.process.test.ts.
import { readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import pg from 'pg'
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest'
import { z } from 'zod'
import { migrate } from '#lib/db/migrate.ts'
import { startPostgres } from '#local/postgres/start.ts'
import { ensureAuthSchema } from '#local/supabase/ensure-auth-schema.ts'
import { addCompany } from '#tests/support/company.ts'
import { gatewaysOf, onlyGateway } from '#tests/support/desk-installation.ts'
import { addEmployee, type Employee } from '#tests/support/employee.ts'
import { freePort } from '#tests/support/free-port.ts'
import {
  type OrchestratorHome,
  type OrchestratorProcess,
  openOrchestratorHome,
} from '#tests/support/orchestrator.ts'
import { makeFolder } from '#tests/support/temporary-folder.ts'

const withinMs = 60_000
const patiently = { timeout: withinMs, interval: 200 }

type Postgres = Awaited<ReturnType<typeof startPostgres>>
let postgres: Postgres
let restartPostgres: () => Promise<void>
let pool: pg.Pool
let folder: Awaited<ReturnType<typeof makeFolder>>
let home: OrchestratorHome
let orchestrator: OrchestratorProcess
let ada: Employee

beforeAll(async () => {
  folder = await makeFolder('deskhand-drill-')
  const settings = { dataDir: join(folder.path, 'data'), port: await freePort(), password: 'postgres' }
  postgres = await startPostgres(settings)
  restartPostgres = async () => {
    postgres = await startPostgres(settings)
  }
  await ensureAuthSchema(postgres.url)
  await migrate(postgres.url)
  pool = new pg.Pool({ connectionString: postgres.url, max: 2 })
  pool.on('error', () => undefined)
  home = await openOrchestratorHome(postgres.url, { openclaw: 'stand-in' })
  orchestrator = await home.start()
  const { companyId } = await addCompany(pool)
  ada = await addEmployee(pool, companyId)
})
afterAll(async () => {
  await home.close()
  await pool.end()
  await postgres.stop()
  await folder.remove()
})

const deskRow = z.object({
  observed_state: z.string(),
  observed_phase: z.string(),
  observed_generation: z.number().nullable(),
  observed_crashes: z.array(z.date()),
  ready_after_ms: z.number().nullable(),
})

async function desk() {
  const { rows } = await pool.query('select * from desks where id = $1', [ada.deskId])
  return deskRow.parse(rows[0])
}

const want = (change: string) =>
  pool.query(`update desks set ${change}, desired_at = now() where id = $1`, [ada.deskId])
const untilState = (state: string, facts = {}) =>
  vi.waitFor(async () => expect(await desk()).toMatchObject({ observed_state: state, ...facts }), patiently)
const gateway = async () => (await onlyGateway(home.home, ada.deskId)).pid

/** Ready by the row, and exactly one gateway by the machine. */
async function untilOneIsReady(generation?: number): Promise<number> {
  await untilState('ready', generation === undefined ? {} : { observed_generation: generation })
  return gateway()
}

describe('a hire', () => {
  it('is ready within a minute, through named phases', async () => {
    const phases = new Set<string>()
    await vi.waitFor(
      async () => {
        const { observed_phase: phase } = await desk()
        phases.add(phase)
        expect(phase).toBe('ready')
      },
      { timeout: withinMs, interval: 20 },
    )
    expect([...phases]).toEqual(expect.arrayContaining(['starting_gateway', 'ready']))
    expect((await desk()).ready_after_ms).toBeGreaterThan(700)
    await gateway()
    expect(await orchestrator.readyz()).toMatchObject({
      status: 200,
      checks: { host: 'ok', database: 'ok', runtime: 'ok' },
    })
  })

  it('reads its own new name without a restart', async () => {
    const before = await gateway()
    await pool.query("update employees set name = 'Grace' where id = $1", [ada.employeeId])
    await vi.waitFor(async () => expect(await readFile(soulOf(), 'utf8')).toContain('Grace'), patiently)
    expect(await gateway()).toBe(before)
  })
})

describe('kill -9', () => {
  it('of a gateway: it comes back', async () => {
    const before = await gateway()
    process.kill(before, 'SIGKILL')
    await vi.waitFor(async () => expect(await untilOneIsReady()).not.toBe(before), patiently)
    expect((await desk()).observed_crashes).toHaveLength(1)
  })

  it('of the orchestrator: the next one adopts the gateway', async () => {
    const before = await gateway()
    await orchestrator.kill()
    orchestrator = await home.start()
    await vi.waitFor(
      async () => expect(await orchestrator.readyz()).toMatchObject({ status: 200 }),
      patiently,
    )
    expect(await untilOneIsReady()).toBe(before)
  })

  it('of one of two orchestrators of a host: the other, which waited, takes over', async () => {
    const second = await home.start()
    await vi.waitFor(
      async () =>
        expect(await second.readyz()).toMatchObject({
          status: 503,
          checks: { host: 'waits for another orchestrator with the same host name' },
        }),
      patiently,
    )
    await orchestrator.kill()
    orchestrator = second
    await vi.waitFor(async () => expect(await second.readyz()).toMatchObject({ status: 200 }), patiently)
  })

  const steps = ['stop:after', 'remove:after', 'make:after', 'start:before', 'start:after']
  it.each(steps)(
    'of the orchestrator at %s of a re-provision: exactly one new gateway, and the home kept',
    async (crashAt) => {
      const before = await gateway()
      await orchestrator.kill()
      const fragile = await home.start({ DESKHAND_CRASH_AT: crashAt })
      await want('desired_generation = desired_generation + 1')
      await fragile.exited
      const startedAt = performance.now()
      orchestrator = await home.start()
      const { rows } = await pool.query('select desired_generation from desks where id = $1', [ada.deskId])
      expect(await untilOneIsReady(rows[0].desired_generation)).not.toBe(before)
      expect(performance.now() - startedAt).toBeLessThan(withinMs)
      expect(await readFile(soulOf(), 'utf8')).toContain('Grace')
    },
  )

  it('of Postgres and the gateway while it is away: both come back, nothing is lost', async () => {
    const before = await gateway()
    postgres.kill()
    process.kill(before, 'SIGKILL')
    await vi.waitFor(
      async () => expect(await orchestrator.readyz()).toMatchObject({ status: 503 }),
      patiently,
    )
    await restartPostgres()
    await vi.waitFor(async () => expect(await untilOneIsReady()).not.toBe(before), patiently)
    await vi.waitFor(
      async () => expect(await orchestrator.readyz()).toMatchObject({ status: 200 }),
      patiently,
    )
  })
})

describe('SIGTERM', () => {
  it('ends the orchestrator within five seconds and leaves the gateway alone', async () => {
    const before = await gateway()
    expect(await orchestrator.terminate()).toBeLessThan(5_000)
    expect(await gateway()).toBe(before)
    orchestrator = await home.start()
    await vi.waitFor(
      async () => expect(await orchestrator.readyz()).toMatchObject({ status: 200 }),
      patiently,
    )
  })
})

describe('the end', () => {
  it('of work: a fired employee stops, and keeps the home', async () => {
    await pool.query(
      "update employees set fired_at = now(), home_kept_until = now() + interval '3 days' where id = $1",
      [ada.employeeId],
    )
    await want("desired_state = 'stopped'")
    await untilState('stopped')
    expect(await gatewaysOf(home.home, ada.deskId)).toEqual([])
    expect(await readFile(soulOf(), 'utf8')).toContain('Grace')
  })

  it('of the undo period: the home is archived and gone', async () => {
    await want("desired_state = 'absent'")
    await untilState('gone')
    expect(await readdir(join(home.home, 'desks'))).not.toContain(ada.deskId)
    expect(await readdir(join(home.home, 'archive'))).toEqual([
      expect.stringMatching(new RegExp(`^${ada.deskId}-.*\\.home$`)),
    ])
    const { rows } = await pool.query('select left_at from employees where id = $1', [ada.employeeId])
    expect(rows[0].left_at).toBeInstanceOf(Date)
  })
})

function soulOf(): string {
  return join(home.home, 'desks', ada.deskId, 'home/.openclaw/workspace/SOUL.md')
}
