// The path of a task in a real browser: planned with reasons, worked on by two at once, checked, repaired, sent back, approved.
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import {
  axeFindings,
  type Browser,
  newAddress,
  openBrowser,
  openDevice,
  type Page,
  signIn,
} from '#tests/support/browser.ts'
import { choosePlan } from '#tests/support/hire.ts'
import { type Product, startProduct } from '#tests/support/product.ts'
import { openStations, type Stations } from '#tests/support/stations.ts'

/** Two desks are set up, and OpenClaw is installed first on a bare machine. */
const workTimeoutMs = 200_000
const title = 'make a small landing page and check it'

let product: Product
let browser: Browser
let page: Page
let stations: Stations
let hasFailed = false
let address = ''

beforeAll(async () => {
  product = await startProduct()
  browser = await openBrowser()
  page = await openDevice(browser, product)
  await page.setViewportSize({ width: 1280, height: 860 })
  stations = await openStations()
  await signIn(page, product, newAddress('mira'))
  await choosePlan(page, 'Studio')
  await hire('content-writer', 'Ada')
  await hire('software-engineer', 'Iris')
})
afterEach(async ({ task }) => {
  hasFailed ||= task.result?.state === 'fail'
  await stations.reached(task.name, page)
})
afterAll(async () => {
  await stations?.close(hasFailed)
  await browser?.close()
  await product?.stop()
})

/** The wizard of a hire has tests of its own. */
async function hire(roleKey: string, name: string): Promise<void> {
  const status = await page.evaluate(
    async (body) =>
      (
        await fetch('/api/v1/employees', {
          method: 'POST',
          headers: { 'content-type': 'application/json' },
          body: JSON.stringify(body),
        })
      ).status,
    { roleKey, name },
  )
  expect(status).toBe(201)
}

/** How the desks of both are. */
const lifecycles = () =>
  page.evaluate(async () => {
    const { items } = await (await fetch('/api/v1/employees')).json()
    return items.map(({ lifecycle }: { lifecycle: string }) => lifecycle)
  })

const status = (words: string) => page.getByRole('button', { name: `Status: ${words}` })
const plan = () => page.getByRole('region', { name: 'Plan' })
const parts = () => page.getByRole('region', { name: 'Parts' })
const review = () => page.getByRole('region', { name: 'Review' })
const activity = () => page.getByRole('list', { name: 'What happened' })
const why = () => page.getByRole('region', { name: 'Why this is not moving' })

async function create(name: string, choice: string, description = ''): Promise<void> {
  await page.goto('/tasks')
  await page.getByRole('button', { name: 'New task' }).first().click()
  const dialog = page.getByRole('dialog', { name: 'New task' })
  await dialog.getByLabel('Title').fill(name)
  await dialog.getByLabel('What is to be done').fill(description)
  await dialog.getByRole('combobox', { name: 'Plan' }).click()
  await page.getByRole('option', { name: choice }).click()
  await dialog.getByRole('button', { name: 'Create', exact: true }).click()
  await page.getByRole('link', { name }).first().click()
  await page.getByRole('heading', { level: 1, name }).waitFor()
}

/** What the parts say while they are worked on, each new line once, until the work is there. */
async function watchParts(): Promise<{ lines: Set<string>; atOnce: number }> {
  const lines = new Set<string>()
  let atOnce = 0
  const look = async () => {
    const rows = await parts().getByRole('listitem').allInnerTexts()
    for (const row of rows) lines.add(row.replaceAll(/\s+/g, ' '))
    atOnce = Math.max(atOnce, rows.filter((row) => row.includes('Running')).length)
    return review().isVisible()
  }
  await expect.poll(look, { timeout: workTimeoutMs, interval: 50 }).toBe(true)
  return { lines, atOnce }
}

describe('a task', () => {
  it('is made on the board', async () => {
    await create(title, 'Plan it, and ask me first')
    address = new URL(page.url()).pathname
  })

  it('is planned: who does what, as what, and why', async () => {
    await plan().getByText('Waits for approval').waitFor({ timeout: workTimeoutMs })
    const steps = plan().getByRole('list', { name: 'Steps' })
    expect(await steps.textContent()).toMatch(/Ada[\s\S]*writes the words[\s\S]*Iris[\s\S]*builds the page/)
    expect(await steps.textContent()).toContain('Iris is the software engineer')
    await plan().getByText('In all, about').waitFor()
    await why().getByText('Its plan waits for your approval.').waitFor()
    expect(await axeFindings(page)).toEqual([])
  })

  it('is begun when the plan is approved, and two work on it at the same time', async () => {
    // Whoever's desk is ready first would be done before the other begins.
    await expect.poll(lifecycles, { timeout: workTimeoutMs }).toEqual(['ready', 'ready'])
    await plan().getByRole('button', { name: 'Approve and begin' }).click()
    const { lines, atOnce } = await watchParts()
    expect(atOnce).toBeGreaterThanOrEqual(2)
    const all = [...lines].join('\n')
    expect(all).toMatch(/Ada .*Running.*Writing|Ada .*Running.*Thinking/)
    expect(all).toMatch(/Iris .*Running.*Building|Iris .*Running.*Drafting/)
    expect(all).toContain('Waits for #2')
  })

  it('shows what was made, as a page that can do nothing', async () => {
    await page.getByRole('button', { name: 'index.html', exact: true }).click()
    const frame = page.locator('iframe')
    expect(await frame.getAttribute('srcdoc')).toMatch(/default-src 'none'[\s\S]*<h1>Bicycle Works<\/h1>/)
    expect(await frame.getAttribute('sandbox')).toBe('')
    await page.getByRole('button', { name: 'index.html', exact: true }).click()
    await frame.waitFor({ state: 'detached' })
    // axe asks its questions by scripts, which a framed page does not answer.
    expect(await axeFindings(page)).toEqual([])
  })

  it('was checked, and what failed was repaired', async () => {
    await parts().getByRole('link', { name: 'Build the page' }).click()
    await page.getByRole('heading', { level: 1, name: 'Build the page' }).waitFor()
    await activity().getByText('looked at 2 checks: 1 failed').waitFor()
    await activity().getByText('looked at 2 checks: all passed').waitFor()
    const attempts = page.getByRole('region', { name: 'Attempts' }).getByRole('listitem')
    await expect.poll(() => attempts.count()).toBe(2)
    await page.goBack()
    await review().waitFor()
  })

  it('is sent back by key, and whoever puts it right is told what is missing', async () => {
    await page.keyboard.press('s')
    const missing = review().getByRole('textbox', { name: 'What is missing?' })
    await missing.waitFor()
    await expect.poll(() => missing.evaluate((box) => box === document.activeElement)).toBe(true)
    await page.keyboard.type('The button should say: book a repair.')
    await review().getByRole('button', { name: 'Send back' }).click()
    const more = parts().getByRole('link', { name: `Put right: ${title}` })
    await more.waitFor()
    await review().getByText('Asked for last time').waitFor({ timeout: workTimeoutMs })
    await more.click()
    await page
      .getByRole('region', { name: 'Description' })
      .getByText('The button should say: book a repair.')
      .waitFor()
    await page.goBack()
  })

  it('is approved by key, and is done everywhere', async () => {
    await review().waitFor()
    await page.keyboard.press('a')
    await status('Done').waitFor()
    await page.getByRole('button', { name: 'Needs you: nothing' }).waitFor()
    expect(await axeFindings(page)).toEqual([])
  })

  it('is the same on a small screen', async () => {
    await page.setViewportSize({ width: 360, height: 740 })
    await page.goto(address)
    await status('Done').waitFor()
    const overflow = await page.evaluate(
      () => document.documentElement.scrollWidth - document.documentElement.clientWidth,
    )
    expect(overflow).toBe(0)
    expect(await axeFindings(page)).toEqual([])
    await page.setViewportSize({ width: 1280, height: 860 })
  })
})

describe('a question of an employee', () => {
  it('comes to the top bar, is answered there, and the work goes on with the answer', async () => {
    await create('ask before you paint', 'No plan', 'ASK Which colour? | Amber | Green\nSAY')
    await page.getByRole('button', { name: /^Needs you: 1/ }).click({ timeout: workTimeoutMs })
    const list = page.getByRole('list', { name: 'What needs you' })
    await list.getByText('Which colour?').waitFor({ timeout: workTimeoutMs })
    await list.getByRole('button', { name: 'Answer' }).click()
    await list.getByRole('button', { name: 'Amber' }).click()
    await page.keyboard.press('Escape')
    await activity().getByText('answered').waitFor()
    await status('In review').waitFor({ timeout: workTimeoutMs })
  })
})
