// A gateway that cannot reach its own memory any more fails every turn until its process ends (docs/gateway.md): it is restarted by itself, and
// what waits is answered by the next one. At the desk runs the stand-in.
import pg from 'pg'
import { afterAll, beforeAll, expect, it, vi } from 'vitest'
import type { Member } from '#lib/access/caller.ts'
import { listMessages } from '#lib/chat/list-messages.ts'
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

const patiently = { timeout: 60_000, interval: 100 }
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
  orchestrator = await home.start()
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

const send = (text: string) => sendMessage(member, { employeeId: ada.employeeId, text, attachments: [] })
const gateway = async () => (await onlyGateway(home.home, ada.deskId)).pid
const desk = async () => (await pool.query('select * from desks where id = $1', [ada.deskId])).rows[0]

const answerTo = ({ id }: { id: string }) =>
  vi.waitFor(async () => {
    const { items } = await listMessages(member, { employeeId: ada.employeeId, limit: 20 })
    const answer = items.find(({ replyTo, status }) => replyTo === id && status !== 'streaming')
    if (!answer) throw new Error(JSON.stringify(items))
    return answer
  }, patiently)

it('says what happened, is restarted once, and the next gateway answers what waited', async () => {
  expect(await answerTo(await send('Good morning'))).toMatchObject({ status: 'complete' })
  const before = await gateway()
  const { observed_crashes: crashes } = await desk()

  // Both are asked at once: the second waits behind the first, and must not be spent on the same gateway.
  const [lost, waiting] = [await send('Lose your memory'), await send('Still there?')]
  expect(await answerTo(lost)).toMatchObject({
    status: 'failed',
    failure: {
      code: 'desk_needs_restart',
      action: expect.stringMatching(/^It is restarted by itself\b/),
    },
  })
  expect(await answerTo(waiting)).toMatchObject({
    status: 'complete',
    text: expect.stringContaining('Still there?'),
  })
  expect(await gateway()).not.toBe(before)
  expect(await desk()).toMatchObject({ observed_state: 'ready', observed_failure: null })
  expect((await desk()).observed_crashes).toHaveLength(crashes.length + 1)
})

it('is left alone from then on', async () => {
  const before = await gateway()
  expect(await answerTo(await send('And now?'))).toMatchObject({ status: 'complete' })
  expect(await gateway()).toBe(before)
})
