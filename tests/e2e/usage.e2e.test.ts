// What is used, in a real browser against the whole product: from nothing, through a first answer, to months of calls.
import { readFile } from 'node:fs/promises'
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
import { addMember } from '#tests/support/company.ts'
import { addEmployee } from '#tests/support/employee.ts'
import { hireInWizard } from '#tests/support/hire.ts'
import { addCall, addManyCalls, addRun } from '#tests/support/ledger.ts'
import { lookFindings, settled } from '#tests/support/page-findings.ts'
import { type Product, startProduct } from '#tests/support/product.ts'
import { addTask } from '#tests/support/tasks.ts'

/** Her desk starts first. */
const answerTimeoutMs = 180_000
const longName = 'Iris-Maximiliane von und zu Hohenstein-Oberkirchen'

let product: Product
let browser: Browser
let sql: pg.Client
let page: Page
let companyId: string
let adaId: string
let taskId: string
const email = newAddress('usage')

beforeAll(async () => {
  product = await startProduct()
  browser = await openBrowser()
  sql = new pg.Client({ connectionString: product.databaseUrl })
  await sql.connect()
  page = await openDevice(browser, product)
  await signIn(page, product, email)
  adaId = await hireInWizard(page, { name: 'Ada' })
  const { rows } = await sql.query<{ company_id: string }>(
    'select company_id from members where email = $1',
    [email],
  )
  companyId = rows[0]?.company_id ?? ''
})
afterAll(async () => {
  await browser?.close()
  await sql?.end()
  await product?.stop()
})

/** Calls of the last sixty days, by somebody with a long name, most of them for one task. */
async function furnish(): Promise<void> {
  const iris = await addEmployee(sql, companyId, { employee: { name: longName } })
  taskId = await addTask(sql, companyId, { title: '=SUM(A1) Compare three suppliers' })
  const runIds = [await addRun(sql, companyId, taskId)]
  await addManyCalls(sql, { count: 5000, employees: [iris], runIds, days: 60 })
  await addCall(sql, { companyId }, { model: 'claude-haiku-4-5', cost_micros: 9000 })
}

const chart = () => page.locator('.recharts-surface').first()
const scriptsOf = (on: Page) =>
  on.evaluate(() => performance.getEntriesByType('resource').map(({ name }) => name))

describe('usage', () => {
  it('is nothing at first, and shows the first answer without a reload', async () => {
    const other = await page.context().newPage()
    await other.goto('/usage')
    await other.getByText('Nothing is used yet.').waitFor()
    await page.goto(`/employees/${adaId}/chat`)
    await page.getByRole('textbox', { name: 'Message to Ada' }).fill('Hello')
    await page.keyboard.press('Enter')
    await other
      .getByText('All of it was answered by the practice model')
      .waitFor({ timeout: answerTimeoutMs })
    await other.getByText('Too little to say yet').waitFor()
    await other.close()
  })

  it('can be looked at by keys, day by day, and read as a table', async () => {
    await furnish()
    await page.goto('/usage')
    await page.getByText('about $').waitFor()
    await page.getByRole('link', { name: '30 days' }).click()
    await page.waitForURL('**/usage?range=30_days')
    // Where a pointer rests counts for more than keys.
    await page.mouse.move(0, 0)
    await chart().focus()
    await page.keyboard.press('ArrowRight')
    const tip = page.locator('.recharts-tooltip-wrapper')
    await expect.poll(() => tip.textContent()).toContain(longName)
    const first = await tip.textContent()
    await page.keyboard.press('ArrowRight')
    await expect.poll(() => tip.textContent()).not.toBe(first)
    await page.getByRole('button', { name: 'Model', exact: true }).click()
    await page.getByRole('button', { name: 'Table' }).click()
    const table = page.getByRole('table').first()
    await table.getByRole('columnheader', { name: 'Claude Opus 4.5' }).waitFor()
    expect(await table.getByRole('row').count()).toBeGreaterThan(28)
  })

  it('takes days of one’s own, and exports exactly those', async () => {
    const day = new Date(Date.now() - 5 * 24 * 60 * 60 * 1000).toISOString().slice(0, 10)
    await page.goto('/usage')
    await page.getByRole('button', { name: 'Other days' }).click()
    await page.getByLabel('First day').fill(day)
    await page.getByLabel('Last day').fill(day)
    await page.getByRole('button', { name: 'Show these days' }).click()
    await page.waitForURL(`**/usage?from=${day}&to=${day}`)
    const saved = page.waitForEvent('download')
    await page.getByRole('link', { name: 'Export CSV' }).click()
    const download = await saved
    expect(download.suggestedFilename()).toBe(`deskhand-usage-${day}-to-${day}.csv`)
    const [, ...lines] = (await readFile(await download.path(), 'utf8')).trim().split('\r\n')
    const { rows } = await sql.query(
      `select count(*)::int as calls from ledger_entries where company_id = $1 and (started_at at time zone 'UTC')::date = $2`,
      [companyId, day],
    )
    expect(lines).toHaveLength(rows[0].calls)
    expect(lines.every((line) => line.startsWith(day))).toBe(true)
    expect(lines.join()).toContain("'=SUM(A1) Compare")
  })

  it('lets a cap be set where it stands, by keys alone, and another tab sees it', async () => {
    const other = await page.context().newPage()
    for (const one of [other, page]) {
      await one.goto('/usage')
      await settled(one)
    }
    await page.getByRole('button', { name: 'Change the allowance of Ada' }).press('Enter')
    await page.keyboard.type('7.50')
    await page.keyboard.press('Enter')
    await page.getByText(/of \$7\.50/).waitFor()
    await other.getByText(/of \$7\.50/).waitFor()
    await other.close()
    const { rows } = await sql.query('select allowance_micros from employees where id = $1', [adaId])
    expect(rows[0].allowance_micros).toBe('7500000')
  })

  it('stands on the task, with what it was made of', async () => {
    await page.goto(`/tasks/${taskId}`)
    await page.getByRole('button', { name: /^Cost:/ }).click()
    await page.getByText(/^Work/).waitFor()
    await page.getByText(/^By Claude/).waitFor()
  })

  it('costs other pages nothing: what draws it is loaded there only', async () => {
    const fresh = await page.context().newPage()
    await fresh.goto('/tasks')
    await fresh.waitForLoadState('networkidle')
    const elsewhere = new Set(await scriptsOf(fresh))
    await fresh.goto('/usage')
    await fresh.locator('.recharts-surface').first().waitFor()
    const here = (await scriptsOf(fresh)).filter((name) => name.endsWith('.js') && !elsewhere.has(name))
    const texts = (names: Iterable<string>) =>
      Promise.all(
        [...names].filter((name) => name.endsWith('.js')).map(async (name) => (await fetch(name)).text()),
      )
    expect((await texts(here)).some((text) => text.includes('recharts-surface'))).toBe(true)
    expect((await texts(elsewhere)).some((text) => text.includes('recharts-surface'))).toBe(false)
    await fresh.close()
  })

  it.each([
    [1280, 'light'],
    [1280, 'dark'],
    [360, 'light'],
    [360, 'dark'],
  ] as const)('has nothing to complain about at %d px in the %s', async (width, colorScheme) => {
    await page.setViewportSize({ width, height: 900 })
    await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' })
    for (const view of ['Chart', 'Table']) {
      await page.goto('/usage?range=90_days')
      await chart().waitFor()
      await page.getByRole('button', { name: view }).click()
      await page.getByRole('button', { name: 'Change the allowance of the company' }).click()
      expect(await lookFindings(page)).toEqual([])
    }
  })

  it('is for managers; others are told who can see it', async () => {
    await addMember(sql, companyId, { role: 'owner' })
    await sql.query(`update members set role = 'member' where company_id = $1 and email = $2`, [
      companyId,
      email,
    ])
    await page.goto('/usage')
    await page.getByText('Costs are for owners and admins.').waitFor()
    expect(await page.getByRole('link', { name: 'Usage' }).count()).toBe(0)
    expect(await lookFindings(page)).toEqual([])
  })
})
