import pg from 'pg'
import pino from 'pino'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest'
import { closeDatabase, openDatabase } from '#lib/db/database.ts'
import { addCompany } from '#tests/support/company.ts'
import { type FreshDatabase, freshDatabase } from '#tests/support/database.ts'
import { addDesk, addEmployee, addHost } from '#tests/support/employee.ts'
import type { HostReadiness } from '../fleet.ts'
import { readDesired } from '../read-desired.ts'
import { keepPool, type Pool } from './keep-pool.ts'
import { readDemand } from './pool-rows.ts'

const installation = { installationSecret: 'i'.repeat(40), modelProxyUrl: 'http://127.0.0.1:3002' }
let fresh: FreshDatabase
let sql: pg.Client
let hostId: string
let readiness: HostReadiness
let changes: number
let mayAct: boolean

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
  hostId = await addHost(sql)
  readiness = { is: 'ready' }
  changes = 0
  mayAct = true
})
afterEach(() => vi.useRealTimers())

function open(bounds = { min: 2, max: 2 }): Pool {
  return keepPool({
    bounds,
    runtime: { name: 'process' },
    host: () => readiness,
    hostId: () => hostId,
    mayAct: () => mayAct,
    log: pino({ level: 'silent' }),
    onChange: () => {
      changes += 1
    },
    onSize: () => {
      sizes += 1
    },
  })
}
let sizes = 0

/** Sees what is there and waits until the pool has thought about it. */
async function look(pool: Pool): Promise<void> {
  const before = sizes
  pool.see(await readDesired(hostId, installation))
  await vi.waitFor(() => expect(sizes).toBeGreaterThan(before))
  await vi.waitFor(async () => expect((await sql.query('select')).rowCount).toBe(1))
}

const warm = async () =>
  (
    await sql.query<{ id: string }>(
      "select id from desks where host_id = $1 and employee_id is null and desired_state = 'running'",
      [hostId],
    )
  ).rows.map(({ id }) => id)
const untilWarm = (count: number) => vi.waitFor(async () => expect(await warm()).toHaveLength(count))

describe('the pool of a host', () => {
  it('lays out what is missing and has it looked at', async () => {
    await look(open())
    await untilWarm(2)
    expect(changes).toBe(1)
  })

  it('lays out no more when it is told twice of the same look', async () => {
    const pool = open()
    const old = await readDesired(hostId, installation)
    await look(pool)
    await untilWarm(2)
    pool.see(old)
    await look(pool)
    expect(await warm()).toHaveLength(2)
  })

  it('fills up after somebody was hired', async () => {
    const pool = open()
    await look(pool)
    await untilWarm(2)
    const [first] = await warm()
    const { companyId } = await addCompany(sql)
    const { employeeId, deskId } = await addEmployee(sql, companyId)
    await sql.query('delete from desks where id = $1', [deskId])
    await sql.query('update desks set company_id = $1, employee_id = $2 where id = $3', [
      companyId,
      employeeId,
      first,
    ])
    await look(pool)
    await untilWarm(2)
    expect(await warm()).not.toContain(first)
  })

  it('is emptied when it is switched off', async () => {
    await addDesk(sql, { host_id: hostId })
    await look(open({ min: 0, max: 3 }))
    await untilWarm(0)
  })

  it('knows whether there is somebody to move in', async () => {
    const pool = open()
    await look(pool)
    expect(pool.hasDesks()).toBe(false)
    await untilWarm(2)
    await look(pool)
    expect(pool.hasDesks()).toBe(true)
  })

  it('waits for a host that cannot run desks', async () => {
    readiness = { is: 'preparing', phase: 'installing_openclaw' }
    await look(open())
    expect(await warm()).toEqual([])
  })

  it('keeps its hands off while another orchestrator acts', async () => {
    mayAct = false
    open().see(await readDesired(hostId, installation))
    expect(await warm()).toEqual([])
  })

  it('replaces one that never became ready, but not at once', async () => {
    const pool = open({ min: 1, max: 1 })
    const failure = { code: 'crashed', text: 'x', action: 'x' }
    const failed = { observed_state: 'failed', observed_phase: 'given_up', observed_failure: failure }
    await addDesk(sql, { host_id: hostId, ...failed, observed_generation: 1 })
    await look(pool)
    await untilWarm(0)
    await look(pool)
    expect(await warm()).toEqual([])
    vi.useFakeTimers({ now: Date.now() + 31_000, toFake: ['Date'] })
    await look(pool)
    await untilWarm(1)
  })
})

describe('the demand', () => {
  it('is what was hired in the last hour, shared by the hosts that are there', async () => {
    await sql.query("update hosts set seen_at = now() - interval '1 day' where id <> $1", [hostId])
    const before = (await readDemand(hostId)).hiresLastHour
    const { companyId } = await addCompany(sql)
    for (let count = 0; count < 3; count++) await addEmployee(sql, companyId)
    await addEmployee(sql, companyId, { employee: { hired_at: new Date(Date.now() - 7_200_000) } })
    expect((await readDemand(hostId)).hiresLastHour).toBe(before + 3)
    await addHost(sql)
    expect((await readDemand(hostId)).hiresLastHour).toBe((before + 3) / 2)
  })

  it('knows the middle of the starts of this host', async () => {
    expect((await readDemand(hostId)).startMs).toBeUndefined()
    const { companyId } = await addCompany(sql)
    for (const ready_after_ms of [9_000, 11_000, 90_000])
      await addEmployee(sql, companyId, { desk: { host_id: hostId, ready_after_ms } })
    expect((await readDemand(hostId)).startMs).toBe(11_000)
  })
})
