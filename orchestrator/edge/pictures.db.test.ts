// Pictures of desktops, as the app asks the orchestrator for them.
import { once } from 'node:events'
import { createServer, type Server } from 'node:http'
import express from 'express'
import pino from 'pino'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { answerProblems } from '#orchestrator/http/answer-problems.ts'
import { type RfbDesk, standInDesks } from '#tests/support/rfb-desk.ts'
import { addSeenDesk, type SeenDesk } from '#tests/support/seen-desk.ts'
import { openVerbWorld, type VerbWorld } from '#tests/support/verbs.ts'
import { showPictures } from './pictures.ts'

let world: VerbWorld
let server: Server
let url: string
let desks: RfbDesk
let desk: SeenDesk
let now = 0

beforeAll(async () => {
  world = await openVerbWorld()
})
afterAll(() => world.close())
beforeEach(async () => {
  desks = standInDesks()
  desk = await addSeenDesk(world.sql)
  server?.close()
  const app = express()
  app.get(
    '/pictures/:deskId',
    showPictures({ hostName: desk.hostName, runtime: desks.runtime, now: () => now }),
  )
  app.use(answerProblems(pino({ level: 'silent' })))
  server = createServer(app).listen(0, '127.0.0.1')
  await once(server, 'listening')
  const address = server.address()
  url = `http://127.0.0.1:${typeof address === 'object' && address ? address.port : 0}/pictures`
})
afterAll(() => void server.close())

const ask = (query = '', deskId = desk.deskId) => fetch(`${url}/${deskId}${query}`)

describe('the picture of a desktop', () => {
  it('is a picture, kept for a moment, also by the browser', async () => {
    const first = await ask()
    expect(first.headers.get('content-type')).toBe('image/jpeg')
    expect(first.headers.get('cache-control')).toBe('private, max-age=8')
    expect(await first.text()).toBe('picture 1')
    now += 7_999
    expect(await (await ask()).text()).toBe('picture 1')
    now += 1
    expect(await (await ask()).text()).toBe('picture 2')
  })

  it('is taken once for many who ask at once, and once for each width', async () => {
    await Promise.all(Array.from({ length: 10 }, () => ask()))
    expect(desks.picturesTaken()).toBe(1)
    await ask('?width=960')
    expect(desks.picturesTaken()).toBe(2)
  })

  it('that failed is tried again at once', async () => {
    desks.breakDown(true)
    expect((await ask()).status).toBe(500)
    desks.breakDown(false)
    expect((await ask()).status).toBe(200)
  })

  it.each([
    ['asleep', `desired_state = 'asleep'`],
    ['starting', `observed_state = 'starting'`],
  ])('is not taken of a desk that is %s', async (_, columns) => {
    await world.sql.query(`update desks set ${columns} where id = $1`, [desk.deskId])
    expect((await ask()).status).toBe(409)
    expect(desks.picturesTaken()).toBe(0)
  })

  it('is not taken of desks elsewhere, unknown ones, and in no size that fills the memory', async () => {
    const elsewhere = await addSeenDesk(world.sql)
    expect((await ask('', elsewhere.deskId)).status).toBe(503)
    expect((await ask('', '00000000-0000-4000-8000-000000000000')).status).toBe(404)
    expect((await ask('', 'x')).status).toBe(400)
    expect((await ask('?width=100000')).status).toBe(400)
    expect(desks.picturesTaken()).toBe(0)
  })
})
