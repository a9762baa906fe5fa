// The office around the chat: desks, settings, people and keys, in a real browser against the whole product.
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

let product: Product
let browser: Browser
let owner: Page
let guest: Page
let employeeId: string

beforeAll(async () => {
  product = await startProduct()
  browser = await openBrowser()
  owner = await openDevice(browser, product)
  await signIn(owner, product, newAddress('owner'))
  employeeId = await hireInWizard(owner, { name: 'Iris' })
  guest = await inviteAndJoin(newAddress('guest'))
})
afterAll(async () => {
  await browser?.close()
  await product?.stop()
})
beforeEach(async () => {
  await owner.goto('/employees')
})

/** The owner invites by the page; the guest follows the mail. */
async function inviteAndJoin(email: string): Promise<Page> {
  await owner.goto('/settings/members')
  await owner.getByLabel('E-mail address').fill(email)
  await owner.getByRole('button', { name: 'Send the invitation' }).click()
  await owner.getByRole('heading', { name: 'Open invitations' }).waitFor()
  const { links } = await product.nextMail(email)
  const page = await openDevice(browser, product)
  await signIn(page, product, email, new URL(links[0] ?? '').pathname)
  await page.getByRole('button', { name: /^Join / }).click()
  await page.waitForURL((url) => url.pathname === '/employees')
  return page
}

const settings = () => `/employees/${employeeId}/settings`
const card = (page: Page, name: string) =>
  page.getByRole('list', { name: 'Employees' }).getByRole('listitem').filter({ hasText: name })
const choose = async (page: Page, act: string) => {
  await page.getByRole('button', { name: /^What to do with/ }).click()
  await page.getByRole('menuitem', { name: act }).click()
}
const confirm = (page: Page, verb: string) =>
  page.getByRole('alertdialog').getByRole('button', { name: verb }).click()

describe('a desk', () => {
  it('is paused and started, and a second tab sees both without a reload', async () => {
    await guest.goto('/employees')
    await owner.goto(settings())
    await choose(owner, 'Pause')
    await owner.getByText('Files, memory and the conversation are kept').waitFor()
    await confirm(owner, 'Pause')
    await card(guest, 'Iris').getByText('Paused').waitFor()
    await choose(owner, 'Start')
    await card(guest, 'Iris')
      .getByText(/^(Starting|Ready)$/)
      .waitFor()
  })

  it('can be fired and taken back, from the grid of another tab too', async () => {
    const other = await owner.context().newPage()
    await other.goto('/employees')
    await owner.goto(settings())
    await owner.getByRole('button', { name: 'Fire' }).click()
    await confirm(owner, 'Fire Iris')
    await card(other, 'Iris').getByText('Leaving').waitFor()
    // The page's clock ticks by the minute, so it may have stood at the very second of the firing.
    await card(other, 'Iris')
      .getByText(/^(3 days 0 h|2 days 23 h) left$/)
      .waitFor()
    await card(other, 'Iris').getByRole('button', { name: 'Take back' }).click()
    await card(other, 'Iris')
      .getByText(/^(Starting|Ready)$/)
      .waitFor()
    await owner.getByRole('heading', { name: 'Danger zone' }).waitFor()
    await other.close()
  })

  it('of nobody and of somebody else look the same', async () => {
    const stranger = await openDevice(browser, product)
    await signIn(stranger, product, newAddress('stranger'))
    const words = async (path: string) => {
      const answer = await stranger.goto(path)
      expect(answer?.status()).toBe(404)
      return stranger.locator('#content').textContent()
    }
    const foreign = await words(settings())
    expect(foreign).toContain('Nobody sits at this desk.')
    expect(await words('/employees/00000000-0000-4000-8000-000000000000/settings')).toBe(foreign)
    expect(await words('/employees/nobody/settings')).toBe(foreign)
    await stranger.context().close()
  })
})

describe('the settings of an employee', () => {
  it('are kept, shown everywhere at once, and asked about before they are lost', async () => {
    await guest.goto('/employees')
    await owner.goto(settings())
    await owner.getByRole('textbox', { name: 'Name', exact: true }).fill('Iris Okafor')
    await owner.getByRole('radio', { name: 'In your own words' }).click()
    await owner.getByRole('textbox', { name: 'The voice in your words' }).fill('Like a patient gardener')
    await owner.getByRole('checkbox', { name: /Market scans/ }).click()
    await owner.getByRole('textbox', { name: /^Monthly allowance/ }).fill('12.50')
    await owner.getByRole('link', { name: 'Employees', exact: true }).click()
    await owner.getByRole('alertdialog').getByText('Leave without saving?').waitFor()
    await confirm(owner, 'Stay here')
    await owner.getByRole('button', { name: 'Save' }).click()
    await card(guest, 'Iris Okafor').waitFor()
    await owner.getByRole('button', { name: 'Save' }).waitFor({ state: 'detached' })
    await owner.reload()
    expect(await owner.getByRole('textbox', { name: 'Name', exact: true }).inputValue()).toBe('Iris Okafor')
    expect(await owner.getByRole('textbox', { name: 'The voice in your words' }).inputValue()).toBe(
      'Like a patient gardener',
    )
    expect(await owner.getByRole('checkbox', { name: /Market scans/ }).isChecked()).toBe(false)
    expect(await owner.getByRole('textbox', { name: /^Monthly allowance/ }).inputValue()).toBe('12.50')
    await owner.getByText('Read it').click()
    await owner.getByText('Like a patient gardener', { exact: false }).last().waitFor()
    await owner.getByRole('textbox', { name: 'Name', exact: true }).fill('Iris')
    await owner.getByRole('button', { name: 'Save' }).click()
    await card(guest, 'Iris Okafor').waitFor({ state: 'detached' })
    await card(guest, 'Iris').waitFor()
    await owner.getByRole('button', { name: 'Save' }).waitFor({ state: 'detached' })
  })

  it('refuse an empty name and keep what was typed', async () => {
    await owner.goto(settings())
    await owner.getByRole('textbox', { name: 'Name', exact: true }).fill('  ')
    await owner.getByRole('button', { name: 'Save' }).click()
    await owner.getByText('Give a name with at least one visible character').first().waitFor()
    await owner.getByRole('button', { name: 'Discard' }).click()
    await expect
      .poll(() => owner.getByRole('textbox', { name: 'Name', exact: true }).inputValue())
      .toBe('Iris')
  })
})

describe('the settings of the company', () => {
  it('are kept, and a member reads but does not change them', async () => {
    await owner.goto('/settings/company')
    await owner.getByRole('textbox', { name: /^What the company does/ }).fill('We repair bicycles by post.')
    await owner.getByRole('button', { name: 'Save' }).click()
    await owner.getByRole('button', { name: 'Save' }).waitFor({ state: 'detached' })
    await guest.goto('/settings/company')
    await guest.getByText('We repair bicycles by post.').waitFor()
    expect(await guest.getByRole('textbox').count()).toBe(0)
  })

  it('give members nothing that is not theirs, and say whose it is', async () => {
    await guest.goto('/settings/api-keys')
    await guest.getByText('API keys are for owners and admins.').waitFor()
    await guest.goto('/settings/members')
    await guest.getByRole('link', { name: 'Members', exact: true }).waitFor()
    await guest.getByRole('heading', { name: 'Members' }).waitFor()
    expect(await guest.getByRole('link', { name: 'API keys' }).count()).toBe(0)
    expect(await guest.getByRole('button', { name: /Remove|Send the invitation/ }).count()).toBe(0)
    await guest.goto(settings())
    await guest.getByText(/^Only an owner or an admin of your company can fire/).waitFor()
    expect(await guest.getByRole('button', { name: 'Fire' }).count()).toBe(0)
    await guest.goto('/employees')
    await card(guest, 'Iris').waitFor()
    expect(await guest.getByRole('link', { name: /Hire/ }).count()).toBe(0)
  })

  it('tell the only owner why nobody can take the company from them', async () => {
    await owner.goto('/settings/members')
    await owner.getByText('You are the only owner, and a company always has one.', { exact: false }).waitFor()
    expect(await owner.getByRole('button', { name: 'Leave' }).count()).toBe(0)
  })

  it('show a new key once, use it, and end it', async () => {
    await owner.goto('/settings/api-keys')
    await owner.getByRole('button', { name: 'Make a key' }).click()
    await owner.getByRole('textbox', { name: 'Name', exact: true }).fill('Importer')
    await owner.getByRole('button', { name: 'Make the key' }).click()
    const secret = await owner.locator('[data-secret]').textContent()
    const ask = () => fetch(`${product.url}/api/v1/me`, { headers: { authorization: `Bearer ${secret}` } })
    expect((await ask()).status).toBe(200)
    await owner.getByRole('button', { name: 'I have copied it' }).click()
    await owner.getByRole('listitem').filter({ hasText: 'Importer' }).waitFor()
    await owner.reload()
    expect(await owner.content()).not.toContain(secret)
    await owner.getByText(/last used/).waitFor()
    await owner.getByRole('button', { name: 'Revoke' }).click()
    await confirm(owner, 'Revoke')
    await owner.getByText('Revoked', { exact: true }).waitFor()
    expect((await ask()).status).toBe(401)
    await owner.goto('/settings/audit')
    await owner.getByText('The chain is whole').waitFor()
    await owner.getByText('Made the API key “Importer” (read)').waitFor()
  })

  it('change the plan within what fits', async () => {
    await owner.goto('/settings/plan')
    await owner.waitForURL((url) => url.pathname === '/billing')
    await owner.getByRole('radio', { name: 'Solo' }).click()
    await owner.getByRole('button', { name: 'Try Solo instead' }).click()
    await owner.getByText(/Solo has room for 1 person/).waitFor()
    await owner.getByRole('radio', { name: 'Company' }).click()
    await owner.getByRole('button', { name: 'Try Company instead' }).click()
    await owner.getByText('of 5 seats taken').waitFor()
  })
})

describe('the keyboard', () => {
  it('finds a page by the palette, tells its keys, and walks from desk to desk', async () => {
    await owner.getByRole('heading', { name: 'Employees' }).waitFor()
    await owner.keyboard.press('Control+k')
    await owner.getByPlaceholder('An employee, a page, or what to do').fill('audit')
    await owner.getByRole('option', { name: /audit/i, selected: true }).waitFor()
    await owner.keyboard.press('Enter')
    await owner.waitForURL((url) => url.pathname === '/settings/audit')
    await owner.keyboard.press('?')
    await owner.getByRole('heading', { name: 'Keyboard' }).waitFor()
    await owner.keyboard.press('Escape')
    await owner.getByRole('heading', { name: 'Keyboard' }).waitFor({ state: 'detached' })
    await owner.keyboard.press('j')
    await owner.waitForURL((url) => url.pathname === `/employees/${employeeId}/chat`)
  })
})

describe('every page', () => {
  it.each([
    '/employees',
    'settings',
    '/settings/company',
    '/settings/members',
    '/billing',
    '/settings/api-keys',
    '/settings/audit',
    '/settings/account',
  ])('%s has no fault that axe finds, and fits a narrow screen', async (page) => {
    await owner.goto(page === 'settings' ? settings() : page)
    expect(await axeFindings(owner)).toEqual([])
    await owner.setViewportSize({ width: 360, height: 740 })
    await expect
      .poll(() => owner.evaluate(() => document.documentElement.scrollWidth))
      .toBeLessThanOrEqual(360)
    await owner.setViewportSize({ width: 1280, height: 720 })
  })
})
