// An orchestrator that dies while a gateway is ending leaves one that is neither here nor gone: OpenClaw goes on for up to five minutes with the turn
// it is in, and takes nothing new. Whoever is wanted again meanwhile gets a new gateway at once. At the desk runs the stand-in.
import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { afterAll, afterEach, beforeAll, beforeEach, expect, it, vi } from 'vitest'
import { sendMessage } from '#lib/chat/send-message.ts'
import { type OneDesk, openOneDesk } from '#tests/support/one-desk.ts'
import type { OrchestratorProcess } from '#tests/support/orchestrator.ts'

const patiently = { timeout: 60_000, interval: 50 }
let world: OneDesk
let orchestrator: OrchestratorProcess

beforeAll(async () => {
  world = await openOneDesk()
})
afterAll(async () => {
  if (process.env.SHOW_LOG) console.log(orchestrator.log())
  await world.close()
})

beforeEach(async () => {
  orchestrator = await world.home.start()
  await want('running')
})
afterEach(() => orchestrator.kill())

const want = (state: string) =>
  world.pool.query('update desks set desired_state = $2, desired_at = now() where id = $1', [
    world.ada.deskId,
    state,
  ])
const untilLogged = (words: string) =>
  vi.waitFor(async () => {
    const log = await readFile(join(world.home.home, 'desks', world.ada.deskId, 'gateway.log'), 'utf8')
    expect(log).toContain(words)
  }, patiently)
const untilReady = () =>
  vi.waitFor(async () => {
    const { rows } = await world.pool.query('select * from desks where id = $1', [world.ada.deskId])
    expect(rows[0]).toMatchObject({ observed_state: 'ready', observed_phase: 'ready' })
  }, patiently)

it('a gateway that was ending is ended, and a new one is there', async () => {
  await untilReady()
  const before = await world.gateway()
  await sendMessage(world.member, { employeeId: world.ada.employeeId, text: 'Never stop', attachments: [] })
  await untilLogged('a turn without an end')
  await want('stopped')
  await untilLogged('SIGTERM')
  await orchestrator.kill()
  expect(await world.gateway()).toBe(before)

  await want('running')
  orchestrator = await world.home.start()
  await vi.waitFor(async () => expect(await world.gateway()).not.toBe(before), patiently)
  await untilReady()
})
