// The whole orchestrator over desks in Docker: an employee gets a desk, answers from it, and its model calls go out through the gatehouse.
import { afterAll, beforeAll, expect, it, vi } from 'vitest'
import { installationOf } from '#local/docker/installation.ts'
import { type ChatOffice, openChatOffice } from '#tests/support/chat-office.ts'
import { type FreshDatabase, freshDatabase } from '#tests/support/database.ts'
import { freePort } from '#tests/support/free-port.ts'
import type { OrchestratorProcess } from '#tests/support/orchestrator.ts'

let fresh: FreshDatabase
let office: ChatOffice
let orchestrator: OrchestratorProcess
const { DESK_IMAGE, GATEHOUSE_IMAGE } = process.env
const images = { ...(DESK_IMAGE && { DESK_IMAGE }), ...(GATEHOUSE_IMAGE && { GATEHOUSE_IMAGE }) }
beforeAll(async () => {
  fresh = await freshDatabase()
  office = await openChatOffice(fresh.databaseUrl)
  const port = String(await freePort())
  const proxy = { MODEL_PROXY_PORT: port, MODEL_PROXY_URL: `http://127.0.0.1:${port}` }
  orchestrator = await office.start({ DESK_RUNTIME: 'docker', ...proxy, ...images })
})
afterAll(async () => {
  if (process.env.SHOW_LOG) console.log(orchestrator.log())
  const installation = installationOf(office.home.home)
  await office.close()
  await installation?.remove()
  await fresh.drop()
})

it('an employee at a desk in Docker becomes ready and answers', async () => {
  const startedAt = performance.now()
  await untilDesk('ready')
  office.note('hired to ready', startedAt)
  const asked = await office.send('Say hello.')
  const sentAt = performance.now()
  const answer = await office.ended(asked)
  office.note('sent to answered', sentAt)
  expect(answer.status).toBe('complete')
})

it('what it may not open is refused at the gatehouse, by name', async () => {
  const asked = await office.send('DO web_fetch {"url":"http://elsewhere.example/"}\nSAY\nDone.')
  const answer = await office.ended(asked)
  expect(answer.status).toBe('complete')
  expect(JSON.stringify(answer.toolCalls)).toContain('Proxy response (403)')
})

async function untilDesk(state: string): Promise<void> {
  await vi.waitFor(
    async () => {
      const { rows } = await office.pool.query('select * from desks where id = $1', [office.ada.deskId])
      if (rows[0]?.observed_state !== state) throw new Error(JSON.stringify(rows[0]))
    },
    { timeout: 180_000, interval: 100 },
  )
}
