// A gateway that cannot reach its own memory any more fails every turn until its process ends (docs/gateway.md): it is restarted by itself, and
// what waits is answered by the next one. At the desk runs the stand-in.
import { afterAll, beforeAll, expect, it, vi } from 'vitest'
import { listMessages } from '#lib/chat/list-messages.ts'
import { sendMessage } from '#lib/chat/send-message.ts'
import { type OneDesk, openOneDesk } from '#tests/support/one-desk.ts'
import type { OrchestratorProcess } from '#tests/support/orchestrator.ts'

const patiently = { timeout: 60_000, interval: 100 }
let world: OneDesk
let orchestrator: OrchestratorProcess

beforeAll(async () => {
  world = await openOneDesk()
  orchestrator = await world.home.start()
})
afterAll(async () => {
  if (process.env.SHOW_LOG) console.log(orchestrator.log())
  await world.close()
})

const send = (text: string) =>
  sendMessage(world.member, { employeeId: world.ada.employeeId, text, attachments: [] })
const desk = async () =>
  (await world.pool.query('select * from desks where id = $1', [world.ada.deskId])).rows[0]

const answerTo = ({ id }: { id: string }) =>
  vi.waitFor(async () => {
    const { items } = await listMessages(world.member, { employeeId: world.ada.employeeId, limit: 20 })
    const answer = items.find(({ replyTo, status }) => replyTo === id && status !== 'streaming')
    if (!answer) throw new Error(JSON.stringify(items))
    return answer
  }, patiently)

it('says what happened, is restarted once, and the next gateway answers what waited', async () => {
  expect(await answerTo(await send('Good morning'))).toMatchObject({ status: 'complete' })
  const before = await world.gateway()
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
  expect(await world.gateway()).not.toBe(before)
  expect(await desk()).toMatchObject({ observed_state: 'ready', observed_failure: null })
  expect((await desk()).observed_crashes).toHaveLength(crashes.length + 1)
})

it('is left alone from then on', async () => {
  const before = await world.gateway()
  expect(await answerTo(await send('And now?'))).toMatchObject({ status: 'complete' })
  expect(await world.gateway()).toBe(before)
})
