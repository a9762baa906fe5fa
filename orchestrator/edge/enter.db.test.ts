// Who gets past the edge of a desk, and who does not: every refusal beside the same request that is let through.
import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import type { Member } from '#lib/access/caller.ts'
import { readTicket, signTicket, type TicketClaims } from '#lib/desktop/ticket.ts'
import { enteredDesktop } from '#lib/wire/desktop.ts'
import { addMember } from '#tests/support/company.ts'
import { type EdgeWorld, openEdge, siteUrl } from '#tests/support/edge.ts'
import { addHost } from '#tests/support/employee.ts'
import type { SeenDesk } from '#tests/support/seen-desk.ts'

let edge: EdgeWorld
let desk: SeenDesk & { host: string }
let mira: Member

beforeAll(async () => {
  edge = await openEdge()
})
afterAll(() => edge.close())
beforeEach(async () => {
  desk = await edge.addDesk()
  mira = await addMember(edge.sql, desk.companyId, { displayName: 'Mira' })
  await edge.sql.query('delete from rate_counters')
})

async function claimsOf(member = mira, at: SeenDesk = desk): Promise<TicketClaims> {
  const claims = readTicket(edge.hosts.ticketSecret, await edge.ticketFor(member, at))
  if (!claims) throw new Error('The app gave a ticket that it did not sign')
  return claims
}
const signed = (claims: TicketClaims) => signTicket(edge.hosts.ticketSecret, claims)
const sessions = async () => {
  const { rows } = await edge.sql.query('select * from desk_sessions where desk_id = $1', [desk.deskId])
  return rows
}

describe('a ticket at the edge', () => {
  it('becomes a cookie of the desk’s own host that only the browser holds', async () => {
    const entered = await edge.enter(desk, await edge.ticketFor(mira, desk))
    expect(entered.status).toBe(200)
    expect(enteredDesktop.parse(JSON.parse(entered.body)).mayControl).toBe(true)
    expect(entered.headers['set-cookie']).toEqual([
      expect.stringMatching(
        /^__Host-desk=[\w-]{43}; Max-Age=28800; Path=\/; Secure; HttpOnly; SameSite=None; Partitioned$/,
      ),
    ])
    const [session] = await sessions()
    expect(session).toMatchObject({ user_id: mira.userId, may_control: true, closed_at: null })
    expect(session.ends_at.getTime() - session.opened_at.getTime()).toBe(8 * 60 * 60 * 1000)
    expect(entered.cookie).not.toContain(session.secret_hash.toString('base64url'))
  })

  it('lets only the pages of the site read the answer, and makes nothing of it but data', async () => {
    const { headers } = await edge.enter(desk, await edge.ticketFor(mira, desk))
    expect(headers).toMatchObject({
      'access-control-allow-origin': siteUrl,
      'access-control-allow-credentials': 'true',
      vary: 'origin',
      'content-security-policy': "default-src 'none'; frame-ancestors 'none'",
      'referrer-policy': 'no-referrer',
      'x-content-type-options': 'nosniff',
      'cache-control': 'no-store',
    })
  })

  it('says that somebody may only look', async () => {
    const entered = await edge.enter(desk, signed({ ...(await claimsOf()), right: 'view' }))
    expect(JSON.parse(entered.body)).toMatchObject({ mayControl: false })
    expect(await sessions()).toMatchObject([{ may_control: false }])
  })

  it('is used once, also by many at the same time', async () => {
    const ticket = await edge.ticketFor(mira, desk)
    const answers = await Promise.all(Array.from({ length: 8 }, () => edge.enter(desk, ticket)))
    expect(answers.map(({ status }) => status).sort()).toEqual([200, ...Array(7).fill(403)])
    expect(await sessions()).toHaveLength(1)
    expect((await edge.enter(desk, ticket)).status).toBe(403)
  })
})

describe('refused is', () => {
  const refusals: [string, (claims: TicketClaims) => Promise<string> | string][] = [
    ['no ticket at all', () => ''],
    ['words', () => 'let me in'],
    ['a ticket signed by somebody else', (claims) => signTicket('x'.repeat(32), claims)],
    ['a tampered ticket', (claims) => signed(claims).replace(/^./, 'X')],
    ['an expired ticket', (claims) => signed({ ...claims, exp: Date.now() - 1000 })],
    ['a ticket that lasts longer than a minute', (claims) => signed({ ...claims, exp: Date.now() + 90_000 })],
    [
      'a ticket for another host',
      (claims) => signed({ ...claims, aud: `${'0'.repeat(32)}.desk.localhost:1` }),
    ],
    ['a ticket of somebody unknown', (claims) => signed({ ...claims, userId: randomUUID() })],
    ['a ticket for another desk', (claims) => signed({ ...claims, deskId: randomUUID() })],
    ['a ticket for another employee', (claims) => signed({ ...claims, employeeId: randomUUID() })],
    ['a ticket of another company', (claims) => signed({ ...claims, companyId: randomUUID() })],
  ]
  it.each(refusals)('%s', async (_, forge) => {
    const claims = await claimsOf()
    const refused = await edge.enter(desk, await forge(claims))
    expect(refused.status).toBe(403)
    expect(refused.headers['set-cookie']).toBeUndefined()
    expect(await sessions()).toHaveLength(0)
    expect((await edge.enter(desk, signed({ ...claims, jti: randomUUID() }))).status).toBe(200)
  })

  it('a ticket at another desk’s host', async () => {
    const other = await edge.addDesk(desk.company)
    const ticket = await edge.ticketFor(mira, desk)
    expect((await edge.enter(other, ticket)).status).toBe(403)
    expect((await edge.enter(desk, ticket)).status).toBe(200)
  })

  const changes: [string, string][] = [
    ['fired employee', `update employees set fired_at = now(), home_kept_until = now() where id = $1`],
    [
      'company that does not pay',
      `update companies set entitled_until = now() where id = (select company_id from employees where id = $1)`,
    ],
    ['desk that is gone', `update desks set desired_state = 'absent' where employee_id = $1`],
  ]
  it.each(changes)('the ticket to the desk of a %s', async (_, change) => {
    const ticket = await edge.ticketFor(mira, desk)
    await edge.sql.query(change, [desk.employeeId])
    expect((await edge.enter(desk, ticket)).status).toBe(403)
  })

  it('the ticket of a member who was removed', async () => {
    const ticket = await edge.ticketFor(mira, desk)
    await edge.sql.query('delete from members where user_id = $1', [mira.userId])
    expect((await edge.enter(desk, ticket)).status).toBe(403)
  })

  it('a desk of another host, with words', async () => {
    const ticket = await edge.ticketFor(mira, desk)
    const elsewhere = await addHost(edge.sql, { runtime: 'docker' })
    await edge.sql.query('update desks set host_id = $1 where id = $2', [elsewhere, desk.deskId])
    const refused = await edge.enter(desk, ticket)
    expect(refused.status).toBe(421)
    expect(JSON.parse(refused.body).detail).toBe('This desk is at home on another host of this installation.')
  })

  const origins: [string, string | string[] | undefined][] = [
    ['no origin', undefined],
    ['an opaque origin', 'null'],
    ['a foreign origin', 'https://evil.example'],
    ['the site on another port', 'http://localhost:3001'],
    ['the site with another scheme', 'https://localhost:3000'],
    ['an origin that begins like the site', `${siteUrl}.evil.example`],
    ['two origins', [siteUrl, 'https://evil.example']],
  ]
  it.each(origins)('%s', async (_, origin) => {
    const ticket = await edge.ticketFor(mira, desk)
    const refused = await edge.enter(desk, ticket, { origin })
    expect([400, 403]).toContain(refused.status)
    expect(refused.headers['access-control-allow-origin']).toBeUndefined()
    expect((await edge.enter(desk, ticket)).status).toBe(200)
  })

  it.each([
    ['the edge’s own address', () => `127.0.0.1:${edge.port}`],
    ['an unknown label', () => `${'f'.repeat(32)}.desk.localhost:${edge.port}`],
    ['the label under another domain', () => desk.host.replace('desk.localhost', 'evil.example')],
    ['a host without its port', () => desk.host.replace(/:\d+$/, '')],
    ['no label', () => `desk.localhost:${edge.port}`],
  ])('the host: %s', async (_, host) => {
    const ticket = await edge.ticketFor(mira, desk)
    expect([403, 404]).toContain((await edge.enter({ host: host() }, ticket)).status)
    expect((await edge.enter(desk, ticket)).status).toBe(200)
  })

  it('what a proxy or a client claims to know', async () => {
    const ticket = await edge.ticketFor(mira, desk)
    const claimed = {
      'x-forwarded-host': desk.host,
      'x-forwarded-for': '10.0.0.1',
      'x-forwarded-proto': 'https',
      'x-user-id': mira.userId,
      forwarded: `host=${desk.host}`,
    }
    expect((await edge.enter({ host: `127.0.0.1:${edge.port}` }, ticket, claimed)).status).toBe(404)
    expect((await edge.enter(desk, '', claimed)).status).toBe(403)
  })

  it('a body that is larger than a ticket', async () => {
    expect((await edge.enter(desk, 'x'.repeat(100_000))).status).toBe(413)
  })

  it('another method, and every other path', async () => {
    const headers = { host: desk.host, origin: siteUrl }
    expect((await edge.send('GET', '/enter', headers)).status).toBe(404)
    expect((await edge.send('PUT', '/enter', headers)).status).toBe(404)
    expect((await edge.send('GET', '/desktop', headers)).status).toBe(426)
    for (const path of [
      '/',
      '/enter/',
      '/ENTER',
      '//enter',
      '/healthz',
      '/ask?domain=x',
      '/vnc.html',
      '/../etc',
    ]) {
      const refused = await edge.send('GET', path, headers)
      expect(`${path} ${refused.status}`).toBe(`${path} 404`)
      expect(refused.headers['x-content-type-options']).toBe('nosniff')
      expect(refused.headers['referrer-policy']).toBe('no-referrer')
      expect(refused.headers['content-security-policy']).toContain("frame-ancestors 'none'")
    }
  })

  it('whoever tries too often, while others with a ticket still get in', async () => {
    const statuses = new Set<number>()
    for (let tries = 0; tries < 125; tries += 1) statuses.add((await edge.enter(desk, 'no ticket')).status)
    expect([...statuses].sort()).toEqual([403, 429])
    expect((await edge.enter(desk, await edge.ticketFor(mira, desk))).status).toBe(200)
  })
})

describe('a browser that asks first', () => {
  it('is told that pages of the site may post', async () => {
    const preflight = await edge.send('OPTIONS', '/enter', { host: desk.host, origin: siteUrl })
    expect(preflight).toMatchObject({ status: 204, headers: { 'access-control-allow-methods': 'POST' } })
    expect((await edge.send('OPTIONS', '/enter', { host: desk.host, origin: 'http://x.test' })).status).toBe(
      403,
    )
  })
})

describe('whoever runs the installation', () => {
  const own = () => ({ host: `127.0.0.1:${edge.port}` })

  it('asks whether it is up, and whether a host name is of a desk', async () => {
    const name = desk.host.replace(/:\d+$/, '')
    expect((await edge.send('GET', '/healthz', own())).status).toBe(200)
    expect((await edge.send('GET', `/ask?domain=${name}`, own())).status).toBe(200)
  })

  it.each(['', 'desk.localhost', `${'f'.repeat(32)}.desk.localhost`, 'evil.example', "' or 1=1"])(
    'is told of %j that it is none',
    async (domain) => {
      const asked = await edge.send('GET', `/ask?domain=${encodeURIComponent(domain)}`, own())
      expect(asked.status).toBe(404)
    },
  )

  it('sees what was refused, by reason', async () => {
    await edge.enter(desk, 'no ticket')
    await edge.enter(desk, 'no ticket', { origin: 'null' })
    const text = await edge.registry.metrics()
    expect(text).toMatch(/deskhand_desktop_refusals_total\{reason="ticket"\} [1-9]/)
    expect(text).toMatch(/deskhand_desktop_refusals_total\{reason="origin"\} [1-9]/)
  })
})
