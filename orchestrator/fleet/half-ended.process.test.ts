// An orchestrator that dies while a gateway is ending leaves one that is neither here nor gone: OpenClaw goes on for up to five minutes with the turn
// it is in, and takes nothing new. Whoever is wanted again meanwhile gets a new gateway at once. At the desk runs the stand-in.
import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import pg from 'pg'
import { afterAll, afterEach, beforeAll, beforeEach, expect, it, vi } from 'vitest'
import type { Member } from '#lib/access/caller.ts'
import { sendMessage } from '#lib/chat/send-message.ts'
import { closeDatabase, openDatabase } from '#lib/db/database.ts'
import { addCompany } from '#tests/support/company.ts'
import { type FreshDatabase, freshDatabase } from '#tests/support/database.ts'
import { onlyGateway } from '#tests/support/desk-installation.ts'
import { addEmployee, type Employee } from '#tests/support/employee.ts'
import {
  type OrchestratorHome,
  type OrchestratorProcess,
  openOrchestratorHome,
} from '#tests/support/orchestrator.ts'

const patiently = { timeout: 60_000, interval: 50 }
let fresh: FreshDatabase
let pool: pg.Pool
let home: OrchestratorHome
let orchestrator: OrchestratorProcess
let member: Member
let ada: Employee

beforeAll(async () => {
  fresh = await freshDatabase()
  openDatabase({ databaseUrl: fresh.databaseUrl, maxConnections: 3, applicationName: 'test' })
  pool = new pg.Pool({ connectionString: fresh.databaseUrl, max: 2 })
  home = await openOrchestratorHome(fresh.databaseUrl, { openclaw: 'stand-in' })
  const { companyId, owner } = await addCompany(pool)
  member = owner
  ada = await addEmployee(pool, companyId)
})
afterAll(async () => {
  if (process.env.SHOW_LOG) console.log(orchestrator.log())
  await home.close()
  await pool.end()
  await closeDatabase()
  await fresh.drop()
})

beforeEach(async () => {
  orchestrator = await home.start()
  await want('running')
})
afterEach(() => orchestrator.kill())

const want = (state: string) =>
  pool.query('update desks set desired_state = $2, desired_at = now() where id = $1', [ada.deskId, state])
const gateway = async () => (await onlyGateway(home.home, ada.deskId)).pid
const untilLogged = (words: string) =>
  vi.waitFor(async () => {
    const log = await readFile(join(home.home, 'desks', ada.deskId, 'gateway.log'), 'utf8')
    expect(log).toContain(words)
  }, patiently)
const untilReady = () =>
  vi.waitFor(async () => {
    const { rows } = await pool.query('select * from desks where id = $1', [ada.deskId])
    expect(rows[0]).toMatchObject({ observed_state: 'ready', observed_phase: 'ready' })
  }, patiently)

it('a gateway that was ending is ended, and a new one is there', async () => {
  await untilReady()
  const before = await gateway()
  await sendMessage(member, { employeeId: ada.employeeId, text: 'Never stop', attachments: [] })
  await untilLogged('a turn without an end')
  await want('stopped')
  await untilLogged('SIGTERM')
  await orchestrator.kill()
  expect(await gateway()).toBe(before)

  await want('running')
  orchestrator = await home.start()
  await vi.waitFor(async () => expect(await gateway()).not.toBe(before), patiently)
  await untilReady()
})
