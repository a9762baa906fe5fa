// Streams of desktops through a real edge: who gets one, and what becomes of it.
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest'
import { closeCodes } from '#lib/wire/desktop.ts'
import { type EdgeWorld, type Looking, openEdge, siteUrl } from '#tests/support/edge.ts'
import { type EdgePeople, peopleAt } from '#tests/support/edge-people.ts'
import { addHost } from '#tests/support/employee.ts'
import { greeting } from '#tests/support/rfb-desk.ts'
import { handshake, rfb } from '#tests/support/rfb-messages.ts'

let edge: EdgeWorld
let people: EdgePeople

beforeAll(async () => {
  edge = await openEdge()
})
afterAll(() => edge.close())
beforeEach(async () => {
  people = await peopleAt(edge)
})
afterEach(() => people.leave())

describe('a stream', () => {
  it('speaks RFB with the desktop, and carries what it shows', async () => {
    const looking = await people.look(people.mira)
    expect(looking.socket.protocol).toBe('binary')
    const update = Buffer.alloc(300_000, 7)
    edge.desks.show(people.desk.deskId, update)
    await vi.waitFor(() => expect(looking.received().length).toBe(greeting.length + update.length))
  })

  it('is as good in pieces of one byte', async () => {
    const looking = await edge.look(people.desk, await people.cookieOf(people.mira))
    for (const byte of Buffer.concat([handshake, rfb.updateRequest()]))
      looking.socket.send(Buffer.from([byte]))
    await vi.waitFor(() => expect(edge.desks.kinds(people.desk.deskId)).toEqual(['update_request']))
  })

  it('answers a page that asks for the latency', async () => {
    const looking = await people.look(people.mira)
    for (const text of ['ping 41', 'ping', 'ping -1', 'hello', 'ping 42']) looking.socket.send(text)
    await vi.waitFor(() => expect(looking.texts).toEqual(['pong 41', 'pong 42']))
  })

  it('ends for whoever does not speak the protocol', async () => {
    const looking = await people.look(people.mira)
    looking.socket.send(Buffer.from([99]))
    expect(await looking.closed).toMatchObject({ code: closeCodes.notUnderstood })
  })

  it('ends with its desk, and says so', async () => {
    const looking = await people.look(people.mira)
    edge.desks.end(people.desk.deskId)
    expect(await looking.closed).toMatchObject({ code: closeCodes.deskEnded })
  })

  it('is not there for a desk that cannot be reached', async () => {
    edge.desks.breakDown(true)
    const looking = await edge.look(people.desk, await people.cookieOf(people.mira))
    expect(await looking.closed).toMatchObject({ code: closeCodes.deskEnded })
  })

  it('leaves nothing at the desk when its viewer goes', async () => {
    const looking = await people.look(people.mira)
    expect(edge.desks.openStreams(people.desk.deskId)).toBe(1)
    looking.socket.terminate()
    await vi.waitFor(() => expect(edge.desks.openStreams(people.desk.deskId)).toBe(0))
  })

  it('is one of four for a session, and a fifth is told why', async () => {
    const cookie = await people.cookieOf(people.mira)
    for (let sockets = 0; sockets < 4; sockets += 1) await people.lookWith(cookie)
    const fifth = await edge.look(people.desk, cookie)
    expect(await fifth.closed).toMatchObject({ code: closeCodes.tooMany })
    expect(await edge.registry.metrics()).toMatch(/deskhand_desktop_sockets [4-9]/)
  })
})

describe('refused is a stream', () => {
  const cases: [string, number, (cookie: string) => Promise<Looking>][] = [
    ['without a cookie', 401, () => edge.look(people.desk, '')],
    ['with another cookie', 401, () => edge.look(people.desk, `__Host-desk=${'A'.repeat(43)}`)],
    ['with two cookies', 401, (cookie) => edge.look(people.desk, `${cookie}; __Host-desk=${'A'.repeat(43)}`)],
    [
      'with the cookie under another name',
      401,
      (cookie) => edge.look(people.desk, cookie.replace('__Host-', '')),
    ],
    ['without an origin', 403, (cookie) => edge.look(people.desk, cookie, { origin: undefined })],
    ['from nowhere', 403, (cookie) => edge.look(people.desk, cookie, { origin: 'null' })],
    [
      'from a foreign page',
      403,
      (cookie) => edge.look(people.desk, cookie, { origin: 'https://evil.example' }),
    ],
    [
      'from the desk’s own host',
      403,
      (cookie) => edge.look(people.desk, cookie, { origin: `http://${people.desk.host}` }),
    ],
    [
      'from a page that begins like the site',
      403,
      (cookie) => edge.look(people.desk, cookie, { origin: `${siteUrl}.evil.example` }),
    ],
    ['at the edge’s own address', 404, (cookie) => edge.look({ host: `127.0.0.1:${edge.port}` }, cookie)],
    [
      'at an unknown host',
      401,
      (cookie) => edge.look({ host: `${'e'.repeat(32)}.desk.localhost:${edge.port}` }, cookie),
    ],
    [
      'at a host that is named by a proxy only',
      404,
      (cookie) => edge.look({ host: 'localhost' }, cookie, { 'x-forwarded-host': people.desk.host }),
    ],
  ]
  it.each(cases)('%s', async (_, status, attempt) => {
    const cookie = await people.cookieOf(people.mira)
    const refused = await attempt(cookie)
    expect(refused.status).toBe(status)
    expect(edge.desks.openStreams(people.desk.deskId)).toBe(0)
    await people.lookWith(cookie)
  })

  it('with the cookie of another desk', async () => {
    const other = await edge.addDesk(people.desk.company)
    expect((await edge.look(people.desk, await people.cookieOf(people.mira, other))).status).toBe(401)
  })

  it('at a desk that has moved to another host', async () => {
    const cookie = await people.cookieOf(people.mira)
    await edge.sql.query('update desks set host_id = $1 where id = $2', [
      await addHost(edge.sql, { runtime: 'docker' }),
      people.desk.deskId,
    ])
    expect((await edge.look(people.desk, cookie)).status).toBe(421)
  })

  const ends: [string, string][] = [
    ['that nobody used for ten minutes', `seen_at = now() - interval '601 seconds'`],
    [
      'after its eight hours',
      `opened_at = now() - interval '9 hours', ends_at = now() - interval '1 second'`,
    ],
    ['that was closed', `closed_at = now(), closed_why = 'left'`],
  ]
  it.each(ends)('of a session %s', async (_, columns) => {
    const cookie = await people.cookieOf(people.mira)
    await edge.sql.query(`update desk_sessions set ${columns} where desk_id = $1`, [people.desk.deskId])
    expect((await edge.look(people.desk, cookie)).status).toBe(401)
  })

  it('of a session whose browser has left', async () => {
    const cookie = await people.cookieOf(people.mira)
    const looking = await people.lookWith(cookie)
    const left = await edge.send('POST', '/leave', { host: people.desk.host, origin: siteUrl, cookie })
    expect(left.status).toBe(200)
    expect(await looking.closed).toMatchObject({ code: closeCodes.revoked, reason: 'left' })
    expect((await edge.look(people.desk, cookie)).status).toBe(401)
  })
})
