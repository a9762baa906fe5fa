// A real orchestrator over a real Docker engine, and everything taken away from it: killed at every step of making a desk, containers
// removed by hand, the gatehouse killed, an image that is broken, a database that cannot be read. Each time there is soon exactly
// one container, one network and one home per employee, and nothing that is not ours was touched.
//
// What is drilled is the orchestrator and the engine, so most of it is done with a stand-in at the desk, behind the same walls and
// in the same network; the last part is done again with the real desk.
import { execSync } from 'node:child_process'
import { join } from 'node:path'
import type Docker from 'dockerode'
import pg from 'pg'
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest'
import { z } from 'zod'
import { migrate } from '#lib/db/migrate.ts'
import { startPostgres } from '#local/postgres/start.ts'
import { ensureAuthSchema } from '#local/supabase/ensure-auth-schema.ts'
import { addCompany } from '#tests/support/company.ts'
import {
  type DockerOrchestratorHome,
  openDockerOrchestratorHome,
} from '#tests/support/docker-orchestrator.ts'
import { addEmployee, type Employee } from '#tests/support/employee.ts'
import { freePort } from '#tests/support/free-port.ts'
import type { OrchestratorProcess } from '#tests/support/orchestrator.ts'
import { makeFolder } from '#tests/support/temporary-folder.ts'

/** What the product promises for every fault here. */
const withinMs = 60_000
const patiently = { timeout: withinMs, interval: 100 }

const note = 'written before everything that happens here'
const memory = '/home/desk/workspace/memory/note.md'

type Postgres = Awaited<ReturnType<typeof startPostgres>>
let postgres: Postgres
let restartPostgres: () => Promise<void>
let pool: pg.Pool
let folder: Awaited<ReturnType<typeof makeFolder>>
let home: DockerOrchestratorHome
let orchestrator: OrchestratorProcess
/** Whose desks are wanted: the stand-in's image, or nothing for the real one. */
let image: { DESK_IMAGE?: string }
let ada: Employee
let companyId: string
let stranger: Docker.Container

beforeAll(async () => {
  folder = await makeFolder('deskhand-docker-drill-')
  const settings = { dataDir: join(folder.path, 'data'), port: await freePort(), password: 'postgres' }
  restartPostgres = async () => {
    postgres = await startPostgres(settings)
  }
  await restartPostgres()
  await ensureAuthSchema(postgres.url)
  await migrate(postgres.url)
  pool = new pg.Pool({ connectionString: postgres.url, max: 2 })
  pool.on('error', () => undefined)
  home = await openDockerOrchestratorHome(postgres.url)
  stranger = await home.addStranger()
  image = { DESK_IMAGE: await home.standInImage() }
  orchestrator = await home.start(image)
  companyId = (await addCompany(pool)).companyId
  ada = await addEmployee(pool, companyId)
  await untilOne(ada)
})
afterAll(async () => {
  await home?.close()
  await pool?.end()
  await postgres?.stop()
  await folder?.remove()
})

const deskRow = z.object({
  observed_state: z.string(),
  observed_phase: z.string(),
  observed_generation: z.number().nullable(),
  desired_generation: z.number(),
  observed_crashes: z.array(z.date()),
})

async function desk({ deskId }: Employee) {
  const { rows } = await pool.query('select * from desks where id = $1', [deskId])
  return deskRow.parse(rows[0])
}

const want = (change: string) =>
  pool.query(`update desks set ${change}, desired_at = now() where id = $1`, [ada.deskId])

/** Ready by the row; one container that runs, one network, one volume by the engine. Answers with the container's id. */
async function untilOne(employee: Employee): Promise<string> {
  await vi.waitFor(async () => {
    const row = await desk(employee)
    expect(row).toMatchObject({ observed_state: 'ready', observed_generation: row.desired_generation })
    expect(await home.piecesOf(employee.deskId)).toMatchObject({
      running: 1,
      containers: 1,
      networks: 1,
      volumes: 1,
    })
  }, patiently)
  return (await home.containerOf(employee.deskId)).id
}

/** Failures of the tests before would only make the next one's pause longer. */
const forgetFailures = () =>
  pool.query("update desks set observed_crashes = '{}' where id = $1", [ada.deskId])

async function startAgain(): Promise<void> {
  await orchestrator.kill()
  orchestrator = await home.start(image)
}

/** The orchestrator dies there while it makes the desk anew; the next one ends up with one of each, over the same home. */
async function dieAt(crashAt: string): Promise<void> {
  const before = await untilOne(ada)
  await orchestrator.kill()
  const fragile = await home.start({ ...image, DESKHAND_CRASH_AT: crashAt })
  await want('desired_generation = desired_generation + 1')
  await fragile.exited
  orchestrator = await home.start(image)
  expect(await untilOne(ada)).not.toBe(before)
  expect(await home.exec(ada.deskId, ['cat', memory])).toBe(note)
}

async function untilUp(): Promise<void> {
  await vi.waitFor(async () => expect(await orchestrator.readyz()).toMatchObject({ status: 200 }), patiently)
}

describe('the home', () => {
  it('begins with something to lose', async () => {
    await home.exec(ada.deskId, [
      'sh',
      '-c',
      `mkdir -p $(dirname ${memory}) && printf '%s' '${note}' > ${memory}`,
    ])
    expect(await home.exec(ada.deskId, ['cat', memory])).toBe(note)
  })
})

describe('kill -9 of the orchestrator', () => {
  it('with a desk that runs: the next one adopts it', async () => {
    const before = await untilOne(ada)
    await startAgain()
    await untilUp()
    expect(await untilOne(ada)).toBe(before)
  })

  const steps = [
    'stop:before',
    'stop:after',
    'remove:before',
    'remove:after',
    'make:before',
    'make:after',
    'start:before',
    'start:after',
  ]
  it.each(steps)('at %s of a re-provision: exactly one of each, and the home kept', dieAt)

  it('at the making of a first desk, a hundred milliseconds apart: exactly one of each', async () => {
    const bob = await addEmployee(pool, companyId)
    for (let round = 1; round <= 6; round++) {
      const notYet = await home.piecesOf(bob.deskId)
      expect(notYet.containers).toBeLessThanOrEqual(1)
      await new Promise((resolve) => setTimeout(resolve, round * 100))
      await startAgain()
    }
    await untilOne(bob)
    await pool.query("update desks set desired_state = 'absent', desired_at = now() where id = $1", [
      bob.deskId,
    ])
    await vi.waitFor(
      async () =>
        expect(await home.piecesOf(bob.deskId)).toEqual({
          running: 0,
          containers: 0,
          networks: 0,
          volumes: 0,
        }),
      patiently,
    )
  })
})

describe('taken away by hand', () => {
  it('a container that is removed comes back over the same home', async () => {
    const before = await untilOne(ada)
    await (await home.containerOf(ada.deskId)).remove({ force: true })
    await vi.waitFor(async () => expect(await untilOne(ada)).not.toBe(before), patiently)
    expect(await home.exec(ada.deskId, ['cat', memory])).toBe(note)
  })

  it('a container that is killed starts again', async () => {
    await untilOne(ada)
    await forgetFailures()
    await (await home.containerOf(ada.deskId)).kill()
    await vi.waitFor(async () => expect((await desk(ada)).observed_state).not.toBe('ready'), patiently)
    await untilOne(ada)
  })

  it('the gatehouse is back with a leg in every desk’s network', async () => {
    await untilOne(ada)
    await (await home.gatehouse()).remove({ force: true })
    await vi.waitFor(async () => {
      const found = await home.gatehouse()
      expect(Object.keys((await found.inspect()).NetworkSettings.Networks)).toEqual(
        expect.arrayContaining([home.networkOf(ada.deskId)]),
      )
    }, patiently)
    await untilOne(ada)
  })
})

describe('what cannot be had', () => {
  it('a failing database read removes nothing', async () => {
    const before = await untilOne(ada)
    postgres.kill()
    await vi.waitFor(
      async () => expect(await orchestrator.readyz()).toMatchObject({ status: 503 }),
      patiently,
    )
    expect(await home.piecesOf(ada.deskId)).toMatchObject({
      running: 1,
      containers: 1,
      networks: 1,
      volumes: 1,
    })
    await restartPostgres()
    await untilUp()
    expect(await untilOne(ada)).toBe(before)
  })

  it('a desk whose image is broken is tried again with patience, and comes back when there is a good one', async () => {
    await orchestrator.kill()
    await forgetFailures()
    orchestrator = await home.start({ DESK_IMAGE: await home.brokenImage() })
    await want('desired_generation = desired_generation + 1')
    await vi.waitFor(async () => {
      const { observed_crashes: crashes, observed_phase: phase } = await desk(ada)
      expect(crashes.length).toBeGreaterThan(1)
      expect(phase).toBe('waiting_to_retry')
    }, patiently)
    expect(await home.piecesOf(ada.deskId)).toMatchObject({ containers: 1, networks: 1, volumes: 1 })
    image = {}
    await startAgain()
    await want('desired_nudge = desired_nudge + 1')
    await untilOne(ada)
    expect(await home.exec(ada.deskId, ['cat', memory])).toBe(note)
  })
})

describe('a real desk, with its gateway', () => {
  it('is adopted by the next orchestrator', async () => {
    const before = await untilOne(ada)
    await startAgain()
    await untilUp()
    expect(await untilOne(ada)).toBe(before)
  })

  it('is made anew by the next one when its orchestrator was killed as it started, over the same home', () =>
    dieAt('start:after'))
})

describe('the engine itself', () => {
  // Only where the engine is the run's own: nobody else's containers stop with it.
  const restart = process.env.DESKHAND_TEST_ENGINE_RESTART
  it.runIf(restart)('is restarted: every desk comes back by itself, with its home', async () => {
    await untilOne(ada)
    execSync(String(restart), { stdio: 'inherit' })
    // The first word goes to a connection of the old engine.
    await vi.waitFor(() => stranger.start(), patiently)
    await untilOne(ada)
    await untilUp()
    expect(await home.exec(ada.deskId, ['cat', memory])).toBe(note)
  })
})

describe('what is not ours', () => {
  it('was not touched, whatever its name says', async () => {
    expect((await stranger.inspect()).State.Running).toBe(true)
  })
})
