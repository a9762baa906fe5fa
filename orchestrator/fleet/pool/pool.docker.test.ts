// A warm desk in Docker: who is hired moves in by files alone, and their first answer comes from the container that waited.
import { afterAll, beforeAll, expect, it, vi } from 'vitest'
import { listMessages } from '#lib/chat/list-messages.ts'
import { sendMessage } from '#lib/chat/send-message.ts'
import { hire } from '#lib/employee/hire.ts'
import { installationOf } from '#local/docker/installation.ts'
import { type ChatOffice, openChatOffice } from '#tests/support/chat-office.ts'
import { type FreshDatabase, freshDatabase } from '#tests/support/database.ts'
import { freePort } from '#tests/support/free-port.ts'
import type { OrchestratorProcess } from '#tests/support/orchestrator.ts'

const patiently = { timeout: 180_000, interval: 25 }
let fresh: FreshDatabase
let office: ChatOffice
let orchestrator: OrchestratorProcess
const { DESK_IMAGE, GATEHOUSE_IMAGE } = process.env
const images = { ...(DESK_IMAGE && { DESK_IMAGE }), ...(GATEHOUSE_IMAGE && { GATEHOUSE_IMAGE }) }

beforeAll(async () => {
  fresh = await freshDatabase()
  office = await openChatOffice(fresh.databaseUrl)
  // Nobody works here yet.
  await office.pool.query("update desks set desired_state = 'stopped'")
  await office.pool.query("update companies set plan_key = 'studio'")
  const port = String(await freePort())
  const proxy = { MODEL_PROXY_PORT: port, MODEL_PROXY_URL: `http://127.0.0.1:${port}` }
  const pool = { DESK_WARM_MIN: '1', DESK_WARM_MAX: '1' }
  orchestrator = await office.start({ DESK_RUNTIME: 'docker', ...pool, ...proxy, ...images })
})
afterAll(async () => {
  if (process.env.SHOW_LOG) console.log(orchestrator.log())
  const installation = installationOf(office.home.home)
  await office.close()
  await installation?.remove()
  await fresh.drop()
})

it('is given to the next who is hired, and answers as them', async () => {
  const warm = await vi.waitFor(async () => {
    const { rows } = await office.pool.query(
      "select id from desks where employee_id is null and observed_state = 'ready'",
    )
    if (!rows[0]) throw new Error('No warm desk waits')
    return rows[0].id
  }, patiently)
  const hiredAt = performance.now()
  const { id: employeeId } = await hire(office.member, { roleKey: 'executive-assistant', name: 'Wilhelmina' })
  const { id } = await sendMessage(office.member, { employeeId, text: 'SAY here I am', attachments: [] })
  const answer = await vi.waitFor(async () => {
    const { items } = await listMessages(office.member, { employeeId, limit: 10 })
    const found = items.find(({ replyTo }) => replyTo === id)
    if (!found?.finishedAt) throw new Error(`The answer is ${JSON.stringify(found)}`)
    return found
  }, patiently)
  office.note('hired -> whole first answer, in Docker', hiredAt)
  expect(answer).toMatchObject({ status: 'complete', text: 'here I am' })
  expect(JSON.stringify(office.model.calls.at(-1))).toContain('Wilhelmina')
  const { rows } = await office.pool.query('select id from desks where employee_id = $1', [employeeId])
  expect(rows).toEqual([{ id: warm }])
})
