// A real browser on a page of the site: it takes the cookie of another site's host, and noVNC sees and drives through the broker.
import { once } from 'node:events'
import { readFile } from 'node:fs/promises'
import { createServer, type Server } from 'node:http'
import { join, normalize } from 'node:path'
import { afterAll, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest'
import type { Member } from '#lib/access/caller.ts'
import { takeControl } from '#lib/desktop/control.ts'
import { openDesktop } from '#lib/desktop/open-desktop.ts'
import { fire } from '#lib/employee/fire.ts'
import type { OpenedDesktop } from '#lib/wire/desktop.ts'
import { type Browser, openBrowser, type Page } from '#tests/support/browser.ts'
import { type EdgeWorld, openEdge } from '#tests/support/edge.ts'
import { freePort } from '#tests/support/free-port.ts'
import type { SeenDesk } from '#tests/support/seen-desk.ts'

const novnc = join(import.meta.dirname, '../../node_modules/@novnc/novnc')

const html = `<div id="screen"></div><script type="module">
  import RFB from '/core/rfb.js'
  window.show = (url) => {
    const socket = new WebSocket(url.replace('http', 'ws') + '/desktop', ['binary'])
    socket.binaryType = 'arraybuffer'
    const said = []
    socket.addEventListener('message', ({ data }) => typeof data === 'string' && said.push(data))
    socket.addEventListener('close', ({ code, reason }) => said.push(code + ' ' + reason))
    const rfb = new RFB(document.getElementById('screen'), socket)
    Object.assign(window, { rfb, socket, said })
    return new Promise((resolve) => {
      rfb.addEventListener('connect', () => resolve('connected'))
      rfb.addEventListener('disconnect', () => resolve('refused'))
    })
  }
</script>`

let site: Server
let siteUrl: string
let edge: EdgeWorld
let browser: Browser
let page: Page
let desk: SeenDesk & { host: string }
let owner: Member

beforeAll(async () => {
  const port = await freePort()
  siteUrl = `http://localhost:${port}`
  site = createServer(async (request, response) => {
    const path = new URL(request.url ?? '/', siteUrl).pathname
    if (path === '/') return response.setHeader('content-type', 'text/html').end(html)
    const file = await readFile(join(novnc, normalize(path))).catch(() => undefined)
    response.statusCode = file ? 200 : 404
    response.setHeader('content-type', 'text/javascript').end(file)
  }).listen(port, '127.0.0.1')
  await once(site, 'listening')
  edge = await openEdge({ siteUrl })
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
  await page.goto(siteUrl)
})

const ticket = () => openDesktop(owner, { id: desk.employeeId }, edge.hosts)

/** What the page of the site does with a ticket. */
function enter({ url, ticket: body }: OpenedDesktop): Promise<number> {
  return page.evaluate(
    async ([to, sent]) => {
      const answer = await fetch(`${to}/enter`, { method: 'POST', body: sent ?? '', credentials: 'include' })
      return answer.status
    },
    [url, body],
  )
}

/** Shows the desktop with noVNC; settles when it is connected. */
const show = ({ url }: OpenedDesktop) => evaluate(`show(${JSON.stringify(url)})`)
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
    await foreign.goto(siteUrl.replace('localhost', '127.0.0.1'))
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
