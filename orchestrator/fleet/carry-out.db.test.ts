import { mkdtemp, readdir, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Readable } from 'node:stream'
import pg from 'pg'
import pino from 'pino'
import { afterAll, beforeAll, beforeEach, expect, it, vi } from 'vitest'
import { closeDatabase, openDatabase } from '#lib/db/database.ts'
import { AppError } from '#lib/errors.ts'
import { homeErrands } from '#orchestrator/archive/home-errands.ts'
import type { DeskRuntime } from '#orchestrator/runtime/desk-runtime.ts'
import { addCompany } from '#tests/support/company.ts'
import { type FreshDatabase, freshDatabase } from '#tests/support/database.ts'
import { addEmployee, addHost } from '#tests/support/employee.ts'
import { carryOut } from './carry-out.ts'
import { defaultLimits, type Step } from './fleet.ts'
import { readDesired } from './read-desired.ts'

const limits = { ...defaultLimits, simultaneousStarts: 1 }
let fresh: FreshDatabase
let sql: pg.Client
let hostId: string
let archiveDir: string
let deskId: string
let runtime: { [Name in keyof DeskRuntime]: DeskRuntime[Name] }

beforeAll(async () => {
  fresh = await freshDatabase()
  openDatabase({ databaseUrl: fresh.databaseUrl, maxConnections: 3, applicationName: 'test' })
  sql = new pg.Client({ connectionString: fresh.databaseUrl })
  await sql.connect()
  archiveDir = await mkdtemp(join(tmpdir(), 'deskhand-archives-'))
})
afterAll(async () => {
  await sql.end()
  await closeDatabase()
  await fresh.drop()
  await rm(archiveDir, { recursive: true, force: true })
})
beforeEach(async () => {
  hostId = await addHost(sql)
  const { companyId } = await addCompany(sql)
  deskId = (await addEmployee(sql, companyId, { desk: { host_id: hostId } })).deskId
  const refuse = async () => {
    throw new AppError('unavailable', { detail: 'The disk is full.' })
  }
  runtime = {
    name: 'process',
    hasDesktop: false,
    prepare: vi.fn(),
    observe: async () => [],
    make: refuse,
    refresh: refuse,
    start: vi.fn(),
    stop: vi.fn(),
    remove: vi.fn(),
    openHome: async () => Readable.from([]),
    replaceHome: vi.fn(),
    destroyHome: vi.fn(),
    gateway: refuse,
    exec: refuse,
    openDesktop: refuse,
    pictureOf: refuse,
    pauseInput: refuse,
    stats: refuse,
    logs: refuse,
    setReach: vi.fn(),
    onRefusal: () => () => undefined,
    watch: () => () => undefined,
  }
})

async function take(step: Step): Promise<boolean> {
  const [wanted] = await readDesired(hostId, {
    installationSecret: 'i'.repeat(40),
    modelProxyUrl: 'http://127.0.0.1:1',
  })
  const log = pino({ level: 'silent' })
  const homes = homeErrands({ runtime, room: { dir: archiveDir, secret: 'i'.repeat(40) }, log })
  const options = {
    hostId,
    runtime,
    limits,
    homes,
    log,
    atStep: () => undefined,
  }
  return carryOut({ step, wanted, have: undefined }, options)
}
const row = async () => (await sql.query('select * from desks where id = $1', [deskId])).rows[0]

it('writes the row before the deed', async () => {
  const seen = vi.fn()
  runtime.start = async () => seen((await row()).observed_phase)
  await take({ do: 'start', deskId })
  expect(seen).toHaveBeenCalledWith('starting_gateway')
})

it('counts a step that fails, says when it is tried again, and gives up with the true reason', async () => {
  await take({ do: 'make', deskId })
  const first = await row()
  expect(first).toMatchObject({ observed_state: 'starting', observed_phase: 'waiting_to_retry' })
  expect(first.observed_crashes).toHaveLength(1)
  expect(first.observed_next_attempt_at.getTime() - first.observed_crashes[0].getTime()).toBe(1000)
  for (let attempt = 2; attempt <= 10; attempt++) await take({ do: 'make', deskId })
  expect(await row()).toMatchObject({
    observed_state: 'failed',
    observed_failure: { code: 'step_failed', text: expect.stringContaining('The disk is full.') },
  })
})

it('archives, then destroys, then is gone', async () => {
  await sql.query("update desks set desired_state = 'absent' where id = $1", [deskId])
  await take({ do: 'archive_home', deskId })
  expect(await row()).toMatchObject({ observed_state: 'stopping', observed_phase: 'home_archived' })
  expect(await readdir(archiveDir)).toEqual([expect.stringMatching(new RegExp(`^${deskId}-.*\\.home$`))])
  await take({ do: 'destroy_home', deskId })
  expect(await row()).toMatchObject({ observed_state: 'gone' })
  expect(runtime.destroyHome).toHaveBeenCalledWith(deskId)
})

it('lets a desk go that was never made and so has no home', async () => {
  runtime.openHome = async () => {
    throw new AppError('not_found', { detail: 'There is no such desk.' })
  }
  await sql.query("update desks set desired_state = 'absent' where id = $1", [deskId])
  await take({ do: 'archive_home', deskId })
  expect((await row()).observed_phase).toBe('home_archived')
})

it('says nothing new when nothing is', async () => {
  const rest: Step = { do: 'rest', deskId, state: 'stopped', phase: 'asleep', failure: null }
  expect(await take(rest)).toBe(true)
  expect(await take(rest)).toBe(false)
})
