// A real browser for tests, and people in it: each has a context of their own, as on another device.
import AxeBuilder from '@axe-core/playwright'
import {
  type Browser,
  type BrowserContext,
  type BrowserContextOptions,
  chromium,
  type Page,
} from 'playwright-core'
import { findChromium } from './chromium.ts'
import type { Product } from './product.ts'
import { waitForWholePages } from './whole-page.ts'

/** `flags` are further ones of Chromium. */
export async function openBrowser(flags: readonly string[] = []): Promise<Browser> {
  const { executablePath, args, env } = await findChromium()
  return chromium.launch({ executablePath, args: [...args, ...flags], env: { ...process.env, ...env } })
}

/** A fresh context whose waits are long enough for a busy machine, and whose pages are whole once they are opened. */
export async function openContext(browser: Browser, options: BrowserContextOptions): Promise<BrowserContext> {
  const context = await browser.newContext(options)
  context.setDefaultTimeout(30_000)
  context.setDefaultNavigationTimeout(60_000)
  waitForWholePages(context)
  return context
}

/** A page in a context of its own. */
export async function openDevice(browser: Browser, product: Product): Promise<Page> {
  return (await openContext(browser, { baseURL: product.url })).newPage()
}

let people = 0

export function newAddress(name = 'ada'): string {
  people += 1
  return `${name}-${Date.now()}-${people}@bicycle-works.com`
}

/** Asks for a mail on the sign-in page and stays at the code. */
export async function askForMail(page: Page, email: string, next = '/onboarding'): Promise<void> {
  await page.goto(`/sign-in?next=${encodeURIComponent(next)}`)
  await page.getByLabel('E-mail address').fill(email)
  await page.getByRole('button', { name: 'Continue with e-mail' }).click()
  await page.getByLabel('Six-digit code').waitFor()
}

export async function signIn(
  page: Page,
  product: Product,
  email: string,
  next = '/onboarding',
): Promise<void> {
  const seen = (await product.signInMails(email)).length
  await askForMail(page, email, next)
  await page.getByLabel('Six-digit code').fill(await product.nextCode(email, seen))
  await page.waitForURL((url) => !url.pathname.startsWith('/sign-in'))
}

/**
 * What axe finds against WCAG 2.2 A and AA, in words. Found twice, or not at all: a page that is read anew in that very moment is without its
 * title until it stands again.
 */
export async function axeFindings(page: Page): Promise<string[]> {
  const first = await findingsOnce(page)
  return first.length === 0 ? first : findingsOnce(page)
}

async function findingsOnce(page: Page): Promise<string[]> {
  // A page reached by a link streams its title a moment after its words, and what fades in or out has too little
  // contrast for that moment.
  await page.waitForFunction(
    () =>
      document.title !== '' &&
      !document.querySelector('[data-starting-style], [data-ending-style]') &&
      document
        .getAnimations()
        .every(
          ({ playState, effect }) => playState !== 'running' || effect?.getTiming().iterations === Infinity,
        ),
  )
  const { violations } = await new AxeBuilder({ page })
    .withTags(['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa'])
    .analyze()
  return violations.flatMap(({ id, nodes }) => nodes.map((node) => `${id}: ${node.html.slice(0, 160)}`))
}

export type { Browser, Page }
