// Two copies of the product from one checkout, at the same time, in one browser: as strangers to each other as two companies.
import type { BrowserContext } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { environmentOf, listProcesses } from '#local/supervisor/processes.ts'
import { type Browser, newAddress, openBrowser, openContext, type Page } from '#tests/support/browser.ts'
import { isFree } from '#tests/support/free-port.ts'
import { type Product, startProduct } from '#tests/support/product.ts'
import { withSql } from '#tests/support/product-office.ts'
import { makeFolder } from '#tests/support/temporary-folder.ts'

interface Copy {
  product: Product
  page: Page
  email: string
}

const homes: Awaited<ReturnType<typeof makeFolder>>[] = []
const products: Product[] = []
let starts: Promise<Copy>[] = []
let browser: Browser
let first: Copy
let second: Copy

beforeAll(async () => {
  browser = await openBrowser()
  // One browser for both: it gives the cookies of a host to all of its ports.
  const context = await openContext(browser, {})
  starts = ['first', 'second'].map((name) => startCopy(name, context))
  const [one, two] = await Promise.all(starts)
  if (!one || !two) throw new Error('A copy is missing')
  first = one
  second = two
})
afterAll(async () => {
  await browser?.close()
  // When one did not start, the other may still be starting.
  await Promise.allSettled(starts)
  for (const product of products) await product.stop()
  for (const home of homes) await home.remove()
})

async function startCopy(name: string, context: BrowserContext): Promise<Copy> {
  const home = await makeFolder(`deskhand-${name}-`)
  homes.push(home)
  const product = await startProduct({}, { home: home.path })
  products.push(product)
  return { product, page: await context.newPage(), email: newAddress(name) }
}

async function signUp({ product, page, email }: Copy): Promise<void> {
  await page.goto(`${product.url}/sign-in?next=/onboarding`)
  await page.getByLabel('E-mail address').fill(email)
  await page.getByRole('button', { name: 'Continue with e-mail' }).click()
  await page.getByLabel('Six-digit code').fill(await product.nextCode(email))
  await page.getByRole('heading', { name: 'Choose a plan' }).waitFor()
}

/** The page of the member, with their address in the account menu. */
async function isIn({ product, page, email }: Copy): Promise<void> {
  await page.goto(`${product.url}/settings/account`)
  await page.getByText(email).first().waitFor()
}

/** Whoever was started with this home, as the machine tells. */
const processesOf = (home: string) =>
  listProcesses().filter((pid) => environmentOf(pid).some((line) => line.includes(home)))

const peopleOf = ({ product }: Copy) =>
  withSql(product.databaseUrl, async (sql) => {
    const { rows } = await sql.query<{ email: string }>(
      'select email from members union select email from auth.users',
    )
    return rows.map(({ email }) => email)
  })

const healthOf = async ({ product }: Copy) => (await fetch(`${product.url}/api/health`)).status

describe('two copies', () => {
  it('let people sign up at the same time, and neither signs the other out', async () => {
    await Promise.all([first, second].map(signUp))
    await isIn(first)
    await isIn(second)
    await isIn(first)
  })

  it('know neither the people nor the mails of the other', async () => {
    expect(await peopleOf(first)).toEqual([first.email])
    expect(await peopleOf(second)).toEqual([second.email])
    expect(await first.product.mailbox(second.email)).toEqual([])
    expect(await second.product.mailbox(first.email)).toEqual([])
    expect(await first.product.signInMails(first.email)).toHaveLength(1)
  })

  it('stop by themselves: one ends with all it started, the other goes on', async () => {
    expect(processesOf(first.product.home)).not.toEqual([])
    await first.product.stop()
    expect(processesOf(first.product.home)).toEqual([])
    for (const port of Object.values(first.product.ports)) expect(await isFree(port), `${port}`).toBe(true)
    expect(await healthOf(second)).toBe(200)
    await isIn(second)
  })

  it('start again where they were: the session still holds, and the mails are there', async () => {
    const product = await startProduct({}, { home: first.product.home, firstPort: first.product.ports.app })
    products.push(product)
    first = { ...first, product }
    await isIn(first)
    expect(await product.signInMails(first.email)).toHaveLength(1)
    await isIn(second)
  })

  it('leave nothing running when both have stopped', async () => {
    await Promise.all([first, second].map(({ product }) => product.stop()))
    for (const { product } of [first, second]) expect(processesOf(product.home)).toEqual([])
  })
})
