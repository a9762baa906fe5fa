// From the front door to a starting desk, in a real browser against the whole product.
import pg from 'pg'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Visitor } from '#lib/access/caller.ts'
import { resolveMember } from '#lib/access/resolve-member.ts'
import { closeDatabase, openDatabase } from '#lib/db/database.ts'
import { removeMember } from '#lib/member/remove-member.ts'
import {
  askForMail,
  axeFindings,
  type Browser,
  newAddress,
  openBrowser,
  openDevice,
  type Page,
  signIn,
} from '#tests/support/browser.ts'
import { addInvitation } from '#tests/support/company.ts'
import { choosePlan, chooseRole, hireInWizard } from '#tests/support/hire.ts'
import { type Product, startProduct } from '#tests/support/product.ts'

let product: Product
let browser: Browser
let sql: pg.Client

beforeAll(async () => {
  product = await startProduct()
  browser = await openBrowser()
  sql = new pg.Client({ connectionString: product.databaseUrl })
  await sql.connect()
  openDatabase({ databaseUrl: product.databaseUrl, maxConnections: 2, applicationName: 'test' })
})
afterAll(async () => {
  await closeDatabase()
  await sql?.end()
  await browser?.close()
  await product?.stop()
})

const device = () => openDevice(browser, product)
const heading = (page: Page, name: string | RegExp) => page.getByRole('heading', { name }).waitFor()

async function pathOf(page: Page, path: string, timeoutMs = 60_000): Promise<void> {
  try {
    await page.waitForURL((url) => url.pathname === path, { timeout: timeoutMs })
  } catch (cause) {
    const shown = await page.locator('body').ariaSnapshot()
    throw new Error(`Never came to ${path}, but stays at ${page.url()}:\n${shown}`, { cause })
  }
}

/** A gateway takes 8 to 15 s, and more where much runs beside it. */
const startTimeoutMs = 200_000

describe('signing in', () => {
  it('works by the link in another browser, and opening the link uses nothing up', async () => {
    const asking = await device()
    const email = newAddress()
    await askForMail(asking, email)
    const link = (await product.nextMail(email)).links[0] ?? ''
    for (let scan = 0; scan < 2; scan++) expect((await fetch(link)).status).toBe(200)
    const other = await device()
    await other.goto(link)
    await other.getByRole('button', { name: 'Sign in to Deskhand' }).click()
    await heading(other, 'Choose a plan')
    const cookies = await other.context().cookies()
    expect(cookies.length).toBeGreaterThan(0)
    expect(cookies.filter((cookie) => !cookie.httpOnly)).toEqual([])
  })

  it('helps whoever opens a used link to a new mail', async () => {
    const email = newAddress()
    await askForMail(await device(), email)
    const link = (await product.nextMail(email)).links[0] ?? ''
    const first = await device()
    await first.goto(link)
    await first.getByRole('button', { name: 'Sign in to Deskhand' }).click()
    await heading(first, 'Choose a plan')
    const late = await device()
    await late.goto(link)
    await late.getByRole('button', { name: 'Sign in to Deskhand' }).click()
    await heading(late, 'This link does not work any more.')
    await late.getByLabel('E-mail address').fill(email)
    await late.getByRole('button', { name: 'Continue with e-mail' }).click()
    await late.getByLabel('Six-digit code').fill(await product.nextCode(email, 1))
    await heading(late, 'Choose a plan')
  })

  it('takes the code, however it is pasted, and says when it is wrong', async () => {
    const page = await device()
    const email = newAddress()
    await askForMail(page, email)
    const code = await product.nextCode(email)
    const field = page.getByLabel('Six-digit code')
    await field.fill(code === '111111' ? '222222' : '111111')
    await page.getByText('This code is wrong, used or too old.').waitFor()
    await field.fill(` ${code.slice(0, 3)}-${code.slice(3)} `)
    await heading(page, 'Choose a plan')
  })

  it('needs no script', async () => {
    const context = await browser.newContext({ baseURL: product.url, javaScriptEnabled: false })
    const page = await context.newPage()
    const email = newAddress()
    await page.goto('/sign-in?next=/onboarding')
    await page.getByLabel('E-mail address').fill(email)
    await page.getByRole('button', { name: 'Continue with e-mail' }).click()
    await heading(page, 'Look at your mail.')
    await page.goto((await product.nextMail(email)).links[0] ?? '')
    await page.getByRole('button', { name: 'Sign in to Deskhand' }).click()
    await heading(page, 'Choose a plan')
  })

  it('comes back to the protected page that was asked for', async () => {
    const page = await device()
    const email = newAddress()
    await page.goto('/onboarding/role')
    await pathOf(page, '/sign-in')
    expect(new URL(page.url()).searchParams.get('next')).toBe('/onboarding/role')
    await signIn(page, product, email, '/onboarding/role')
    await heading(page, 'Choose a plan')
    await page.goto('/sign-in?next=https://elsewhere.example/')
    await pathOf(page, '/employees')
  })

  it('works with Google, and explains when somebody cancels there', async () => {
    const page = await device()
    await page.goto('/sign-in?next=/onboarding')
    await page.getByRole('link', { name: 'Continue with Google' }).click()
    await page.getByRole('button', { name: 'grace@example.com' }).click()
    await heading(page, 'Choose a plan')
    const cancelling = await device()
    await cancelling.goto('/auth/callback?error=access_denied&next=/onboarding')
    await cancelling.getByText('Google was not asked to let you in').waitFor()
    await cancelling.goto('/auth/callback?code=made-up&next=//elsewhere.example')
    await cancelling.getByText('Signing in with Google did not work').waitFor()
  })

  it('ends on every device at once', async () => {
    const email = newAddress()
    const here = await device()
    const there = await device()
    await signIn(here, product, email)
    await signIn(there, product, email)
    await here.goto('/sign-out')
    await here.getByRole('button', { name: 'Sign out on every device' }).click()
    await here.getByText('You are signed out everywhere').waitFor()
    await there.goto('/onboarding/plan')
    await pathOf(there, '/sign-in')
  })

  it('answers the same for known and unknown addresses, and limits the mails to one', async () => {
    const page = await device()
    const email = newAddress()
    for (let mails = 0; mails < 6; mails++) await askForMail(page, email)
    await page.goto('/sign-in')
    await page.getByLabel('E-mail address').fill(email)
    await page.getByRole('button', { name: 'Continue with e-mail' }).click()
    await page.getByText(/Too many tries\. .* Try again in \d+ (seconds|minutes)/).waitFor()
    expect(await page.getByLabel('E-mail address').inputValue()).toBe(email)
  })
})

describe('the wizard', () => {
  it('loses nothing to a reload, the back button or another device', async () => {
    const page = await device()
    const email = newAddress()
    await signIn(page, product, email, '/onboarding?plan=solo')
    await page.getByRole('radio', { name: 'Solo', checked: true }).waitFor()
    await page.goto('/onboarding/launch')
    await pathOf(page, '/onboarding/plan')
    await choosePlan(page, 'Studio')
    await chooseRole(page, 'Bookkeeper')
    await page.getByLabel('Name', { exact: true }).fill('Bo $(id) ../')
    await page.getByRole('radio', { name: 'In your own words' }).click()
    await page.getByLabel('The voice in your words').fill('Like a harbour pilot.')
    await page.getByLabel('What does it do?').fill('We repair bicycles.')
    await page.reload()
    await page.getByText('They keep to your words: “Like a harbour pilot.”').waitFor()
    await expect.poll(() => page.getByLabel('Name', { exact: true }).inputValue()).toBe('Bo $(id) ../')
    await page.goBack()
    await heading(page, 'Whom do you need?')
    await page.getByRole('radio', { name: 'Bookkeeper', checked: true }).waitFor()
    const other = await device()
    await signIn(other, product, email)
    await heading(other, 'Ready to start?')
    await other.getByText('Bo $(id) ../', { exact: true }).waitFor()
    await other.getByRole('link', { name: 'Change: Tone' }).click()
    await expect.poll(() => other.getByLabel('What does it do?').inputValue()).toBe('We repair bicycles.')
  })

  it('hires once however often one presses, shows the start, and goes on to the chat', async () => {
    const page = await device()
    await signIn(page, product, newAddress())
    const id = await hireInWizard(page, { plan: 'Solo', role: 'Researcher', name: 'Iris' })
    await page.goto(`/onboarding/launch/${id}`)
    await page.reload()
    await pathOf(page, `/employees/${id}/chat`, startTimeoutMs)
    const { rows } = await sql.query('select 1 from employees where name = $1', ['Iris'])
    expect(rows).toHaveLength(1)
    await page.goto('/onboarding?new')
    await page.getByText('Your one desk is taken').waitFor()
    await page.getByRole('link', { name: 'Choose a larger plan' }).click()
    await choosePlan(page, 'Company')
    expect(await page.getByText('Your one desk is taken').count()).toBe(0)
  })
})

describe('an invitation', () => {
  async function invite(email: string) {
    const owner = await device()
    const ownerEmail = newAddress('owner')
    await signIn(owner, product, ownerEmail)
    const { rows } = await sql.query('select * from members where email = $1', [ownerEmail])
    const visitor: Visitor = { kind: 'visitor', userId: rows[0].user_id, email: ownerEmail }
    const member = await resolveMember(visitor)
    if (!member) throw new Error('The owner has no company')
    const company = { companyId: member.companyId, name: 'Bicycle Works', owner: member }
    return { member, token: (await addInvitation(sql, company, { email })).token }
  }

  it('is for one address: another is told so, the right one joins, and then it is closed', async () => {
    const email = newAddress('guest')
    const { token } = await invite(email)
    const page = await device()
    await signIn(page, product, newAddress('stranger'))
    await page.goto(`/invitation/${token}`)
    await page.getByText('This browser is signed in as stranger-').waitFor()
    await page.getByRole('button', { name: 'Use the invited address' }).click()
    await page.getByRole('button', { name: 'Mail me a sign-in link' }).click()
    const mail = await product.nextMail(email)
    expect(mail.links.join()).not.toContain(token)
    await page.getByLabel('Six-digit code').fill(mail.code ?? '')
    await page.getByRole('button', { name: 'Join Bicycle Works' }).click()
    await pathOf(page, '/employees')
    await page.goto(`/invitation/${token}`)
    await heading(page, 'This invitation is closed.')
    await page.goto('/invitation/never-made')
    await heading(page, 'This invitation is closed.')
  })

  it('waits for whoever signs in with the address without its link', async () => {
    const email = newAddress('guest')
    await invite(email)
    const page = await device()
    await signIn(page, product, email)
    await heading(page, 'You are expected.')
    await page.getByRole('button', { name: 'Join Bicycle Works' }).click()
    await pathOf(page, '/employees')
    await page.goto('/onboarding')
    await page.getByText('Hiring is for owners and admins.').waitFor()
  })

  it('does not let the last owner leave', async () => {
    const { member } = await invite(newAddress('guest'))
    await expect(removeMember(member, { userId: member.userId })).rejects.toMatchObject({
      code: 'last_owner',
    })
  })
})

describe('every page', () => {
  it.each([
    ['/sign-in', 'Welcome back.'],
    ['/auth/confirm?token_hash=abc', 'One press and you are in.'],
    ['/auth/confirm', 'This link does not work any more.'],
    ['/invitation/unknown', 'This invitation is closed.'],
  ])('%s has nothing axe objects to', async (path, title) => {
    const page = await device()
    await page.goto(path)
    await heading(page, title)
    expect(await findingsInAllLooks(page)).toEqual([])
  })

  it('of the wizard has nothing axe objects to', async () => {
    const page = await device()
    await signIn(page, product, newAddress())
    await heading(page, 'Choose a plan')
    expect(await findingsInAllLooks(page)).toEqual([])
    await choosePlan(page, 'Studio')
    await page.getByRole('radio', { name: 'Researcher' }).click()
    expect(await findingsInAllLooks(page)).toEqual([])
    await page.getByRole('button', { name: 'Go on with Researcher' }).click()
    await heading(page, /^Who is your/)
    await page.getByLabel('Name', { exact: true }).fill('Ada '.repeat(70))
    expect(await findingsInAllLooks(page)).toEqual([])
    await page.getByRole('button', { name: /^Go on with Ada/ }).click()
    await heading(page, 'Ready to start?')
    expect(await findingsInAllLooks(page)).toEqual([])
  })

  async function findingsInAllLooks(page: Page): Promise<string[]> {
    const findings: string[] = []
    for (const width of [1280, 390]) {
      for (const colorScheme of ['light', 'dark'] as const) {
        await page.setViewportSize({ width, height: 800 })
        await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' })
        findings.push(...(await axeFindings(page)))
        const overflow = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth)
        if (overflow > 0) findings.push(`${overflow} px too wide at ${width}`)
      }
    }
    return findings
  }
})
