import pg from 'pg'
import pino from 'pino'
import { afterAll, afterEach, beforeAll, beforeEach, expect, it, vi } from 'vitest'
import type { EventHint } from '#lib/wire/event.ts'
import { addCompany } from '#tests/support/company.ts'
import { type FreshDatabase, freshDatabase } from '#tests/support/database.ts'
import { addEmployee } from '#tests/support/employee.ts'
import { type HintListener, listenHints } from './listen-hints.ts'

let fresh: FreshDatabase
let sql: pg.Client
let listener: HintListener
let heard: EventHint[]
let resyncs: number

beforeAll(async () => {
  fresh = await freshDatabase()
  sql = new pg.Client({ connectionString: fresh.databaseUrl })
  await sql.connect()
})
afterAll(async () => {
  await sql.end()
  await fresh.drop()
})
beforeEach(() => {
  heard = []
  resyncs = 0
  listener = listenHints({ databaseUrl: fresh.databaseUrl, log: pino({ level: 'silent' }) })
  listener.subscribe({ hint: (hint) => heard.push(hint), resync: () => (resyncs += 1) })
})
afterEach(() => listener.close())

it('tells of a hire', async () => {
  await vi.waitFor(() => expect(resyncs).toBe(1))
  const { companyId } = await addCompany(sql)
  const { employeeId } = await addEmployee(sql, companyId)
  await vi.waitFor(() =>
    expect(heard).toContainEqual(expect.objectContaining({ kind: 'employee', employeeId, companyId })),
  )
})

it('comes back after the connection was cut, and says that something may have been missed', async () => {
  await vi.waitFor(() => expect(resyncs).toBe(1))
  await sql.query(
    "select pg_terminate_backend(pid) from pg_stat_activity where application_name = 'deskhand-hints'",
  )
  await vi.waitFor(() => expect(resyncs).toBe(2), { timeout: 10_000 })
  await sql.query(`select pg_notify('deskhand_events', '{"kind":"employee","subjectId":"x"}')`)
  await vi.waitFor(() => expect(heard).toHaveLength(1))
})

it('passes over what it does not understand', async () => {
  await vi.waitFor(() => expect(resyncs).toBe(1))
  await sql.query(`select pg_notify('deskhand_events', 'nonsense'), pg_notify('deskhand_events', '{}'),
    pg_notify('deskhand_events', '{"kind":"member","subjectId":"x"}')`)
  await vi.waitFor(() => expect(heard).toEqual([{ kind: 'member', subjectId: 'x' }]))
})

it('tells every subscriber, and none that has left', async () => {
  await vi.waitFor(() => expect(resyncs).toBe(1))
  const late = { hint: vi.fn(), resync: vi.fn() }
  const left = { hint: vi.fn(), resync: vi.fn() }
  listener.subscribe(late)
  listener.subscribe(left)()
  expect(late.resync).toHaveBeenCalledOnce()
  await sql.query(`select pg_notify('deskhand_events', '{"kind":"member","subjectId":"x"}')`)
  await vi.waitFor(() => expect(late.hint).toHaveBeenCalledOnce())
  expect(left.hint).not.toHaveBeenCalled()
})
