// Talking with an employee, in a real browser against the whole product: desk, gateway, practice model and all.
import pg from 'pg'
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
import { hireInWizard } from '#tests/support/hire.ts'
import { type Product, startProduct } from '#tests/support/product.ts'

const answerTimeoutMs = 180_000

let product: Product
let browser: Browser
let sql: pg.Client
let page: Page
let employeeId: string

beforeAll(async () => {
  product = await startProduct()
  browser = await openBrowser()
  sql = new pg.Client({ connectionString: product.databaseUrl })
  await sql.connect()
  page = await openDevice(browser, product)
  await signIn(page, product, newAddress())
  employeeId = await hireInWizard(page, { name: 'Ada' })
})
afterAll(async () => {
  await browser?.close()
  await sql?.end()
  await product?.stop()
})

const chat = () => `/employees/${employeeId}/chat`
const box = (on = page) => on.getByRole('textbox', { name: 'Message to Ada' })
const log = (on = page) => on.getByRole('log')
const stopButton = (on = page) => on.getByRole('button', { name: 'Stop' })

async function send(text: string, on = page): Promise<void> {
  await box(on).fill(text)
  await box(on).press('Enter')
}

const shows = (text: string | RegExp, on = page) =>
  log(on).getByText(text).last().waitFor({ timeout: answerTimeoutMs })

/** Nothing waits and nothing is being written. */
async function untilIdle(): Promise<void> {
  await expect
    .poll(
      async () => {
        const { rows } = await sql.query(
          "select 1 from messages where employee_id = $1 and superseded_at is null and status in ('queued', 'streaming')",
          [employeeId],
        )
        return rows.length
      },
      { timeout: answerTimeoutMs, interval: 200 },
    )
    .toBe(0)
}

const countOf = async (text: string) =>
  (
    await sql.query('select 1 from messages where employee_id = $1 and text = $2 and superseded_at is null', [
      employeeId,
      text,
    ])
  ).rows.length

/** What was said before is put aside, as an edit does. */
async function startOver(): Promise<void> {
  await untilIdle()
  await sql.query(
    'update messages set superseded_at = now() where employee_id = $1 and superseded_at is null',
    [employeeId],
  )
  await page.goto(chat())
}

describe('the first words', () => {
  beforeEach(startOver)

  it('wait while the desk starts, and are answered', async () => {
    await page.getByText('Hello, I am Ada.').waitFor()
    expect(await axeFindings(page)).toEqual([])
    const example = page.getByRole('region', { name: 'Begin' }).getByRole('button').first()
    const words = (await example.textContent()) ?? ''
    await example.click()
    await expect.poll(() => box().inputValue()).toBe(words.trim())
    await send('SAY Good morning')
    await shows('Good morning')
    await expect
      .poll(() => log().getByText('Good morning', { exact: true }).count(), { timeout: answerTimeoutMs })
      .toBe(1)
  })
})

describe('an answer', () => {
  beforeEach(startOver)

  it('grows while one looks, survives a refresh in the middle, and is whole in the end', async () => {
    await send('SLOW 6')
    await shows(/word3\b/)
    await page.reload()
    await shows(/word4\b/)
    await shows(/word60$/)
    await stopButton().waitFor({ state: 'detached', timeout: answerTimeoutMs })
    const words = await log()
      .getByText(/word60$/)
      .textContent()
    expect(words).toBe(Array.from({ length: 60 }, (_, index) => `word${index + 1}`).join(' '))
  })

  it('is the same in two tabs, and a question asked in one is seen in the other', async () => {
    const other = await page.context().newPage()
    await other.goto(chat())
    await box(other).waitFor()
    await send('SAY Seen by both')
    await shows(/^Seen by both$/, other)
    await shows(/^Seen by both$/)
    await other.close()
  })

  it('stops at once, by the button or by Escape, and can be asked for again', async () => {
    await send('SLOW 40')
    await shows(/word2\b/)
    const asked = performance.now()
    await page.keyboard.press('Escape')
    await shows('Stopped. What was written is kept.')
    expect(performance.now() - asked).toBeLessThan(3_000)
    await page.getByRole('button', { name: 'Try again' }).click()
    await log().getByText('Stopped. What was written is kept.').waitFor({ state: 'detached' })
    await shows(/word2\b/)
    await stopButton().click()
    await shows('Stopped. What was written is kept.')
  })

  it('shows what was done on the way, with its output while it runs', async () => {
    await send('DO exec {"command":"echo begun; sleep 6; echo ended"}')
    const card = log().locator('details')
    await card.getByText('Running a command').waitFor({ timeout: answerTimeoutMs })
    await card.locator('summary').click()
    await card.getByText('begun', { exact: true }).waitFor({ timeout: answerTimeoutMs })
    await card.getByText('Ran a command').waitFor({ timeout: answerTimeoutMs })
    await card.getByText(/begun\s+ended/).waitFor()
    await untilIdle()
    expect(await axeFindings(page)).toEqual([])
  })

  it('that fails says why and what to do', async () => {
    await send('FAIL 401')
    await shows(/model key was refused/)
    await page.getByRole('button', { name: 'Try again' }).waitFor()
  })

  it('shows code, tables and links as such, and lets nothing of it act', async () => {
    await send(
      'SAY\n```js\nconst a = 1\n```\n\n| a | b |\n|---|---|\n| 1 | 2 |\n\n[good](https://example.com) [bad](javascript:alert(1))\n\n![x](https://example.com/x.png)\n\n<img src=x onerror=alert(1)>',
    )
    await log().getByRole('table').waitFor({ timeout: answerTimeoutMs })
    await untilIdle()
    await log().locator('pre .code-keyword').waitFor()
    expect(await log().getByRole('link', { name: 'good' }).getAttribute('rel')).toContain('noopener')
    expect(await log().getByRole('link', { name: 'bad' }).count()).toBe(0)
    expect(await log().locator('img').count()).toBe(0)
    await shows('<img src=x onerror=alert(1)>')
    expect(await axeFindings(page)).toEqual([])
  })
})

describe('what one writes', () => {
  beforeEach(startOver)

  it('waits its turn while an answer is written, and can be taken back', async () => {
    await send('SLOW 20')
    await shows(/word2\b/)
    await send('SAY Later one')
    await shows('Next, as soon as Ada has finished this answer.')
    await send('SAY Never sent')
    await shows('Waits its turn: one message before it.')
    await page.getByRole('button', { name: 'Take back' }).last().click()
    await expect.poll(() => countOf('SAY Never sent')).toBe(0)
    await stopButton().click()
    await shows(/^Later one$/)
  })

  it('can be put better: the later words go, the earlier stay', async () => {
    await send('SAY First')
    await shows(/^First$/)
    await send('SAY Second')
    await shows(/^Second$/)
    await untilIdle()
    await stopButton().waitFor({ state: 'detached' })
    await box().press('ArrowUp')
    await page.getByText('Sending it replaces it and everything after it.').waitFor()
    await expect.poll(() => box().inputValue()).toBe('SAY Second')
    await send('SAY Better')
    await shows(/^Better$/)
    expect(
      await log()
        .getByText(/^Second$/)
        .count(),
    ).toBe(0)
    expect(
      await log()
        .getByText(/^First$/)
        .count(),
    ).toBe(1)
  })

  it('is text, also with a slash', async () => {
    await send('/status please')
    await shows('You said: “/status please”')
  })

  it('is kept as a draft through a reload, for this employee', async () => {
    await box().fill('Half a thought')
    await page.reload()
    await expect.poll(() => box().inputValue()).toBe('Half a thought')
    await box().fill('')
  })

  it('without a connection is kept, and goes once when it returns', async () => {
    await page.context().setOffline(true)
    await send('SAY From the tunnel')
    await shows(/Not sent\. There is no connection/)
    await page.context().setOffline(false)
    await shows(/^From the tunnel$/)
    expect(await log().getByText('Not sent').count()).toBe(0)
    expect(await countOf('SAY From the tunnel')).toBe(1)
  })

  it('can be sent while news are told, also on a phone', async () => {
    for (const width of [1280, 390]) {
      await page.setViewportSize({ width, height: 800 })
      await page.context().setOffline(true)
      await page.getByRole('button', { name: 'What to do with Ada' }).click()
      await page.getByRole('menuitem', { name: 'Pause' }).click()
      await page.getByRole('alertdialog').getByRole('button', { name: 'Pause' }).click()
      const news = page.locator('[data-sonner-toast]').filter({ hasText: 'The office did not answer.' })
      // They stay while they are pointed at, and come up from below.
      await news.hover()
      await expect
        .poll(async () => {
          const told = await news.boundingBox()
          const send = await page.getByRole('button', { name: 'Send', exact: true }).boundingBox()
          return told && send && told.y + told.height <= send.y
        })
        .toBe(true)
      await page.mouse.move(1, 1)
      await page.context().setOffline(false)
      await news.waitFor({ state: 'detached' })
    }
    await page.setViewportSize({ width: 1280, height: 800 })
  })

  it('goes with files, which are shown and reach the employee', async () => {
    const png = Buffer.from(
      'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mP8z8BQDwAEhQGAhKmMIQAAAABJRU5ErkJggg==',
      'base64',
    )
    await page.locator('input[type=file]').setInputFiles([
      { name: 'dot.png', mimeType: 'image/png', buffer: png },
      { name: 'huge.txt', mimeType: 'text/plain', buffer: Buffer.alloc(4 * 1024 * 1024 + 1, 'x') },
    ])
    await page.getByText('huge.txt is larger than 4 MB.').waitFor()
    await page.getByRole('list', { name: 'Files to send' }).getByText('70 B', { exact: true }).waitFor()
    await send('Look at this')
    await log().getByRole('img', { name: 'dot.png' }).waitFor()
    await shows('I received 1 picture.')
  })
})

describe('a long conversation', () => {
  it('opens at its end, loads what is older on the way up, and marks what is new', async () => {
    await startOver()
    await sql.query(
      `insert into messages (company_id, employee_id, conversation_id, author, author_name, text, status)
       select company_id, employee_id, id, 'member', 'API', 'Line ' || number, 'delivered'
       from conversations, generate_series(1, 180) number where employee_id = $1`,
      [employeeId],
    )
    await page.goto(chat())
    await log().getByText('Line 180', { exact: true }).waitFor()
    await expect.poll(() => log().getByText('Line 180', { exact: true }).isVisible()).toBe(true)
    expect(await log().getByText('Line 1', { exact: true }).count()).toBe(0)
    await expect
      .poll(
        async () => {
          await log().evaluate((element) => element.scrollTo(0, -element.scrollHeight))
          return log().getByText('Line 1', { exact: true }).count()
        },
        { timeout: answerTimeoutMs },
      )
      .toBe(1)
    const other = await page.context().newPage()
    await other.goto(chat())
    await send('SAY Something new', other)
    await page.getByRole('button', { name: '1 new' }).click()
    await log().getByText('New', { exact: true }).waitFor()
    await shows(/^Something new$/)
    await other.close()
  })
})
