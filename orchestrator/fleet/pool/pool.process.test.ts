// Warm desks: the whole orchestrator as a process of its own, and a hire by the verb. At the desks runs the stand-in, which answers with the first
// words of its SOUL.md; whoever is hired at a warm desk of OpenClaw itself is in ../whole-life.process.test.ts.
import { readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import pg from 'pg'
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest'
import { z } from 'zod'
import type { Member } from '#lib/access/caller.ts'
import { listMessages } from '#lib/chat/list-messages.ts'
import { sendMessage } from '#lib/chat/send-message.ts'
import { closeDatabase, openDatabase } from '#lib/db/database.ts'
import { fire } from '#lib/employee/fire.ts'
import { hire } from '#lib/employee/hire.ts'
import { readEmployee } from '#lib/employee/read-employee.ts'
import { deskFolder } from '#orchestrator/runtime/process/desk-folder.ts'
import { addCompany } from '#tests/support/company.ts'
import { type FreshDatabase, freshDatabase } from '#tests/support/database.ts'
import { onlyGateway } from '#tests/support/desk-installation.ts'
import {
  type OrchestratorHome,
  type OrchestratorProcess,
  openOrchestratorHome,
} from '#tests/support/orchestrator.ts'

const patiently = { timeout: 90_000, interval: 25 }
let fresh: FreshDatabase
let pool: pg.Pool
let home: OrchestratorHome
let orchestrator: OrchestratorProcess
let owner: Member
let start: (extra?: Record<string, string>) => Promise<void>

beforeAll(async () => {
  fresh = await freshDatabase()
  openDatabase({ databaseUrl: fresh.databaseUrl, maxConnections: 3, applicationName: 'test' })
  pool = new pg.Pool({ connectionString: fresh.databaseUrl, max: 2 })
  home = await openOrchestratorHome(fresh.databaseUrl, { openclaw: 'stand-in' })
  start = async (extra = {}) => {
    orchestrator = await home.start({ DESK_WARM_MIN: '1', DESK_WARM_MAX: '1', ...extra })
  }
  owner = (await addCompany(pool, { planKey: 'studio' })).owner
  await start()
})
afterAll(async () => {
  if (process.env.SHOW_LOG) console.log(orchestrator.log())
  await home.close()
  await pool.end()
  await closeDatabase()
  await fresh.drop()
})

const deskRow = z.object({
  id: z.string(),
  observed_state: z.string(),
  ready_after_ms: z.number().nullable(),
})
const desksWhere = async (condition: string, values: unknown[] = []) =>
  z.array(deskRow).parse((await pool.query(`select * from desks where ${condition}`, values)).rows)

const untilWarm = () =>
  vi.waitFor(async () => {
    const [desk] = await desksWhere(
      "employee_id is null and desired_state = 'running' and observed_state = 'ready'",
    )
    if (!desk) throw new Error('No warm desk waits')
    return desk.id
  }, patiently)
const deskOf = async (employeeId: string) => (await desksWhere('employee_id = $1', [employeeId]))[0]
const untilReady = (id: string) =>
  vi.waitFor(async () => expect((await readEmployee(owner, { id })).lifecycle).toBe('ready'), patiently)

/** The whole answer. */
async function ask(employeeId: string, text: string): Promise<string> {
  const { id } = await sendMessage(owner, { employeeId, text, attachments: [] })
  return vi.waitFor(async () => {
    const { items } = await listMessages(owner, { employeeId, limit: 10 })
    const answer = items.find(({ replyTo }) => replyTo === id)
    if (answer?.status !== 'complete') throw new Error(`The answer is ${JSON.stringify(answer)}`)
    return answer.text
  }, patiently)
}

/** What the gateway keeps of its sessions, as it lies on the disk. */
async function sessionsIn(state: string): Promise<string> {
  const folder = join(state, 'agents/main/agent')
  const files = (await readdir(folder)).filter((name) => name.startsWith('openclaw-agent.sqlite'))
  return (await Promise.all(files.map((name) => readFile(join(folder, name), 'latin1')))).join()
}

describe('a hire', () => {
  it('takes the desk that waits and is answered as the new person within the first turn', async () => {
    const warm = await untilWarm()
    const gateway = (await onlyGateway(home.home, warm)).pid
    const employee = await hire(owner, { roleKey: 'executive-assistant', name: 'Wilhelmina' })
    expect((await deskOf(employee.id))?.id).toBe(warm)
    const answer = await ask(employee.id, 'here I am')
    expect(answer).toMatch(/You are Wilhelmina.*here I am$/s)
    expect(answer).not.toContain('Nobody works at this desk')
    expect((await onlyGateway(home.home, warm)).pid).toBe(gateway)
  })

  it('leaves room for the next: another desk is made ready', async () => {
    const next = await untilWarm()
    expect(
      (await desksWhere('employee_id is null and desired_state = $1', ['running'])).map(({ id }) => id),
    ).toEqual([next])
  })
})

describe('an orchestrator that dies between the hire and the identity', () => {
  it.each(['move_in:before', 'move_in:after'])('at %s: the next one moves them in', async (place) => {
    const warm = await untilWarm()
    await orchestrator.kill()
    await start({ DESKHAND_CRASH_AT: place })
    const employee = await hire(owner, { roleKey: 'researcher', name: `Zacharias ${place}` })
    expect((await deskOf(employee.id))?.id).toBe(warm)
    await orchestrator.exited
    expect((await readEmployee(owner, { id: employee.id })).lifecycle).toBe('starting')
    await start()
    await untilReady(employee.id)
    expect(await ask(employee.id, 'still here')).toMatch(new RegExp(`Zacharias ${place}.*still here$`, 's'))
    await fire(owner, { id: employee.id })
  })
})

it('somebody who is fired while they move in does not work', async () => {
  await untilWarm()
  const { id } = await hire(owner, { roleKey: 'researcher', name: 'Short' })
  await fire(owner, { id })
  await vi.waitFor(async () => expect((await deskOf(id))?.observed_state).toBe('stopped'), patiently)
})

it('somebody who sleeps is woken by a message and answers it; how long that takes is measured', async () => {
  await untilWarm()
  const { id } = await hire(owner, { roleKey: 'researcher', name: 'Sleepy' })
  await untilReady(id)
  const long = "now() - interval '31 minutes'"
  await pool.query(
    `update desks set desired_at = ${long}, ready_at = ${long}, ready_after_ms = null where employee_id = $1`,
    [id],
  )
  await pool.query('select deskhand.sleep_idle_desks()')
  await vi.waitFor(async () => expect((await deskOf(id))?.observed_state).toBe('stopped'), patiently)
  expect(await ask(id, 'awake again')).toMatch(/You are Sleepy.*awake again$/s)
  expect((await deskOf(id))?.ready_after_ms).toBeGreaterThan(700)
  await fire(owner, { id })
})

it('warm desks are sent away when they are switched off; a desk that is made then does its first turn unasked', async () => {
  await untilWarm()
  await orchestrator.kill()
  await start({ DESK_WARM_MIN: '0' })
  await vi.waitFor(
    async () => expect(await desksWhere("employee_id is null and observed_state <> 'gone'")).toEqual([]),
    patiently,
  )
  const { id } = await hire(owner, { roleKey: 'researcher', name: 'Cold' })
  await untilReady(id)
  const { state } = deskFolder(join(home.home, 'desks'), (await deskOf(id))?.id ?? '')
  await vi.waitFor(async () => expect(await sessionsIn(state)).toContain('The desk warms up.'), patiently)
})
