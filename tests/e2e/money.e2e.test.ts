// The whole way of money in a browser: look around, try, pay, grow, fail to pay, stop, pay again, cancel. Stripe is the local stack's; time
// passes by moving the company and its customer into the past. Each test is a station of one path.
import pg from 'pg'
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import { age } from '#tests/support/ageing.ts'
import {
  axeFindings,
  type Browser,
  newAddress,
  openBrowser,
  openDevice,
  type Page,
  signIn,
} from '#tests/support/browser.ts'
import { chooseRole } from '#tests/support/hire.ts'
import { type Product, startProduct } from '#tests/support/product.ts'
import { openStations, type Stations } from '#tests/support/stations.ts'

/** Time that has passed has passed: a station is not tried again. */
const once = { retry: 0 }
const startTimeoutMs = 200_000
const answerTimeoutMs = 180_000
const email = newAddress('mira')
const cards = { pays: '4242424242424242', declines: '4000000000000002', asks: '4000002500003155' }

let product: Product
let browser: Browser
let sql: pg.Client
let page: Page
let companyId = ''
let irisId = ''
let stations: Stations
let hasFailed = false

beforeAll(async () => {
  product = await startProduct()
  browser = await openBrowser()
  sql = new pg.Client({ connectionString: product.databaseUrl })
  await sql.connect()
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
  await sql?.end()
  await browser?.close()
  await product?.stop()
})

const stripeUrl = () => `http://127.0.0.1:${product.ports.stripe}`
const bankAsks = () => page.getByRole('alertdialog', { name: 'Your bank asks you to confirm' })
const heading = (text: string | RegExp) => page.getByRole('heading', { name: text }).waitFor()
const notice = () => page.getByRole('note', { name: 'Plan' })
const says = (text: string | RegExp) => page.getByText(text).first().waitFor()
const card = (name: string) =>
  page.getByRole('list', { name: 'Employees' }).getByRole('listitem').filter({ hasText: name })
const pathOf = (path: string, timeout = 30_000) =>
  page.waitForURL((url) => url.pathname === path, { timeout })

/** Lets days pass for the company, at Stripe too, and has time do what it does to those who do not pay. */
async function pass(days: number): Promise<void> {
  await age(sql, companyId, { days, stripeUrl: stripeUrl() })
  await sweep()
}

/** What the clock asks for every minute, at once. */
async function sweep(): Promise<void> {
  await sql.query("select graphile_worker.add_job('sweep-companies', job_key => 'sweep-now')")
}

async function turn(path: string, body: object): Promise<void> {
  const answer = await fetch(`${stripeUrl()}/_control/${path}`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(body),
  })
  expect(answer.status).toBe(200)
}

/** Waits for the mail about it. A sweep that has to ask Stripe first leaves the rest to the next one. */
async function mailed(subject: string | RegExp): Promise<void> {
  const isThere = async () => {
    await sweep()
    return (await product.mailbox(email)).some((mail) => mail.subject.match(subject))
  }
  await expect.poll(isThere, { timeout: 90_000, interval: 1_000 }).toBe(true)
}

async function enterCard(number: string, act: string | RegExp, at = page): Promise<void> {
  await at.getByLabel('Card number').fill(number)
  await at.getByLabel('Expiry').fill('12 / 40')
  await at.getByLabel('Security code').fill('123')
  await at.getByLabel('Name on the card').fill('Mira Lund')
  await at.getByRole('button', { name: act }).click()
}

async function hire(name: string): Promise<string> {
  await chooseRole(page, 'Researcher')
  await page.getByLabel('Name', { exact: true }).fill(name)
  await page.getByRole('button', { name: `Go on with ${name}` }).click()
  await page.getByRole('button', { name: `Hire ${name}` }).click()
  await page.waitForURL(/\/(launch|employees)\/[0-9a-f-]{36}/)
  return /[0-9a-f-]{36}/.exec(page.url())?.[0] ?? ''
}

/** Somebody at work answers; it is the answer of this very question that counts. */
async function answers(words: string): Promise<void> {
  await page.goto(`/employees/${irisId}/chat`)
  const box = page.getByRole('textbox', { name: 'Message to Iris' })
  await box.fill(`SAY\n${words}`)
  await box.press('Enter')
  await page.locator('.words', { hasText: words }).last().waitFor({ timeout: answerTimeoutMs })
}

describe('looking around', once, () => {
  it('needs no plan: one employee, and a chat that opens three times', async () => {
    await signIn(page, product, email)
    await heading('Choose a plan')
    await page.getByRole('button', { name: 'Look around first' }).click()
    irisId = await hire('Iris')
    const { rows } = await sql.query('select company_id from members where email = $1', [email])
    companyId = rows[0].company_id
    await pathOf(`/employees/${irisId}/chat`, startTimeoutMs)
    await says(/2\s*of 3 free views left/)
    await answers('Good morning from Iris')
    await says(/2\s*of 3 free views left/)
    await mailed('Welcome to Deskhand')
  })

  it('keeps the other doors closed', async () => {
    await page.goto('/tasks')
    await says('Tasks begin with a plan.')
    await page.goto(`/employees/${irisId}/browser`)
    await says('Iris’s desktop opens with a plan.')
    await page.goto('/onboarding?new')
    await heading('Choose a plan')
    expect(await page.getByRole('button', { name: 'Look around first' }).count()).toBe(0)
  })

  it('ends at the fourth opening with the choice of a plan', async () => {
    const aQuarterOfAnHour = 1 / 96
    for (const words of [/1\s*of 3 free views left/, 'This is the last free view of the chat.']) {
      await age(sql, companyId, { days: aQuarterOfAnHour })
      await page.goto(`/employees/${irisId}/chat`)
      await says(words)
    }
    await age(sql, companyId, { days: aQuarterOfAnHour })
    await page.goto(`/employees/${irisId}/chat`)
    await heading('You have seen how Iris works.')
    expect(await page.getByText('Good morning from Iris').count()).toBe(0)
    expect(await axeFindings(page)).toEqual([])
    await page.getByRole('button', { name: 'Start 7 free days with Studio' }).click()
    await says('Good morning from Iris')
    await says('7 days of trial left')
  })
})

describe('the trial', once, () => {
  it.each([
    [5.2, '2 days', 'two days'],
    [1, '1 day', 'one day'],
  ])('after %d days more warns of %s that are left, on every page and by mail', async (days, left, words) => {
    await pass(days)
    await page.goto('/employees')
    await notice().getByText(`${left} of trial left.`).waitFor()
    await mailed(`Your trial ends in ${words}`)
  })

  it('stops employees when it is over, and keeps what they have', async () => {
    await pass(1)
    await page.goto('/employees')
    await notice().getByText('The trial is over.').waitFor()
    await card('Iris').getByText('Resting until a plan is paid').waitFor()
    await mailed('Your trial has ended; everything is kept')
    await page.goto(`/employees/${irisId}/chat`)
    await says('Good morning from Iris')
    await says('Iris rests until a plan is paid.')
    expect(await page.getByRole('textbox', { name: 'Message to Iris' }).count()).toBe(0)
    expect(await axeFindings(page)).toEqual([])
  })
})

describe('paying', once, () => {
  it('can be left without paying', async () => {
    await page.getByRole('link', { name: 'Bring everybody back' }).first().click()
    await page.getByRole('button', { name: 'Pay and bring everybody back' }).click()
    await page.getByRole('link', { name: 'Back without paying' }).click()
    await pathOf('/billing')
    await says('Nothing was paid')
  })

  it('is tried with a card that is declined, then with one whose bank asks, and waits for the truth', async () => {
    await page.goto('/billing')
    await page.getByRole('button', { name: 'Pay and bring everybody back' }).click()
    await enterCard(cards.declines, 'Pay and subscribe')
    await says('Your card was declined.')
    await enterCard(cards.asks, 'Pay and subscribe')
    // Nobody can write down what Stripe says until it is let go.
    await sql.query('begin')
    await sql.query('lock table subscriptions in exclusive mode')
    await page.getByRole('button', { name: 'Approve' }).click()
    await pathOf('/billing/confirming')
    await says('Confirming the payment…')
    await says('It takes longer than usual.')
    expect(await axeFindings(page)).toEqual([])
    await sql.query('rollback')
    await says('You have Studio.')
    await mailed(/^Thank you: \$49\.00 received/)
  })

  it('brings everybody back', async () => {
    await page.getByRole('link', { name: 'Go to the employees' }).click()
    await card('Iris').getByText('Ready').waitFor({ timeout: startTimeoutMs })
    await notice().waitFor({ state: 'detached' })
    await answers('Back at my desk')
  })
})

describe('a seat more', once, () => {
  it('is offered where somebody is hired beyond them, with its price first, and waits for the bank', async () => {
    await page.goto('/onboarding?new')
    await says('Your one desk is taken')
    await page.getByRole('button', { name: 'Add a seat' }).click()
    const question = page.getByRole('alertdialog', { name: 'Add a seat?' })
    await question.getByText('Due now, for the rest of this month').waitFor()
    await question
      .getByText(/^\$4[89](\.\d\d)?$/)
      .first()
      .waitFor()
    await question.getByText('$98').waitFor()
    await question.getByRole('button', { name: 'Add the seat' }).click()
    await bankAsks().waitFor()
    expect(await axeFindings(page)).toEqual([])
    const opened = page.context().waitForEvent('page')
    await bankAsks().getByRole('button', { name: 'Confirm at Stripe' }).click()
    const stripe = await opened
    await page.getByRole('alertdialog', { name: 'Waiting for your confirmation' }).waitFor()
    expect(await axeFindings(page)).toEqual([])
    await enterCard(cards.asks, /^Pay \$4[89]/, stripe)
    await stripe.getByText('paid', { exact: true }).waitFor()
    await page.getByText('Your one desk is taken').waitFor({ state: 'detached' })
    await page.getByRole('alertdialog').waitFor({ state: 'detached' })
    await hire('Noor')
    await page.goto('/billing')
    await says(/2\s*of 2 seats taken/)
    await says('$98')
  })

  it('is paid with another card from then on, where one is given', async () => {
    await page.getByRole('button', { name: 'Manage card or cancel' }).click()
    await enterCard(cards.pays, 'Change the card')
    await says(/4242/)
    await page.getByRole('link', { name: 'Back to Deskhand' }).click()
    await pathOf('/billing')
  })
})

describe('a payment that fails at the renewal', once, () => {
  it('is told by mail and on every page, and everybody goes on working', async () => {
    await turn('next-payment', { outcome: 'decline', times: 10 })
    await pass(31)
    await page.goto('/employees')
    await notice().getByText('The last payment failed.').waitFor()
    await mailed(/^A payment of \$98\.00 did not go through/)
    await answers('Still here')
    await page.goto('/billing')
    await page.getByText('Not paid yet').first().waitFor()
    expect(await axeFindings(page)).toEqual([])
  })

  it('stops everybody when the grace is over', async () => {
    await pass(12.2)
    await mailed(/^On .* your employees stop$/)
    await pass(1.2)
    await page.goto('/employees')
    await notice().getByText('No plan is paid.').waitFor()
    for (const name of ['Iris', 'Noor']) await card(name).getByText('Resting until a plan is paid').waitFor()
    await mailed('Your employees have stopped; everything is kept')
  })

  it('is mended on the page of the open invoice, and everything is back', async () => {
    await turn('next-payment', { outcomes: [] })
    const office = await page.context().newPage()
    await office.goto('/employees')
    await page.getByRole('link', { name: 'Pay the open invoice' }).click()
    await enterCard(cards.pays, 'Pay $98.00')
    await page.getByText('paid', { exact: true }).waitFor()
    // Nobody reloads the office: it hears of it.
    await office.getByRole('note', { name: 'Plan' }).waitFor({ state: 'detached' })
    await office.close()
    await page.goto('/employees')
    for (const name of ['Iris', 'Noor'])
      await card(name).getByText('Ready').waitFor({ timeout: startTimeoutMs })
    await answers('And back again')
    await mailed(/^Thank you: \$98\.00 received/)
  })
})

describe('cancelling', once, () => {
  it('is done at Stripe and counts from the end of the month; until then it can be taken back', async () => {
    await page.goto('/billing')
    await page.getByRole('button', { name: 'Manage card or cancel' }).click()
    await page.getByRole('button', { name: 'Cancel at the end of the period' }).click()
    await page.getByText('Ends', { exact: true }).waitFor()
    await page.getByRole('link', { name: 'Back to Deskhand' }).click()
    await pathOf('/billing')
    await notice()
      .getByText(/^Studio ends on /)
      .waitFor()
    await mailed('Your plan is cancelled')
    await page.getByRole('button', { name: 'Keep Studio' }).click()
    await notice().waitFor({ state: 'detached' })
    await says('You have Studio.')
  })

  it('of a seat is offered to who lets somebody go', async () => {
    await page.goto('/billing')
    await page.getByRole('button', { name: 'Seats: one less' }).click()
    await says('2 employees work here.')
    await page.getByRole('link', { name: 'Noor' }).last().click()
    await page.getByRole('button', { name: 'Fire' }).click()
    await page.getByRole('alertdialog').getByRole('button', { name: 'Fire Noor' }).click()
    const offer = page.getByRole('alertdialog', { name: 'Give the seat back, too?' })
    await offer.getByText(/^Next bill/).waitFor()
    await offer.getByRole('button', { name: 'Give the seat back' }).click()
    await says('You pay for 1 seat')
    await page.goto('/billing')
    await says(/1\s*of 1 seat taken/)
  })

  it('leaves every bill where it can be read', async () => {
    await expect.poll(() => page.getByText('Paid', { exact: true }).count()).toBeGreaterThanOrEqual(3)
    await page
      .getByRole('link', { name: /^See the invoice/ })
      .first()
      .click()
    await page.getByRole('heading', { level: 1, name: /^Invoice / }).waitFor()
  })
})
