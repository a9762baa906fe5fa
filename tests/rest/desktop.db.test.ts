// The desktop's operations are for people: a member's session asks here, as the browser does.
import { once } from 'node:events'
import { createServer, type Server } from 'node:http'
import { afterAll, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest'
import type { Member } from '#lib/access/caller.ts'
import { openedDesktop } from '#lib/wire/desktop.ts'
import { employee } from '#lib/wire/employee.ts'
import { problem } from '#lib/wire/shapes.ts'
import { addMember } from '#tests/support/company.ts'
import { call, keyOf, openRest, type Rest, siteUrl } from '#tests/support/rest.ts'
import { addSeenDesk, type SeenDesk } from '#tests/support/seen-desk.ts'

const currentMember = vi.hoisted(() => vi.fn<() => Promise<Member | undefined>>())
vi.mock('#app/_edge/session.ts', () => ({ currentMember, currentVisitor: async () => undefined }))

let rest: Rest
let orchestrator: Server
let asked: { url: string | undefined; secret: string | undefined }[] = []
let picture: Buffer | undefined
let desk: SeenDesk
let owner: Member

beforeAll(async () => {
  orchestrator = createServer((request, response) => {
    asked.push({ url: request.url, secret: request.headers.authorization })
    response.statusCode = picture ? 200 : 503
    response.end(picture)
  }).listen(0, '127.0.0.1')
  await once(orchestrator, 'listening')
  const address = orchestrator.address()
  vi.stubEnv('DESK_HOSTS_URL', 'http://*.desk.localhost:3009')
  vi.stubEnv('DESK_TICKET_SECRET', 't'.repeat(32))
  rest = await openRest(`http://127.0.0.1:${typeof address === 'object' && address ? address.port : 0}`)
})
afterAll(async () => {
  await rest.close()
  orchestrator.close().closeAllConnections()
})
beforeEach(async () => {
  asked = []
  picture = Buffer.from('a picture')
  desk = await addSeenDesk(rest.sql)
  owner = desk.company.owner
  currentMember.mockResolvedValue(owner)
  await rest.sql.query('delete from rate_counters')
})

const path = (what: string) => `/employees/${desk.employeeId}/${what}`
const fromPage = { cookie: 'sb-x-auth-token=1', origin: siteUrl, 'sec-fetch-site': 'same-origin' }
const ask = (method: string, what: string, body?: unknown) =>
  call(method, path(what), { headers: fromPage, ...(body === undefined ? {} : { body }) })

describe('a member in the browser', () => {
  it('gets a ticket to the desktop', async () => {
    const response = await ask('POST', 'desktop')
    expect(response.status).toBe(200)
    expect(response.headers.get('cache-control')).toBe('no-store')
    const opened = openedDesktop.parse(await response.json())
    expect(opened.url).toMatch(/^http:\/\/[0-9a-f]{32}\.desk\.localhost:3009$/)
    expect(opened.ticket).toMatch(/^[\w-]+\.[\w-]+$/)
  })

  it('takes control, takes it over as an owner, and hands it back', async () => {
    currentMember.mockResolvedValue(await addMember(rest.sql, owner.companyId, { displayName: 'Mira' }))
    const taken = employee.parse(await (await ask('POST', 'control', {})).json())
    expect(taken.control?.memberName).toBe('Mira')
    currentMember.mockResolvedValue(owner)
    const refused = await ask('POST', 'control', {})
    expect(refused.status).toBe(409)
    expect(problem.parse(await refused.json()).detail).toMatch(/^Mira has control .* You may take it over\.$/)
    const over = employee.parse(await (await ask('POST', 'control', { takeOver: true })).json())
    expect(over.control?.userId).toBe(owner.userId)
    expect(employee.parse(await (await ask('DELETE', 'control')).json()).control).toBeNull()
  })

  it('sees a picture, which the browser keeps to itself', async () => {
    const response = await ask('GET', 'picture')
    expect(response.status).toBe(200)
    expect(await response.text()).toBe('a picture')
    expect(response.headers.get('content-type')).toBe('image/jpeg')
    expect(response.headers.get('cache-control')).toBe('private, max-age=8')
    expect(asked).toEqual([
      { url: `/pictures/${desk.deskId}?width=480`, secret: 'Bearer a secret of the tests' },
    ])
  })

  it('is told when there is no picture', async () => {
    picture = undefined
    expect((await ask('GET', 'picture')).status).toBe(503)
  })

  it('of another company finds nobody, and nobody is asked for a picture', async () => {
    currentMember.mockResolvedValue((await addSeenDesk(rest.sql)).company.owner)
    expect((await ask('POST', 'desktop')).status).toBe(404)
    expect((await ask('POST', 'control', {})).status).toBe(404)
    expect((await ask('DELETE', 'control')).status).toBe(404)
    expect((await ask('GET', 'picture')).status).toBe(404)
    expect(asked).toEqual([])
  })

  it('on a page that is not ours changes nothing', async () => {
    const foreign = { ...fromPage, origin: 'https://evil.example', 'sec-fetch-site': 'cross-site' }
    for (const [method, what] of [
      ['POST', 'desktop'],
      ['POST', 'control'],
      ['DELETE', 'control'],
    ] as const)
      expect((await call(method, path(what), { headers: foreign, body: {} })).status).toBe(403)
  })
})

describe('a program with every scope', () => {
  it('has no desktop, and is told so', async () => {
    const key = await keyOf(owner, ['read', 'write', 'work', 'admin'])
    const response = await call('POST', path('desktop'), { key })
    expect(response.status).toBe(403)
    expect(problem.parse(await response.json()).detail).toMatch(/^Only people do this/)
  })
})

describe('an installation that does not say where desks are', () => {
  it('has no desktops to open', async () => {
    vi.resetModules()
    vi.stubEnv('DESK_HOSTS_URL', undefined)
    expect((await ask('POST', 'desktop')).status).toBe(503)
  })
})
