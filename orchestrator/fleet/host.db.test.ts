import { rm } from 'node:fs/promises'
import pg from 'pg'
import pino from 'pino'
import { afterAll, afterEach, beforeAll, describe, expect, it, vi } from 'vitest'
import { closeDatabase, openDatabase } from '#lib/db/database.ts'
import { addCompany } from '#tests/support/company.ts'
import { type FreshDatabase, freshDatabase } from '#tests/support/database.ts'
import { addDesk, addEmployee } from '#tests/support/employee.ts'
import { makeFolder } from '#tests/support/temporary-folder.ts'
import { claimDesks } from './claim-desks.ts'
import { type HostHold, holdHost } from './hold-host.ts'
import { hostNameOf, registerHost } from './register-host.ts'

let fresh: FreshDatabase
let sql: pg.Client
const log = pino({ level: 'silent' })
const patiently = { timeout: 10_000 }

beforeAll(async () => {
  fresh = await freshDatabase()
  openDatabase({ databaseUrl: fresh.databaseUrl, maxConnections: 6, applicationName: 'test' })
  sql = new pg.Client({ connectionString: fresh.databaseUrl })
  await sql.connect()
})
afterAll(async () => {
  await sql.end()
  await closeDatabase()
  await fresh.drop()
})

const register = (name: string) => registerHost({ name, runtime: 'process', version: '1.0.0' })

describe('the name of a host', () => {
  it('stays with its home, whatever the machine is called', async () => {
    const folder = await makeFolder('deskhand-home-')
    const names = await Promise.all(
      ['one', 'two', 'three'].map((machine) => hostNameOf(folder.path, machine)),
    )
    expect(new Set(names).size).toBe(1)
    expect(await hostNameOf(folder.path, 'renamed')).toBe(names[0])
    await folder.remove()
  })

  it('differs between homes of one machine', async () => {
    const folders = [await makeFolder('deskhand-home-'), await makeFolder('deskhand-home-')]
    const [one, two] = await Promise.all(folders.map(({ path }) => hostNameOf(path, 'machine')))
    expect(one).not.toBe(two)
    await Promise.all(folders.map(({ path }) => rm(path, { recursive: true })))
  })

  it('is one row, however often it is registered', async () => {
    expect(await register('again')).toBe(await register('again'))
  })
})

describe('desks without a host', () => {
  it('are taken once, however many hosts ask at once', async () => {
    const { companyId } = await addCompany(sql)
    for (let hired = 0; hired < 12; hired++) await addEmployee(sql, companyId)
    const hosts = await Promise.all(['a', 'b', 'c'].map(register))
    const claimed = await Promise.all(hosts.flatMap((host) => [claimDesks(host), claimDesks(host)]))
    expect(claimed.reduce((sum, count) => sum + count, 0)).toBe(12)
    const { rows } = await sql.query(
      'select host_id, count(*)::int from desks where company_id = $1 group by 1',
      [companyId],
    )
    expect(rows.map((row) => row.host_id)).not.toContain(null)
  })

  it('that nobody works at, or that are gone, stay where they are', async () => {
    const { companyId } = await addCompany(sql)
    await addDesk(sql)
    await addEmployee(sql, companyId, { desk: { desired_state: 'absent', observed_state: 'gone' } })
    expect(await claimDesks(await register('late'))).toBe(0)
  })
})

describe('the hold of a host', () => {
  const holds: HostHold[] = []
  const hold = (hostName: string) => {
    const held = holdHost({ databaseUrl: fresh.databaseUrl, hostName, log, onHeld: vi.fn() })
    holds.push(held)
    return held
  }
  afterEach(async () => {
    await Promise.all(holds.splice(0).map((held) => held.letGo()))
  })

  it('is one orchestrator’s at a time; the other says what it waits for, and gets it when the first lets go', async () => {
    const first = hold('busy')
    await vi.waitFor(() => expect(first.isHeld()).toBe(true), patiently)
    const second = hold('busy')
    await vi.waitFor(
      () => expect(second.waitsFor()).toBe('another orchestrator with the same host name'),
      patiently,
    )
    expect(second.isHeld()).toBe(false)
    await first.letGo()
    await vi.waitFor(() => expect(second.isHeld()).toBe(true), patiently)
    expect(second.waitsFor()).toBeUndefined()
  })

  it('of another host is no matter', async () => {
    const [one, two] = [hold('one'), hold('two')]
    await vi.waitFor(() => expect([one.isHeld(), two.isHeld()]).toEqual([true, true]), patiently)
  })

  it('ends with its connection, and comes back', async () => {
    const held = hold('cut')
    await vi.waitFor(() => expect(held.isHeld()).toBe(true), patiently)
    await sql.query(
      "select pg_terminate_backend(pid) from pg_stat_activity where application_name = 'deskhand-host'",
    )
    await vi.waitFor(() => expect(held.isHeld()).toBe(false), { ...patiently, interval: 5 })
    await vi.waitFor(() => expect(held.isHeld()).toBe(true), patiently)
  })
})
