// A real browser on a page of the site: it takes the cookie of another site's host, and noVNC sees and drives through the broker.
import { afterAll, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest'
import type { Member } from '#lib/access/caller.ts'
import { takeControl } from '#lib/desktop/control.ts'
import { openDesktop } from '#lib/desktop/open-desktop.ts'
import { fire } from '#lib/employee/fire.ts'
import type { OpenedDesktop } from '#lib/wire/desktop.ts'
import { type Browser, openBrowser, type Page } from '#tests/support/browser.ts'
import { type EdgeWorld, openEdge } from '#tests/support/edge.ts'
import type { SeenDesk } from '#tests/support/seen-desk.ts'
import { enterFrom, openViewerSite, showIn, type ViewerSite } from '#tests/support/viewer-site.ts'

let site: ViewerSite
let edge: EdgeWorld
let browser: Browser
let page: Page
let desk: SeenDesk & { host: string }
let owner: Member

beforeAll(async () => {
  site = await openViewerSite()
  edge = await openEdge({ siteUrl: site.siteUrl })
  browser = await openBrowser()
})
afterAll(async () => {
  await browser.close()
  await edge.close()
  site.close()
})
beforeEach(async () => {
  desk = await edge.addDesk()
  owner = desk.company.owner
  page = await (await browser.newContext()).newPage()
  await page.goto(site.siteUrl)
})

const ticket = () => openDesktop(owner, { id: desk.employeeId }, edge.hosts)

const enter = (opened: OpenedDesktop) => enterFrom(page, opened)
const show = (opened: OpenedDesktop) => showIn(page, opened)
const evaluate = (script: string) => page.evaluate(script)

describe('a browser', () => {
  it('keeps the cookie for this site alone, and a page elsewhere gets nowhere with it', async () => {
    expect(await enter(await ticket())).toBe(200)
    const [cookie] = await page.context().cookies()
    expect(cookie).toMatchObject({
      name: '__Host-desk',
      domain: desk.host.replace(/:\d+$/, ''),
      httpOnly: true,
      secure: true,
      sameSite: 'None',
      partitionKey: 'http://localhost',
    })
    const foreign = await page.context().newPage()
    await foreign.goto(site.siteUrl.replace('localhost', '127.0.0.1'))
    const status = await foreign.evaluate(
      (url) =>
        new Promise((resolve) => {
          const socket = new WebSocket(url)
          socket.onopen = () => resolve('open')
          socket.onerror = () => resolve('refused')
        }),
      `ws://${desk.host}/desktop`,
    )
    expect(status).toBe('refused')
  })

  it('gets nowhere without a ticket', async () => {
    expect(await show(await ticket())).toBe('refused')
  })

  it('shows the desktop, tells the latency, and drives with control only', async () => {
    const opened = await ticket()
    expect(await enter(opened)).toBe(200)
    expect(await show(opened)).toBe('connected')
    edge.desks.show(desk.deskId, redSquare())
    await vi.waitFor(async () =>
      expect(
        await evaluate(
          `[...document.querySelector('canvas').getContext('2d').getImageData(1, 1, 1, 1).data]`,
        ),
      ).toEqual([255, 0, 0, 255]),
    )
    await evaluate(`socket.send('ping 7')`)
    await vi.waitFor(async () => expect(await evaluate('said')).toContain('pong 7'))

    await evaluate(`rfb.sendKey(0x61, 'KeyA')`)
    await evaluate(`socket.send(new Uint8Array([3, 1, 0, 0, 0, 0, 0, 1, 0, 1]))`)
    await vi.waitFor(() => expect(edge.desks.kinds(desk.deskId).at(-1)).toBe('update_request'))
    expect(edge.desks.kinds(desk.deskId)).not.toContain('key')

    await takeControl(owner, { id: desk.employeeId })
    await vi.waitFor(() => expect(edge.desks.paused.get(desk.deskId)).toBe(true))
    await evaluate(`rfb.sendKey(0x61, 'KeyA')`)
    await vi.waitFor(() => expect(edge.desks.kinds(desk.deskId)).toContain('key'))

    await fire(owner, { id: desk.employeeId })
    await vi.waitFor(async () => expect(await evaluate('said')).toContain('4401 fired'), { timeout: 5000 })
  })
})

/** One update: a square of two by two in the server's pixel format as noVNC sets it. */
function redSquare(): Buffer {
  const head = Buffer.from([0, 0, 0, 1, 0, 0, 0, 0, 0, 2, 0, 2, 0, 0, 0, 0])
  return Buffer.concat([head, ...Array.from({ length: 4 }, () => Buffer.from([255, 0, 0, 0]))])
}
