// The main job: a stranger comes to the door, hires somebody, and talks with them. Each test is a station of one path.
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import { z } from 'zod'
import { type Browser, newAddress, openBrowser, openDevice, type Page } from '#tests/support/browser.ts'
import { hireInWizard } from '#tests/support/hire.ts'
import { furnishForPicture, putQuestionsPlainly } from '#tests/support/picture-office.ts'
import { type Product, startProduct } from '#tests/support/product.ts'
import { openStations, renewPicture, renewsPictures, type Stations } from '#tests/support/stations.ts'

const answerTimeoutMs = 180_000
/** Installing OpenClaw comes first on a bare machine. */
const startTimeoutMs = 200_000
const withUnread = z.looseObject({ unread: z.number() })
const email = newAddress('mira')
const name = 'Iris'

/** In the words that the practice model obeys. */
const firstQuestion = `SAY
Good morning! Here is how I would spend the first week on the workshop numbers. Tell me what to move.

| day | what I do | what you get |
|---|---|---|
| Monday | read the repair log and the till export | a list of gaps and odd entries |
| Tuesday | match parts to repairs | the cost of parts per repair |
| Wednesday | look for seasons and busy hours | one chart, three sentences |
| Thursday | compare the two workshops | where time is lost, with numbers |
| Friday | write it up | two pages you can read with a coffee |

Two things would help me today:

- the **repair log since January**, as it is; I clean it up myself
- who may see numbers about single mechanics, so that I leave out what should stay private

I will say when I am guessing, and keep every step in a file that you can run again.`

const lastWords = 'Shall I set the parts of week 42 beside it?'
const repairs = 'week,repairs\\n40,31\\n41,38\\n42,52\\n43,47\\n'
const command = `printf '${repairs}' > repairs.csv && awk -F, 'NR>1 {n++; s+=$2} END {print s" repairs in "n" weeks, "s/n" a week"}' repairs.csv`
const secondQuestion = `DO exec ${JSON.stringify({ command })}
SAY
October brought **168 repairs**, 42 a week. Week 42 stands out:

| week | repairs | against the average |
|---|---:|---:|
| 40 | 31 | −11 |
| 41 | 38 | −4 |
| **42** | **52** | **+10** |
| 43 | 47 | +5 |

Every week after the first frost was above the average, so the October offer can wait until then.

The list is in \`repairs.csv\`. ${lastWords}`

let product: Product
let browser: Browser
let page: Page
let stations: Stations
let employeeId = ''
let hasFailed = false

beforeAll(async () => {
  product = await startProduct()
  browser = await openBrowser()
  page = await openDevice(browser, product)
  await page.setViewportSize({ width: 1280, height: 860 })
  stations = await openStations()
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

const log = () => page.getByRole('log', { name: `Conversation with ${name}` })
const rows = () => log().locator('[data-message]')
const answers = () => log().locator('.words')
const stopButton = () => page.getByRole('button', { name: 'Stop', exact: true })

async function send(text: string): Promise<void> {
  const box = page.getByRole('textbox', { name: `Message to ${name}` })
  await box.fill(text)
  await box.press('Enter')
}

async function enterCode(): Promise<void> {
  const seen = (await product.signInMails(email)).length
  await page.getByLabel('E-mail address').fill(email)
  await page.getByRole('button', { name: 'Continue with e-mail' }).click()
  await page.getByLabel('Six-digit code').fill(await product.nextCode(email, seen))
}

/** How many answers the product believes they have not seen. */
async function unread(): Promise<number> {
  const response = await page.request.get(`${product.url}/api/v1/employees/${employeeId}`)
  return withUnread.parse(await response.json()).unread
}

/** The lengths that the words of the newest answer had while it was being written. */
async function lengthsUntilWhole(): Promise<number[]> {
  const lengths = new Set<number>()
  const look = async () => {
    const { length, isGrowing } = await page.evaluate(() => ({
      length: [...document.querySelectorAll('[data-message] .words')].at(-1)?.textContent?.length ?? 0,
      isGrowing: [...document.querySelectorAll('button')].some((one) => one.textContent === 'Stop'),
    }))
    if (isGrowing && length > 0) lengths.add(length)
    return length > 0 && !isGrowing
  }
  await expect.poll(look, { timeout: answerTimeoutMs, interval: 20 }).toBe(true)
  return [...lengths]
}

describe('a stranger', () => {
  it('sees what this is', async () => {
    await page.goto('/')
    await page.getByRole('heading', { level: 1 }).waitFor()
    if (renewsPictures) await renewPicture(page, 'landing')
  })

  it('wants to hire, and signs up with a code from the mail', async () => {
    await page.getByRole('link', { name: 'Hire your first employee' }).first().click()
    await enterCode()
    await page.getByRole('heading', { name: 'Choose a plan' }).waitFor()
  })

  it('goes through the wizard', async () => {
    employeeId = await hireInWizard(page, { plan: 'Studio', role: 'Data analyst', name })
  })

  it('sees by name what the start is doing, until the chat opens by itself', async () => {
    const steps = page.getByRole('list', { name: 'Start' })
    await steps.getByRole('listitem').filter({ hasText: 'Lamp on' }).waitFor()
    const seen = new Set<string>()
    const look = async () => {
      for (const label of await steps.locator('[aria-current=step]').allTextContents()) seen.add(label)
      return new URL(page.url()).pathname
    }
    await expect.poll(look, { timeout: startTimeoutMs, interval: 100 }).toBe(`/employees/${employeeId}/chat`)
    expect([...seen].join('\n')).toContain('Starting the gateway, under way')
    await page.getByText(`Hello, I am ${name}.`).waitFor()
  })

  it('gets a first answer that grows word by word', async () => {
    await send(firstQuestion)
    const lengths = await lengthsUntilWhole()
    expect(lengths.length).toBeGreaterThanOrEqual(2)
    await answers().getByText('keep every step in a file that you can run again.').waitFor()
    await expect.poll(() => log().getByRole('table').last().getByRole('row').count()).toBe(6)
    const whole = await answers().last().textContent()
    expect(whole?.length).toBeGreaterThanOrEqual(Math.max(...lengths))
  })

  it('sees what is done on the way: which tool, what came out, how long it took', async () => {
    await send(secondQuestion)
    await answers().getByText(lastWords).waitFor({ timeout: answerTimeoutMs })
    await stopButton().waitFor({ state: 'detached' })
    await seeTheToolCard()
    await expect.poll(unread).toBe(0)
  })

  it('finds all of it after a reload', async () => {
    const before = await wordsOfAll()
    expect(before).toHaveLength(4)
    await page.reload()
    await log().getByRole('table').last().waitFor()
    await expect.poll(wordsOfAll).toEqual(before)
    await seeTheToolCard()
  })

  it('signs out, and is let in again only after signing in, where they wanted to go', async () => {
    const chat = `/employees/${employeeId}/chat`
    await page.getByRole('button', { name: 'Account' }).click()
    await page.getByRole('button', { name: 'Sign out', exact: true }).click()
    await page.waitForURL((url) => url.pathname === '/sign-in')
    await page.goto(chat)
    await page.waitForURL((url) => url.pathname === '/sign-in' && url.searchParams.get('next') === chat)
    await enterCode()
    await page.waitForURL((url) => url.pathname === chat)
    await answers().getByText(lastWords).waitFor()
  })

  // Not a test of the product: it furnishes the office for the documents' pictures.
  if (renewsPictures) {
    it('has a conversation and an office that can be shown', async () => {
      await putQuestionsPlainly(product.databaseUrl, employeeId, [
        'Morning! We have a year of repairs from two workshops. Where do you start?',
        'Add up the repairs of October, please. Does any week stand out?',
      ])
      await page.setViewportSize({ width: 1280, height: 960 })
      await page.reload()
      await log().getByRole('table').last().waitFor()
      await log().locator('details summary').click()
      await renewPicture(page, 'chat')
      await furnishForPicture(product.databaseUrl, employeeId)
      await page.setViewportSize({ width: 1280, height: 600 })
      await page.goto('/employees')
      await page.getByRole('list', { name: 'Employees' }).getByRole('listitem').nth(4).waitFor()
      await renewPicture(page, 'employees')
    })
  }
})

async function wordsOfAll(): Promise<string[]> {
  const texts = await rows().allTextContents()
  return texts.map((text) => text.trim())
}

async function seeTheToolCard(): Promise<void> {
  const card = log().locator('details')
  await expect.poll(() => card.count()).toBe(1)
  await expect
    .poll(() => card.locator('summary').textContent())
    .toMatch(/Ran a command\s*, done\s*printf .*\n?\d+ s/)
  await card.locator('summary').click()
  await card.getByText('168 repairs in 4 weeks, 42 a week', { exact: true }).waitFor()
  await card.locator('summary').click()
}
