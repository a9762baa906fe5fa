// The board of tasks in a real browser against the whole product: by mouse, by keyboard, from another tab, and with a thousand tasks.
import pg from 'pg'
import type { Locator } from 'playwright-core'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import {
  axeFindings,
  type Browser,
  newAddress,
  openBrowser,
  openDevice,
  type Page,
  signIn,
} from '#tests/support/browser.ts'
import { furnishCompany } from '#tests/support/furnished-company.ts'
import { type Product, startProduct } from '#tests/support/product.ts'
import { addTask } from '#tests/support/tasks.ts'
import { untilWhole } from '#tests/support/whole-page.ts'

let product: Product
let browser: Browser
let page: Page
let sql: pg.Client
let companyId: string

beforeAll(async () => {
  product = await startProduct()
  browser = await openBrowser()
  page = await openDevice(browser, product)
  sql = new pg.Client({ connectionString: product.databaseUrl })
  await sql.connect()
  const email = newAddress('board')
  await signIn(page, product, email)
  await furnishCompany(sql, email)
  const { rows } = await sql.query<{ company_id: string }>(
    'select company_id from members where email = $1',
    [email],
  )
  companyId = rows[0]?.company_id ?? ''
})
afterAll(async () => {
  await sql?.end()
  await browser?.close()
  await product?.stop()
})
beforeEach(async () => {
  await page.setViewportSize({ width: 1600, height: 900 })
  await page.goto('/tasks')
  await page.locator('[data-task]').first().waitFor()
})

const column = (name: string, from = page) => from.getByRole('region', { name: new RegExp(`^${name},`) })
const cardIn = (name: string, title: string, from = page) =>
  column(name, from).locator('[data-task]').filter({ hasText: title })
/** What can be dragged is known once React has come to rest. */
const drag = async (card: Locator, to: Locator) => {
  await card.waitFor()
  await untilWhole(page)
  await card.dragTo(to)
}
const statusOf = async (id: string) =>
  (await sql.query<{ status: string }>('select status from tasks where id = $1', [id])).rows[0]?.status
const become = (id: string, status: string) =>
  expect.poll(() => statusOf(id), { timeout: 20_000 }).toBe(status)

describe('the board', () => {
  it('takes a new task by the keyboard, and another tab sees it without a reload', async () => {
    const other = await page.context().newPage()
    await other.goto('/tasks?status=draft')
    await other.locator('[data-column=draft]').waitFor()
    await page.keyboard.press('c')
    await page.getByLabel('Title').fill('Paint the fence')
    await page.getByRole('button', { name: 'Keep as draft' }).click()
    await cardIn('Draft', 'Paint the fence').waitFor()
    await cardIn('Draft', 'Paint the fence', other).waitFor()
    await other.close()
  })

  it('takes a new task by a line at the top of a column', async () => {
    await page.getByRole('button', { name: 'New task in Ready' }).click()
    await page.getByLabel('Title of the new task').fill('Water the plants')
    await page.keyboard.press('Enter')
    await cardIn('Ready', 'Water the plants').waitFor()
  })

  it('begins a draft that is dragged to Ready, also for the other tab', async () => {
    const id = await addTask(sql, companyId, { title: 'Drag me', status: 'draft' })
    const other = await page.context().newPage()
    await other.goto('/tasks')
    await drag(cardIn('Draft', 'Drag me'), column('Ready'))
    await cardIn('Ready', 'Drag me').waitFor()
    await become(id, 'ready')
    await cardIn('Ready', 'Drag me', other).waitFor()
    await other.close()
  })

  it('leaves a card where it is when only a worker can move it, and says so', async () => {
    const id = await addTask(sql, companyId, { title: 'Not by hand', requires: ['nobody-can'] })
    await drag(cardIn('Ready', 'Not by hand'), column('Working'))
    await page.getByText('A worker takes it by itself, as soon as one is free.').first().waitFor()
    await cardIn('Ready', 'Not by hand').waitFor()
    expect(await statusOf(id)).toBe('ready')
  })

  it('approves by the keyboard alone, and keeps the focus on the card', async () => {
    const id = await addTask(sql, companyId, { title: 'Approve me', status: 'in_review' })
    await cardIn('Review', 'Approve me').getByRole('link').focus()
    await page.keyboard.press('m')
    await page.getByRole('menuitem', { name: /^Done/ }).press('Enter')
    await cardIn('Done', 'Approve me').waitFor()
    await become(id, 'done')
    await page.waitForFunction(() => document.activeElement?.textContent === 'Approve me')
  })

  it('sends back with words that the next attempt is told', async () => {
    const id = await addTask(sql, companyId, { title: 'Send me back', status: 'in_review' })
    await cardIn('Review', 'Send me back').getByRole('link').focus()
    await page.keyboard.press('m')
    await page.getByRole('menuitem', { name: /^Ready/ }).press('Enter')
    await page.getByLabel('What is missing').fill('The footer')
    await page.getByRole('button', { name: 'Send back' }).click()
    await become(id, 'ready')
    const { rows } = await sql.query('select feedback from tasks where id = $1', [id])
    expect(rows[0]?.feedback).toBe('The footer')
  })

  it('puts a card back when the move is refused meanwhile', async () => {
    const id = await addTask(sql, companyId, { title: 'Taken back', status: 'in_review' })
    await page.route(`**/api/v1/tasks/${id}/approve`, (route) =>
      route.fulfill({ status: 409, json: { code: 'conflict', detail: 'Somebody was faster.' } }),
    )
    await drag(cardIn('Review', 'Taken back'), column('Done'))
    await page.getByText('Somebody was faster.').waitFor()
    await cardIn('Review', 'Taken back').waitFor()
    await page.unrouteAll()
  })
})

describe('what is shown', () => {
  it('stands in the address and survives a reload', async () => {
    await addTask(sql, companyId, { title: 'Find this needle', priority: 3, labels: ['hay'] })
    await page.getByRole('button', { name: 'Filter' }).click()
    const hay = page.getByRole('checkbox', { name: 'hay' })
    await hay.click()
    await page.keyboard.press('Escape')
    await hay.waitFor({ state: 'detached' })
    await page.keyboard.press('/')
    await page.keyboard.type('needle')
    await page.getByRole('button', { name: 'List' }).click()
    await page.waitForURL((url) => url.search.includes('q=needle') && url.search.includes('view=list'))
    await page.reload()
    await page.getByRole('button', { name: 'Without the filter hay' }).waitFor()
    await expect.poll(() => page.locator('[data-task]').count()).toBe(1)
    expect(await page.getByLabel('Search tasks').inputValue()).toBe('needle')
  })

  it('leads from a number to the task', async () => {
    const id = await addTask(sql, companyId, { title: 'By number' })
    const { rows } = await sql.query('select number from tasks where id = $1', [id])
    await page.keyboard.press('Control+k')
    const number = `#${rows[0]?.number}`
    await page.getByPlaceholder('An employee, a page, or what to do').fill(number)
    await page.getByRole('option', { name: number, selected: true }).waitFor()
    await page.keyboard.press('Enter')
    await page.waitForURL((url) => url.pathname === `/tasks/${id}`)
  })
})

describe('several at once', () => {
  it('are marked by x and by Shift, and changed together', async () => {
    const ids: string[] = []
    for (const name of ['first', 'second', 'third']) {
      ids.push(await addTask(sql, companyId, { title: `Together ${name}`, status: 'draft' }))
    }
    await page.goto('/tasks?q=together')
    await page.locator('[data-task]').nth(2).waitFor()
    await page.locator('[data-task] a').first().focus()
    await page.keyboard.press('x')
    await page
      .locator('[data-task] a')
      .nth(2)
      .click({ modifiers: ['Shift'] })
    await page.getByText('3 selected').waitFor()
    await page.getByRole('button', { name: /^Priority/ }).click()
    await page.getByRole('menuitem', { name: 'Urgent' }).click()
    await expect
      .poll(async () => {
        const { rows } = await sql.query('select priority from tasks where id = any ($1)', [ids])
        return rows.map(({ priority }) => priority)
      })
      .toEqual([3, 3, 3])
    await page.getByRole('button', { name: 'Cancel', exact: true }).click()
    await page.getByRole('button', { name: 'Cancel 3 tasks' }).click()
    for (const id of ids) await become(id, 'cancelled')
  })
})

describe('recurring tasks', () => {
  it('are made from a template, by hand and by the clock', async () => {
    await page.goto('/tasks/recurring')
    await page.getByRole('button', { name: 'New template' }).click()
    await page.getByLabel('Name of the template').fill('Morning post')
    await page.getByLabel('Title').fill('Sort the post')
    await page.getByRole('button', { name: 'Save' }).click()
    await page.getByRole('dialog').waitFor({ state: 'detached' })
    const row = page.getByRole('listitem').filter({ hasText: 'Morning post' }).first()
    await row.getByRole('button', { name: 'Add a time' }).click()
    await page.getByText('The next times, by your clock').waitFor()
    await page.getByRole('button', { name: 'Save' }).click()
    await row.getByText('Every weekday at 09:00').waitFor()
    await row.getByRole('button', { name: 'Make a task now' }).click()
    await page.getByText(/^#\d+ is on its way$/).waitFor()
    await page.goto('/tasks?q=sort+the+post')
    await page.locator('[data-task]').filter({ hasText: 'Sort the post' }).waitFor()
  })
})

describe('every state', () => {
  it.each(['/tasks', '/tasks?view=list', '/tasks?new', '/tasks/recurring'])(
    '%s has no fault that axe finds, wide and narrow',
    async (address) => {
      for (const width of [1280, 360]) {
        await page.setViewportSize({ width, height: 800 })
        await page.goto(address)
        await page.locator('#content h1').waitFor()
        expect(await axeFindings(page)).toEqual([])
        expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(width)
      }
    },
  )

  it('shows one column at a time on a narrow screen, and goes to the others by their names', async () => {
    await page.setViewportSize({ width: 390, height: 800 })
    await page.goto('/tasks')
    const strip = page.getByRole('navigation', { name: 'Columns' })
    await strip.getByRole('button', { name: /^Done/ }).click()
    await page.waitForFunction(() => {
      const done = document.querySelector('[data-column=done]')?.getBoundingClientRect()
      return done !== undefined && Math.abs(done.left) < 2
    })
    await strip.locator('[aria-current=true]').filter({ hasText: 'Done' }).waitFor()
  })
})

describe('a thousand tasks', () => {
  beforeAll(async () => {
    await sql.query(
      `insert into tasks (company_id, title, status, priority, labels, requires)
        select $1, 'Crowd n' || n, 'ready', n % 4, array['crowd'], array['nobody-can'] from generate_series(1, 1000) n`,
      [companyId],
    )
  })

  it('are searched, moved and marked like ten, and drawn as far as one looks', async () => {
    await page.goto('/tasks')
    await page.getByRole('region', { name: /^Ready, 10\d\d tasks/ }).waitFor()
    const drawn = () => page.locator('[data-column=ready] [data-task]').count()
    expect(await drawn()).toBeLessThan(200)
    await column('Ready').locator('[data-task]').last().scrollIntoViewIfNeeded()
    await expect.poll(drawn).toBeGreaterThan(40)
    await page.keyboard.press('/')
    await page.keyboard.type('crowd n777')
    await cardIn('Ready', 'Crowd n777').waitFor()
    await page.getByRole('region', { name: 'Ready, one task' }).waitFor()
    await cardIn('Ready', 'Crowd n777').getByRole('link').focus()
    await page.keyboard.press('m')
    await page.getByRole('menuitem', { name: /^Draft/ }).press('Enter')
    await cardIn('Draft', 'Crowd n777').waitFor()
  })
})
