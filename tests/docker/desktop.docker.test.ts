// The desk as people see it, over a real engine: hired, watched while it opens a page, driven by hand, handed back, fired. Each
// test is a station of one path.
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import { installationOf } from '#local/docker/installation.ts'
import {
  type Browser,
  newAddress,
  openBrowser,
  openDevice,
  type Page,
  signIn,
} from '#tests/support/browser.ts'
import { hireInWizard } from '#tests/support/hire.ts'
import { type Product, startProduct } from '#tests/support/product.ts'
import { openStations, type Stations } from '#tests/support/stations.ts'

/** On a bare machine the images are built first; here it is the start of one desk. */
const readyTimeoutMs = 120_000
const answerTimeoutMs = 90_000
const revokedWithinMs = 5_000
const name = 'Iris'
const site = 'practice.example'
const goodsPage = '/goods/harbour-notebook'
/** What pages of the practice shop are printed on. */
const paper = [250, 248, 243] as const

let product: Product
let browser: Browser
let page: Page
let stations: Stations
let hasFailed = false
let employeeId = ''
let sockets: { closedAtMs: number | undefined }[] = []

beforeAll(async () => {
  product = await startProduct({ DESK_RUNTIME: 'docker' })
  browser = await openBrowser()
  page = await openDevice(browser, product)
  await page.setViewportSize({ width: 1280, height: 860 })
  page.on('websocket', (socket) => {
    const seen = { closedAtMs: undefined as number | undefined }
    socket.on('close', () => {
      seen.closedAtMs = performance.now()
    })
    sockets.push(seen)
  })
  stations = await openStations()
}, 900_000)
afterEach(async ({ task }) => {
  hasFailed ||= task.result?.state === 'fail'
  await stations.reached(task.name, page)
})
afterAll(async () => {
  await stations?.close(hasFailed)
  await browser?.close()
  const installation = product && installationOf(product.home)
  await product?.stop()
  await installation?.remove()
}, 120_000)

const canvas = () => page.locator('canvas')
const tab = (label: string) => page.getByRole('link', { name: label, exact: true }).click()
const openSockets = () => sockets.filter(({ closedAtMs }) => closedAtMs === undefined)

async function ask(text: string): Promise<void> {
  const box = page.getByRole('textbox', { name: `Message to ${name}` })
  await box.fill(text)
  await box.press('Enter')
}

/** In the words that the practice model obeys. */
const openInBrowser = (path: string) =>
  `DO browser ${JSON.stringify({ action: 'open', url: `http://${site}${path}` })}\nSAY It is open.`

/** How much of the desktop has this colour, as the viewer has drawn it. */
function shareOf(colour: readonly [number, number, number]): Promise<number> {
  return canvas().evaluate((element, [red, green, blue]) => {
    if (!(element instanceof HTMLCanvasElement)) return 0
    const dots = element.getContext('2d')?.getImageData(0, 0, element.width, element.height).data
    if (!dots || dots.length === 0) return 0
    let same = 0
    for (let at = 0; at < dots.length; at += 4) {
      const isNear = (index: number, value: number) => Math.abs((dots[at + index] ?? 0) - value) < 4
      if (isNear(0, red) && isNear(1, green) && isNear(2, blue)) same++
    }
    return same / (dots.length / 4)
  }, colour)
}

/** A place on the desktop, as shares of its width and height. */
async function clickAt(x: number, y: number): Promise<void> {
  const box = await canvas().boundingBox()
  if (!box) throw new Error('The desktop is not shown')
  await page.mouse.click(box.x + box.width * x, box.y + box.height * y)
}

/** Where the form asks for a name, on a desktop of 1280 by 800. */
const nameBox = { x: 0.697, y: 0.837, rows: [640, 60] } as const

/** A number that is another one when the box for a name looks different. */
function looksOfNameBox(): Promise<number> {
  return canvas().evaluate((element, [top, height]) => {
    if (!(element instanceof HTMLCanvasElement)) return 0
    const dots = element.getContext('2d')?.getImageData(0, top, element.width, height).data
    let sum = 0
    for (const [at, value] of dots?.entries() ?? []) sum = (sum + value * (at % 8191)) % 1_000_003
    return sum
  }, nameBox.rows)
}

/** Clicks until the box is seen to listen: what is done before the edge knows who has control does not arrive. */
async function goToNameBox(): Promise<void> {
  const before = await looksOfNameBox()
  const attempt = async () => {
    if ((await looksOfNameBox()) !== before) return true
    await clickAt(nameBox.x, nameBox.y)
    return false
  }
  await expect.poll(attempt, { timeout: 20_000, interval: 400 }).toBe(true)
}

const shop = (path: string) => fetch(`http://127.0.0.1:${product.ports.practiceWebsite}${path}`)

describe('an employee at a desk in Docker', () => {
  it('is hired, and the desktop is there', async () => {
    await signIn(page, product, newAddress('mira'))
    employeeId = await hireInWizard(page, { name })
    await page.goto(`/employees/${employeeId}/browser`)
    await page.getByText('Live').waitFor({ timeout: readyTimeoutMs })
    await expect.poll(() => canvas().evaluate((one: HTMLCanvasElement) => one.width)).toBe(1280)
    expect(await shareOf(paper)).toBeLessThan(0.05)
  })

  it('asks for a site that nobody has allowed, and a person allows it where they see that', async () => {
    await tab('Chat')
    await expect.poll(() => openSockets().length).toBe(0)
    await ask(openInBrowser('/'))
    const allow = page.getByRole('button', { name: `Allow for ${name}` })
    await page.getByText(`${name} asked for ${site}`).waitFor({ timeout: answerTimeoutMs })
    await allow.click()
    await page.getByText(`${site} is open for ${name} now.`).waitFor()
  })

  it('opens a page in the visible browser, and one watches it', async () => {
    await expect
      .poll(() => page.getByRole('button', { name: 'Stop', exact: true }).count(), {
        timeout: answerTimeoutMs,
      })
      .toBe(0)
    await tab('Chat')
    await ask(openInBrowser(goodsPage))
    await tab('Browser')
    await expect.poll(() => shareOf(paper), { timeout: answerTimeoutMs }).toBeGreaterThan(0.3)
    await expect.poll(() => page.getByText(/Live \d+ ms/).count(), { timeout: 20_000 }).toBe(1)
  })

  it('does not feel what somebody types who only watches', async () => {
    await clickAt(0.03, 0.6)
    await page.keyboard.type('nothing of this arrives')
    expect((await shop('/orders/QH-1001')).status).toBe(404)
  })

  it('waits while a person has control, who fills in the form; the shop has the order', async () => {
    await page.getByRole('button', { name: 'Take control' }).click()
    await page.getByText('You have control').waitFor()
    await goToNameBox()
    await page.keyboard.type('Mira Visser')
    await page.keyboard.press('Tab')
    await page.keyboard.type('mira@bicycle-works.com')
    await page.keyboard.press('Enter')
    await expect.poll(async () => (await shop('/orders/QH-1001')).status, { timeout: 30_000 }).toBe(200)
    expect(await (await shop('/orders/QH-1001')).text()).toContain('Thank you, Mira Visser')
    // Nobody is asked about what the browser wants for itself: dictionaries, updates, lists.
    expect(await page.getByText('which is not allowed yet').count()).toBe(0)
  })

  it('begins no answer meanwhile, and says why', async () => {
    await tab('Chat')
    await ask('SAY I am back.')
    await page.getByText('You have control of the desktop.').waitFor()
    await tab('Browser')
    await page.getByRole('button', { name: 'Hand back' }).click()
    await page.getByText('You are watching.').waitFor()
    await tab('Chat')
    await page.getByText('I am back.', { exact: true }).waitFor({ timeout: answerTimeoutMs })
  })

  it('is seen on the dashboard, small and new', async () => {
    await page.goto('/employees')
    await page.locator('img[src^="blob:"]').waitFor({ timeout: 30_000 })
  })

  it('is fired, and nobody sees the desktop any more within seconds', async () => {
    sockets = []
    await page.goto(`/employees/${employeeId}/browser`)
    await page.getByText('Live').waitFor()
    expect(openSockets()).toHaveLength(1)
    await page.getByRole('button', { name: `What to do with ${name}` }).click()
    await page.getByRole('menuitem', { name: 'Fire' }).click()
    const firedAtMs = performance.now()
    await page.getByRole('button', { name: `Fire ${name}` }).click()
    await expect.poll(() => openSockets().length, { timeout: revokedWithinMs }).toBe(0)
    const closedAfterMs = Math.round((sockets[0]?.closedAtMs ?? Number.NaN) - firedAtMs)
    expect(closedAfterMs).toBeLessThan(revokedWithinMs)
    await page.getByText(`${name} is leaving.`).waitFor()
  })
})
