// Production's way to a desktop, all of it real but the desk: a browser, TLS, Caddy, the edge, the database.
import { once } from 'node:events'
import { afterAll, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest'
import type { Member } from '#lib/access/caller.ts'
import { openDesktop } from '#lib/desktop/open-desktop.ts'
import { fire } from '#lib/employee/fire.ts'
import type { OpenedDesktop } from '#lib/wire/desktop.ts'
import { type Browser, openBrowser, type Page } from '#tests/support/browser.ts'
import { type Caddy, caddyProgram, startCaddy } from '#tests/support/caddy.ts'
import { type EdgeWorld, openEdge } from '#tests/support/edge.ts'
import { freePort } from '#tests/support/free-port.ts'
import type { SeenDesk } from '#tests/support/seen-desk.ts'
import { enterFrom, openViewerSite, showIn, type ViewerSite } from '#tests/support/viewer-site.ts'

/** Two sites to a browser, and both this machine. */
const appDomain = 'app.localhost'
const desksDomain = 'desks.localhost'

let siteUrl: string
let hostsUrl: string
let site: ViewerSite
let edge: EdgeWorld
let caddy: Caddy
let browser: Browser
let page: Page
let desk: SeenDesk
let owner: Member
let opened: OpenedDesktop
let host: string

const askFor = () =>
  openDesktop(owner, { id: desk.employeeId }, { hostsUrl, ticketSecret: edge.hosts.ticketSecret })

describe.skipIf(!caddyProgram)('a desktop behind Caddy', () => {
  beforeAll(async () => {
    const httpsPort = await freePort()
    siteUrl = `https://${appDomain}:${httpsPort}`
    hostsUrl = `https://*.${desksDomain}:${httpsPort}`
    site = await openViewerSite()
    edge = await openEdge({ siteUrl, hostsUrl })
    caddy = await startCaddy({
      appDomain,
      desksDomain,
      app: new URL(site.siteUrl).host,
      edge: `127.0.0.1:${edge.port}`,
      httpsPort,
    })
    browser = await openBrowser()
  })
  afterAll(async () => {
    await browser?.close()
    await caddy?.stop()
    await edge?.close()
    site?.close()
  })
  beforeEach(async () => {
    await edge.sql.query('delete from rate_counters')
    desk = await edge.addDesk()
    owner = desk.company.owner
    opened = await askFor()
    host = new URL(opened.url ?? '').hostname
    page = await (await browser.newContext({ ignoreHTTPSErrors: true })).newPage()
    await page.goto(siteUrl)
  })

  it('is seen in a browser over TLS, with a cookie of the desk’s own host', async () => {
    expect(await enterFrom(page, opened)).toBe(200)
    const [cookie] = await page.context().cookies()
    expect(cookie).toMatchObject({
      name: '__Host-desk',
      domain: host,
      httpOnly: true,
      secure: true,
      sameSite: 'None',
      partitionKey: `https://${appDomain}`,
    })
    expect(await showIn(page, opened)).toBe('connected')
    await page.evaluate(`socket.send('ping 7')`)
    await vi.waitFor(async () => expect(await page.evaluate('said')).toContain('pong 7'))
  })

  it('closes within five seconds of a dismissal, and does not open again', async () => {
    await enterFrom(page, opened)
    expect(await showIn(page, opened)).toBe('connected')
    await fire(owner, { id: desk.employeeId })
    await vi.waitFor(async () => expect(await page.evaluate('said')).toContain('4401 fired'), {
      timeout: 5000,
    })
    expect(await enterFrom(page, opened)).not.toBe(200)
  })

  it('has a certificate for desks that exist, and for no other name', async () => {
    expect((await caddy.ask(host, '/')).status).toBe(404)
    const unknown = `${'e'.repeat(32)}.${desksDomain}`
    for (const name of [unknown, `x.${host}`, `operator.${desksDomain}`])
      await expect(caddy.ask(name, '/')).rejects.toThrow(/alert|handshake/)
  })

  it('opens with the ticket alone, whatever else is claimed on the way', async () => {
    const claims = {
      'x-forwarded-host': host,
      'x-forwarded-for': '10.0.0.1',
      'x-user-id': owner.userId,
      'x-forwarded-user': owner.userId,
    }
    const post = (body: string, origin = siteUrl) =>
      caddy.ask(host, '/enter', { method: 'POST', body, headers: { ...claims, origin } })
    expect((await post('')).status).toBe(403)
    expect((await post(opened.ticket ?? '', 'https://evil.example')).status).toBe(403)
    const entered = await post(opened.ticket ?? '')
    expect(entered.status).toBe(200)
    expect(entered.headers).toMatchObject({
      'access-control-allow-origin': siteUrl,
      'strict-transport-security': 'max-age=31536000',
      'content-security-policy': "default-src 'none'; frame-ancestors 'none'",
    })
    expect((await post(opened.ticket ?? '')).status).toBe(403)
  })

  it('does not upgrade without the cookie, from a foreign page, or under another desk’s name', async () => {
    const entered = await caddy.ask(host, '/enter', {
      method: 'POST',
      body: opened.ticket ?? '',
      headers: { origin: siteUrl },
    })
    const cookie = entered.headers['set-cookie']?.[0]?.split(';')[0] ?? ''
    const statusOf = async (at: string, headers: Record<string, string>) => {
      const socket = caddy.webSocket(at, '/desktop', headers)
      const status = await Promise.race([
        once(socket, 'open').then(() => 101),
        once(socket, 'unexpected-response').then(([, response]) => response.statusCode),
      ])
      socket.on('error', () => {})
      socket.terminate()
      return status
    }
    expect(await statusOf(host, { origin: siteUrl, cookie })).toBe(101)
    expect(await statusOf(host, { origin: siteUrl })).toBe(401)
    expect(await statusOf(host, { origin: 'https://evil.example', cookie })).toBe(403)
    const other = await edge.addDesk()
    const foreign = await openDesktop(
      other.company.owner,
      { id: other.employeeId },
      { hostsUrl, ticketSecret: edge.hosts.ticketSecret },
    )
    expect(await statusOf(new URL(foreign.url ?? '').hostname, { origin: siteUrl, cookie })).toBe(401)
  })
})
