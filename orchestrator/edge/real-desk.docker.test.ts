// A real desk in a real container, seen and driven in a real browser through the broker.
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest'
import type { Member } from '#lib/access/caller.ts'
import { handBack, takeControl } from '#lib/desktop/control.ts'
import { openDesktop } from '#lib/desktop/open-desktop.ts'
import { fire } from '#lib/employee/fire.ts'
import { type Browser, openBrowser, type Page } from '#tests/support/browser.ts'
import { type DeskScreen, screenOf } from '#tests/support/desk-screen.ts'
import { type DockerDesks, openDockerDesks } from '#tests/support/docker-desks.ts'
import { type EdgeWorld, openEdge } from '#tests/support/edge.ts'
import type { SeenDesk } from '#tests/support/seen-desk.ts'
import { enterFrom, openViewerSite, showIn, type ViewerSite } from '#tests/support/viewer-site.ts'

let desks: DockerDesks
let site: ViewerSite
let edge: EdgeWorld
let browser: Browser
let deskId: string
let screen: DeskScreen
let desk: SeenDesk & { host: string }
let owner: Member

beforeAll(async () => {
  desks = await openDockerDesks()
  site = await openViewerSite()
  edge = await openEdge({ siteUrl: site.siteUrl, runtime: desks.runtime })
  browser = await openBrowser()
  deskId = await desks.start()
  screen = screenOf(desks, deskId)
  desk = await edge.addDesk()
  owner = desk.company.owner
  await edge.sql.query('update desks set id = $1 where id = $2', [deskId, desk.deskId])
})
afterAll(async () => {
  await browser?.close()
  await edge?.close()
  site?.close()
  await desks?.close()
})

async function look(query = ''): Promise<Page> {
  const page = await (await browser.newContext()).newPage()
  await page.goto(site.siteUrl)
  const opened = await openDesktop(owner, { id: desk.employeeId }, edge.hosts)
  expect(await enterFrom(page, opened)).toBe(200)
  expect(await showIn(page, opened, query)).toBe('connected')
  return page
}

const isPaused = async () => (await desks.status(deskId)).inputPaused
const said = (page: Page) => page.evaluate<string[]>('said')
/** How many colours the middle of the page's picture has: a screen that shows nothing has one. */
const coloursOf = (page: Page) =>
  page.evaluate<number>(`(() => {
    const { width, height } = document.querySelector('canvas')
    const { data } = document.querySelector('canvas').getContext('2d').getImageData(0, 0, width, height)
    return new Set(new Uint32Array(data.buffer)).size
  })()`)
const movePointer = (page: Page, x: number, y: number) =>
  page.evaluate(`socket.send(new Uint8Array([5, 0, ${x >> 8}, ${x & 255}, ${y >> 8}, ${y & 255}]))`)
/** The desk answers a request for a part of its picture after everything that was sent before. */
async function settled(page: Page): Promise<void> {
  await page.evaluate(`new Promise((resolve) => {
    socket.addEventListener('message', resolve, { once: true })
    socket.send(new Uint8Array([3, 0, 0, 0, 0, 0, 0, 10, 0, 10]))
  })`)
}

describe('a real desk', () => {
  it('is seen, and driven by whoever has control while the employee waits', async () => {
    const page = await look()
    await vi.waitFor(async () => expect(await coloursOf(page)).toBeGreaterThan(100), { timeout: 20_000 })

    const before = await screen.pointer()
    expect(before).toMatch(/^\d+ \d+$/)
    await movePointer(page, 321, 123)
    await settled(page)
    expect(await screen.pointer()).toBe(before)

    await takeControl(owner, { id: desk.employeeId })
    await vi.waitFor(async () => expect(await isPaused()).toBe(true))
    await movePointer(page, 321, 123)
    await vi.waitFor(async () => expect(await screen.pointer()).toBe('321 123'))

    await handBack(owner, { id: desk.employeeId })
    await vi.waitFor(async () => expect(await isPaused()).toBe(false))
    await movePointer(page, 11, 22)
    await settled(page)
    expect(await screen.pointer()).toBe('321 123')
    await page.context().close()
  })

  it('gives its clipboard to pages that asked for it and takes theirs, and shuts it to all others', async () => {
    const [asking, silent] = [await look('?clipboard=1'), await look()]
    await takeControl(owner, { id: desk.employeeId })
    await vi.waitFor(async () => expect(await isPaused()).toBe(true))
    await silent.evaluate(`rfb.clipboardPasteFrom('from the silent page')`)
    await settled(silent)
    expect(await screen.clipboard()).toBeUndefined()
    await asking.evaluate(`rfb.clipboardPasteFrom('from the page')`)
    await vi.waitFor(async () => expect(await screen.clipboard()).toBe('from the page'), { timeout: 20_000 })

    screen.copy('from the desk')
    await vi.waitFor(async () => expect(await said(asking)).toContain('clipboard from the desk'), {
      timeout: 20_000,
    })
    await settled(silent)
    expect((await said(silent)).filter((one) => one.startsWith('clipboard'))).toEqual([])
    await handBack(owner, { id: desk.employeeId })
    for (const page of [asking, silent]) await page.context().close()
  })

  it('is gone from the page within five seconds of the firing', async () => {
    const page = await look()
    await fire(owner, { id: desk.employeeId })
    await vi.waitFor(async () => expect(await said(page)).toContain('4401 fired'), { timeout: 5000 })
  })
})
