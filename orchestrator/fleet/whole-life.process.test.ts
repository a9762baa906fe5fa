// One life with OpenClaw itself: hired at a warm desk, packed, put back, made anew. Everything that is killed in between is drilled with the
// stand-in (drill, pool/pool, ../archive/archives); here it is seen that OpenClaw bears what is done with its home.
import { readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import pg from 'pg'
import { afterAll, beforeAll, expect, it, vi } from 'vitest'
import { z } from 'zod'
import type { Member } from '#lib/access/caller.ts'
import { listMessages } from '#lib/chat/list-messages.ts'
import { sendMessage } from '#lib/chat/send-message.ts'
import { closeDatabase, openDatabase } from '#lib/db/database.ts'
import { hire } from '#lib/employee/hire.ts'
import { addCompany, insertRow } from '#tests/support/company.ts'
import { type FreshDatabase, freshDatabase } from '#tests/support/database.ts'
import { onlyGateway } from '#tests/support/desk-installation.ts'
import { freePort } from '#tests/support/free-port.ts'
import {
  type OrchestratorHome,
  type OrchestratorProcess,
  openOrchestratorHome,
} from '#tests/support/orchestrator.ts'
import { type RecordedModel, startRecordedModel, wordsOf } from '#tests/support/recorded-model.ts'

const patiently = { timeout: 110_000, interval: 25 }
let fresh: FreshDatabase
let pool: pg.Pool
let model: RecordedModel
let home: OrchestratorHome
let orchestrator: OrchestratorProcess
let start: (warm: string) => Promise<void>
let owner: Member
let employeeId: string
let deskId: string

beforeAll(async () => {
  fresh = await freshDatabase()
  openDatabase({ databaseUrl: fresh.databaseUrl, maxConnections: 3, applicationName: 'test' })
  pool = new pg.Pool({ connectionString: fresh.databaseUrl, max: 2 })
  model = await startRecordedModel()
  home = await openOrchestratorHome(fresh.databaseUrl)
  const proxyPort = String(await freePort())
  start = async (warm) => {
    orchestrator = await home.start({
      MODEL_UPSTREAM_URL: model.url,
      MODEL_PROXY_PORT: proxyPort,
      MODEL_PROXY_URL: `http://127.0.0.1:${proxyPort}`,
      DESK_WARM_MIN: warm,
      DESK_WARM_MAX: warm,
    })
  }
  owner = (await addCompany(pool, { planKey: 'studio' })).owner
  await start('1')
})
afterAll(async () => {
  if (process.env.SHOW_LOG) console.log(orchestrator.log())
  await home.close()
  await model.close()
  await pool.end()
  await closeDatabase()
  await fresh.drop()
})

const readRow = async (table: string, id: string) =>
  (await pool.query(`select * from ${table} where id = $1`, [id])).rows[0]
const untilRow = (table: string, id: string, facts: object) =>
  vi.waitFor(async () => expect(await readRow(table, id)).toMatchObject(facts), patiently)
const untilReady = (facts = {}) =>
  untilRow('desks', deskId, { observed_state: 'ready', observed_phase: 'ready', ...facts })
const gateway = async () => (await onlyGateway(home.home, deskId)).pid
const memory = () => join(home.home, 'desks', deskId, 'home/.openclaw/workspace/MEMORY.md')

async function untilWarm(): Promise<string> {
  return vi.waitFor(async () => {
    const { rows } = await pool.query(
      "select id from desks where employee_id is null and observed_state = 'ready'",
    )
    if (!rows[0]) throw new Error('No warm desk waits')
    return String(rows[0].id)
  }, patiently)
}

/** Says it and waits for the whole answer; what the model was asked then has everything that the gateway remembers. */
async function say(words: string): Promise<string> {
  const { id } = await sendMessage(owner, { employeeId, text: `SAY ${words}`, attachments: [] })
  await vi.waitFor(async () => {
    const { items } = await listMessages(owner, { employeeId, limit: 20 })
    const answer = items.find(({ replyTo }) => replyTo === id)
    expect(answer).toMatchObject({ status: 'complete', text: words })
  }, patiently)
  const call = z.looseObject({ system: z.unknown() }).parse(model.calls.at(-1))
  return `${JSON.stringify(call.system)}\n${wordsOf(model.calls.at(-1) ?? { messages: [] })}`
}

it('whoever is hired gets the warm desk and is answered as the new person within the first turn', async () => {
  const warm = await untilWarm()
  deskId = warm
  const before = await gateway()
  const hiredAt = performance.now()
  employeeId = (await hire(owner, { roleKey: 'executive-assistant', name: 'Wilhelmina' })).id
  expect(await readRow('desks', warm)).toMatchObject({ employee_id: employeeId })
  const prompt = await say('here I am')
  const ms = Math.round(performance.now() - hiredAt)
  console.log(`hire -> whole first answer: ${ms} ms`)
  expect(ms).toBeLessThan(10_000)
  expect(prompt).toContain('Wilhelmina')
  expect(prompt).not.toContain('Nobody works at this desk')
  expect(await gateway()).toBe(before)
  // The next warm desk would only take time from this one.
  await orchestrator.kill()
  await start('0')
})

it('a backup is put back: OpenClaw goes on over the home, and knows what was said before and not what was said since', async () => {
  const place = { company_id: owner.companyId, employee_id: employeeId }
  await writeFile(memory(), 'before')
  const packed = await gateway()
  const archive = String((await insertRow(pool, 'home_archives', place)).id)
  await untilRow('home_archives', archive, { state: 'ready', left_out: 0 })
  await untilReady()
  expect(await gateway()).not.toBe(packed)
  await writeFile(memory(), 'after')
  expect(await say('said later')).toContain('here I am')

  const restore = String((await insertRow(pool, 'home_restores', { ...place, archive_id: archive })).id)
  await untilRow('home_restores', restore, { state: 'done' })
  await untilReady()
  expect(await readFile(memory(), 'utf8')).toBe('before')
  const remembered = await say('back again')
  expect(remembered).toContain('here I am')
  expect(remembered).not.toContain('said later')
})

it('a desk that is made anew has one new gateway over the same home', async () => {
  const before = await gateway()
  const { rows } = await pool.query(
    'update desks set desired_generation = desired_generation + 1, desired_at = now() where id = $1 returning desired_generation',
    [deskId],
  )
  await untilReady({ observed_generation: rows[0].desired_generation })
  expect(await gateway()).not.toBe(before)
  expect(await readFile(memory(), 'utf8')).toBe('before')
  expect(await say('anew')).toContain('back again')
})
