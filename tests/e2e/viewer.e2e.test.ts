// The viewer in a real browser, over a painted desktop in place of a desk: what is drawn, what is sent, what is left behind.
import pg from 'pg'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import {
  type Browser,
  newAddress,
  openBrowser,
  openDevice,
  type Page,
  signIn,
} from '#tests/support/browser.ts'
import { addEmployee, addHost } from '#tests/support/employee.ts'
import { type Product, startProduct } from '#tests/support/product.ts'
import { type RfbDesktop, startRfbDesktop } from '#tests/support/rfb-desktop.ts'
import { letStand } from '#tests/support/standings.ts'

let product: Product
let desktop: RfbDesktop
let browser: Browser
let page: Page
let employeeId = ''
const scripts: { address: string; text: Promise<string> }[] = []

beforeAll(async () => {
  product = await startProduct()
  desktop = await startRfbDesktop({ origin: product.url })
  browser = await openBrowser([
    `--host-resolver-rules=MAP *.desk.localhost:${product.ports.deskEdge} 127.0.0.1:${desktop.port}`,
  ])
  page = await openDevice(browser, product)
  page.on('response', (response) => {
    if (response.request().resourceType() !== 'script') return
    scripts.push({ address: response.url(), text: response.text().catch(() => '') })
  })
  employeeId = await seatedEmployee(newAddress())
})
afterAll(async () => {
  await browser?.close()
  await desktop?.stop()
  await product?.stop()
})

/** Somebody ready at a desk with a desktop, at a host that is not ours to run. */
async function seatedEmployee(email: string): Promise<string> {
  await signIn(page, product, email)
  const sql = new pg.Client({ connectionString: product.databaseUrl })
  await sql.connect()
  try {
    const { rows } = await sql.query<{ id: string }>(
      `select company_id as id from members where email = $1`,
      [email],
    )
    await letStand(sql, rows[0]?.id ?? '', 'trial')
    const hostId = await addHost(sql, { runtime: 'docker' })
    const ready = { observed_state: 'ready', observed_phase: 'ready', observed_generation: 1 }
    const ada = await addEmployee(sql, rows[0]?.id ?? '', { desk: { host_id: hostId, ...ready } })
    return ada.employeeId
  } finally {
    await sql.end()
  }
}

const go = (tab: 'chat' | 'browser' | 'settings') => page.goto(`/employees/${employeeId}/${tab}`)
const live = () => page.getByText(/Live \d+ ms/).waitFor()
const has = async (words: string) =>
  (await Promise.all(scripts.map(({ text }) => text))).some((text) => text.includes(words))
const typed = () => desktop.heard.flatMap((one) => (one.kind === 'key' && one.isDown ? [one.keysym] : []))
const clicks = () => desktop.heard.filter((one) => one.kind === 'pointer' && one.buttons === 1).length
const codes = (text: string) => Array.from(text, (character) => character.codePointAt(0))

describe('the viewer', () => {
  it('is loaded where a desktop is seen, and nowhere else', async () => {
    await page.goto('/employees')
    await go('chat')
    await go('settings')
    expect(await has('ProtocolVersion')).toBe(false)
    await go('browser')
    await live()
    expect(await has('ProtocolVersion')).toBe(true)
  })

  it('draws what the desktop shows', async () => {
    // The first picture comes a moment after the connection.
    const dot = () =>
      page.locator('canvas').evaluate((element: HTMLCanvasElement) => {
        const [red, green, blue] = element.getContext('2d')?.getImageData(200, 520, 1, 1).data ?? []
        return [red, green, blue]
      })
    await expect.poll(dot).toEqual([232, 163, 61])
  })

  it('sends nothing of what is done by somebody who only watches', async () => {
    await page.locator('canvas').click()
    // No letters that mean something to the office itself.
    await page.keyboard.type('xyz')
    expect([typed(), clicks()]).toEqual([[], 0])
  })

  it('sends keys and pointer of whoever has control, and lets go of the keyboard on request', async () => {
    await page.getByRole('button', { name: 'Take control' }).click()
    await page.getByText('You have control').waitFor()
    await page.keyboard.type('jk?')
    await page.keyboard.press('Tab')
    await page.locator('canvas').click()
    await expect.poll(clicks).toBe(1)
    expect(typed()).toEqual(expect.arrayContaining([...codes('jk?'), 0xff09]))
    // What was typed while watching would have come by now.
    expect(typed()).not.toEqual(expect.arrayContaining(codes('x')))
    await page.keyboard.down('Control')
    await page.keyboard.down('Alt')
    await page.keyboard.down('Shift')
    await expect.poll(() => page.evaluate(() => document.activeElement?.textContent)).toBe('Hand back')
    for (const key of ['Shift', 'Alt', 'Control']) await page.keyboard.up(key)
  })

  it('takes a text to the desktop’s clipboard', async () => {
    await page.getByRole('button', { name: 'Clipboard' }).click()
    await page.getByRole('textbox', { name: 'Send a text' }).fill('Order 4711')
    await page.getByRole('button', { name: 'Send', exact: true }).click()
    await expect
      .poll(() => desktop.heard.some((one) => one.kind === 'text' && one.text === 'Order 4711'))
      .toBe(true)
    await page.keyboard.press('Escape')
  })

  it('comes back by itself when the connection breaks off', async () => {
    // It is told for less than a second, so somebody has to look at every frame.
    const told = page.waitForFunction(() => document.body.textContent.includes('The connection broke off.'))
    desktop.drop(1011, 'broken')
    await told
    await live()
    await expect.poll(desktop.viewers).toBe(1)
  })

  it('leaves no socket behind', async () => {
    await page.getByRole('button', { name: 'Hand back' }).click()
    await page.getByText('You are watching.').waitFor()
    await page.getByRole('link', { name: 'Chat', exact: true }).click()
    await page.waitForURL(/\/chat$/)
    await expect.poll(desktop.viewers).toBe(0)
  })
})
