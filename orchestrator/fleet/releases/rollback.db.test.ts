// From the offer to the halt, with a real database: what is read, chosen, tried, refused and proven.
import pg from 'pg'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { closeDatabase, openDatabase } from '#lib/db/database.ts'
import type { ObservedDesk } from '#orchestrator/runtime/desk-runtime.ts'
import { addCompany, insertRow } from '#tests/support/company.ts'
import { type FreshDatabase, freshDatabase } from '#tests/support/database.ts'
import { addDesk, addEmployee, addHost } from '#tests/support/employee.ts'
import { defaultLimits, type Step } from '../fleet.ts'
import { readDesired } from '../read-desired.ts'
import { reportOf } from '../report.ts'
import { writeObserved } from '../write-observed.ts'
import { readReleases } from './read-releases.ts'

let fresh: FreshDatabase
let sql: pg.Client
let hostId: string
let companyId: string
const limits = { ...defaultLimits, simultaneousStarts: 1 }
const failure = { code: 'crashed', text: 'It crashed.', action: 'Start it.' }

beforeAll(async () => {
  fresh = await freshDatabase()
  openDatabase({ databaseUrl: fresh.databaseUrl, maxConnections: 3, applicationName: 'test' })
  sql = new pg.Client({ connectionString: fresh.databaseUrl })
  await sql.connect()
})
afterAll(async () => {
  await sql.end()
  await closeDatabase()
  await fresh.drop()
})
beforeEach(async () => {
  await sql.query('update desks set pinned_release_id = null')
  await sql.query('delete from desk_releases')
  hostId = await addHost(sql)
  companyId = (await addCompany(sql)).companyId
})

const offer = async (image: string, share = 100) =>
  String((await insertRow(sql, 'desk_releases', { image, label: image, share })).id)
const hire = async () => (await addEmployee(sql, companyId, { desk: { host_id: hostId } })).deskId
const row = async (id: string) => (await sql.query('select * from desks where id = $1', [id])).rows[0]
const isHalted = async (id: string) =>
  (await sql.query('select halted_at from desk_releases where id = $1', [id])).rows[0].halted_at !== null

async function wanted(deskId: string) {
  const releases = await readReleases()
  const installation = { installationSecret: 'i'.repeat(40), modelProxyUrl: 'http://127.0.0.1:1', releases }
  const found = (await readDesired(hostId, installation)).find(({ desired }) => desired.deskId === deskId)
  if (!found) throw new Error('no such desk')
  return found
}

async function report(deskId: string, step: Step, have?: ObservedDesk) {
  const { desired, history } = await wanted(deskId)
  const now = Date.now()
  const written = reportOf(step, { want: desired, have, past: history, now, limits })
  await writeObserved({ deskId, hostId, past: history, report: written, now })
}

async function beReady(deskId: string, sinceMs: number, changes: Partial<ObservedDesk> = {}) {
  const { desired, spec } = await wanted(deskId)
  const { generation, filesHash, configHash } = desired
  const have: ObservedDesk = {
    deskId,
    generation,
    filesHash,
    configHash,
    state: 'ready',
    phase: 'ready',
    since: new Date(Date.now() - sinceMs),
    release: spec?.release ?? null,
    ...changes,
  }
  await report(deskId, { do: 'rest', deskId, state: 'ready', phase: 'ready', failure: null }, have)
}

const refuse = async (deskId: string) => {
  const { trial } = (await wanted(deskId)).desired.build
  if (!trial) throw new Error('nothing is on trial')
  await report(deskId, { do: 'refuse_release', deskId, releaseId: trial.releaseId, failure })
}

describe('an offer', () => {
  it('changes the configuration, so that an idle desk is restarted onto it, and is on trial', async () => {
    const deskId = await hire()
    const before = await wanted(deskId)
    expect(before.spec?.release).toBeNull()
    const id = await offer('desk:2')
    const after = await wanted(deskId)
    expect(after.spec?.release).toBe('desk:2')
    expect(after.desired.configHash).not.toBe(before.desired.configHash)
    expect(after.desired.build).toEqual({ trial: { releaseId: id }, complaint: null })
  })

  it('is proven when the desk was ready with it for a while, and not before', async () => {
    await offer('desk:2')
    const deskId = await hire()
    await beReady(deskId, 1_000)
    expect(await row(deskId)).toMatchObject({ observed_release: 'desk:2', proven_release: null })
    await beReady(deskId, limits.trial.provenAfterMs)
    expect((await row(deskId)).proven_release).toBe('desk:2')
    expect((await wanted(deskId)).desired.build.trial).toBeNull()
  })

  it('to one desk by a pin is for that desk alone', async () => {
    const [one, other] = [await hire(), await hire()]
    const id = await offer('desk:2', 0)
    await sql.query('update desks set pinned_release_id = $1 where id = $2', [id, one])
    expect([(await wanted(one)).spec?.release, (await wanted(other)).spec?.release]).toEqual(['desk:2', null])
  })
})

describe('a desk that does not become ready with it', () => {
  it('goes back to the build before, remembers, and says so once it works again', async () => {
    await offer('desk:1')
    const deskId = await hire()
    const before = await wanted(deskId)
    await beReady(deskId, limits.trial.provenAfterMs)
    const id = await offer('desk:2')
    await refuse(deskId)
    expect(await row(deskId)).toMatchObject({
      refused_releases: [id],
      observed_state: 'starting',
      observed_phase: 'undoing_upgrade',
      // Counted: the same end is no news at the next look.
      observed_crashes: [expect.any(Date)],
    })
    const after = await wanted(deskId)
    expect([after.spec?.release, after.desired.configHash]).toEqual(['desk:1', before.desired.configHash])
    expect(after.desired.build.trial).toBeNull()
    await beReady(deskId, 0)
    expect((await row(deskId)).observed_complaint).toMatchObject({
      code: 'upgrade_undone',
      text: expect.stringContaining('desk:2'),
    })
    await offer('desk:3')
    expect((await wanted(deskId)).desired.build.complaint).toBeNull()
  })

  it('and waits for somebody to be hired goes back without a complaint, so that it can be given away', async () => {
    const deskId = await addDesk(sql, { host_id: hostId })
    await offer('desk:2')
    await refuse(deskId)
    expect((await wanted(deskId)).desired.build).toEqual({ trial: null, complaint: null })
  })

  it('goes back to the host’s own build where there was none before', async () => {
    await offer('desk:2')
    const deskId = await hire()
    await refuse(deskId)
    expect((await wanted(deskId)).spec?.release).toBeNull()
  })

  it('does not halt it alone; a second one among the first does, and nobody new gets it', async () => {
    const [one, two, three] = [await hire(), await hire(), await hire()]
    const id = await offer('desk:2')
    await refuse(one)
    expect(await isHalted(id)).toBe(false)
    expect((await wanted(three)).spec?.release).toBe('desk:2')
    await refuse(two)
    expect(await isHalted(id)).toBe(true)
    expect((await wanted(three)).spec?.release).toBeNull()
  })

  it('among many that do halts nothing', async () => {
    const id = await offer('desk:2')
    for (let desk = 0; desk < 9; desk++) await beReady(await hire(), limits.trial.provenAfterMs)
    await refuse(await hire())
    await refuse(await hire())
    expect(await isHalted(id)).toBe(false)
  })
})

describe('a complaint of the desk itself', () => {
  it('is written while it is ready, and goes when it does', async () => {
    const deskId = await hire()
    await beReady(deskId, 0, { complaint: failure })
    expect((await row(deskId)).observed_complaint).toEqual(failure)
    await beReady(deskId, 0)
    expect((await row(deskId)).observed_complaint).toBeNull()
    await beReady(deskId, 0, { complaint: failure })
    await report(deskId, { do: 'stop', deskId, why: 'asleep' })
    expect((await row(deskId)).observed_complaint).toBeNull()
  })
})
