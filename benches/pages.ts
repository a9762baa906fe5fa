// What a visitor's browser makes of our pages: Lighthouse for the public ones, and the bytes that the first visit brings.
import lighthouse, { desktopConfig } from 'lighthouse'
import { chromium } from 'playwright-core'
import { newAddress, openBrowser, openDevice, type Page, signIn } from '#tests/support/browser.ts'
import { findChromium } from '#tests/support/chromium.ts'
import { freePort } from '#tests/support/free-port.ts'
import { hireInWizard } from '#tests/support/hire.ts'
import type { Product } from '#tests/support/product.ts'
import { bench, say, type Table, withProduct } from './measure/bench.ts'
import { percentile, toTenth } from './measure/percentile.ts'
import { until } from './measure/until.ts'

const runs = 3
const quietMs = 1_500
/** Our names for Lighthouse's audits. */
const measures = {
  'FCP ms': 'first-contentful-paint',
  'LCP ms': 'largest-contentful-paint',
  'TBT ms': 'total-blocking-time',
  CLS: 'cumulative-layout-shift',
}

await bench('pages', () =>
  withProduct(async (product) => [await measureScores(product), await measureBytes(product)]),
)

async function measureScores(product: Product): Promise<Table> {
  const { executablePath, args, env } = await findChromium()
  const port = await freePort()
  const browser = await chromium.launch({
    executablePath,
    args: [...args, `--remote-debugging-port=${port}`],
    env: { ...process.env, ...env },
  })
  try {
    const rows: Table['rows'] = []
    for (const path of ['/', '/sign-in']) {
      for (const device of ['mobile', 'desktop'] as const) {
        say(`Lighthouse ${path} ${device}`)
        rows.push({ page: path, device, ...(await medianRun(`${product.url}${path}`, device, port)) })
      }
    }
    return { title: `Lighthouse, median of ${runs}`, rows }
  } finally {
    await browser.close()
  }
}

async function medianRun(url: string, device: 'mobile' | 'desktop', port: number) {
  const seen: Record<string, number>[] = []
  for (let run = 0; run < runs; run++) seen.push(await oneRun(url, device, port))
  const names = Object.keys(seen[0] ?? {})
  const median = (name: string) =>
    percentile(
      seen.map((one) => one[name] ?? Number.NaN),
      50,
    )
  return Object.fromEntries(names.map((name) => [name, median(name)]))
}

async function oneRun(url: string, device: 'mobile' | 'desktop', port: number) {
  const onlyCategories = ['performance', 'accessibility']
  const flags = { port, onlyCategories, logLevel: 'error' as const }
  const result = await lighthouse(url, flags, device === 'desktop' ? desktopConfig : undefined)
  if (!result) throw new Error(`Lighthouse has nothing to say about ${url}`)
  const { categories, audits } = result.lhr
  const score = (category: string) => Math.round((categories[category]?.score ?? Number.NaN) * 100)
  const figures = Object.entries(measures).map(([name, audit]) => {
    const value = audits[audit]?.numericValue ?? Number.NaN
    return [name, name === 'CLS' ? Math.round(value * 1000) / 1000 : Math.round(value)]
  })
  return {
    performance: score('performance'),
    accessibility: score('accessibility'),
    ...Object.fromEntries(figures),
  }
}

async function measureBytes(product: Product): Promise<Table> {
  const browser = await openBrowser()
  try {
    say('Signing in and hiring for the pages behind the door')
    const member = await openDevice(browser, product)
    await signIn(member, product, newAddress('bench'))
    const id = await hireInWizard(member)
    const storageState = await member.context().storageState()
    await member.context().close()
    const chat = `/employees/${id}/chat`
    const rows: Table['rows'] = []
    for (const [name, path, signedIn] of [
      ['landing', '/', false],
      ['sign-in', '/sign-in', false],
      ['employees', '/employees', true],
      ['chat', chat, true],
    ] as const) {
      const context = await browser.newContext({
        baseURL: product.url,
        ...(signedIn && { storageState }),
      })
      rows.push({ page: name, ...(await bytesOf(await context.newPage(), path)) })
      await context.close()
    }
    return { title: 'First visit, kilobytes over the wire', rows }
  } finally {
    await browser.close()
  }
}

/** With a cold cache, until nothing new has come for a while: the event stream itself never ends. */
async function bytesOf(page: Page, path: string) {
  const session = await page.context().newCDPSession(page)
  const kinds = new Map<string, string>()
  const bytes = new Map<string, number>()
  let requests = 0
  let latestMs = performance.now()
  await session.send('Network.enable')
  session.on('Network.responseReceived', ({ requestId, type }) => void kinds.set(requestId, type))
  session.on('Network.loadingFinished', ({ requestId, encodedDataLength }) => {
    const kind = kinds.get(requestId) ?? 'Other'
    bytes.set(kind, (bytes.get(kind) ?? 0) + encodedDataLength)
    requests += 1
    latestMs = performance.now()
  })
  await page.goto(path, { waitUntil: 'load' })
  await until(`${path} is quiet`, () => (performance.now() - latestMs > quietMs ? true : undefined))
  const kilobytes = (kind: string) => toTenth((bytes.get(kind) ?? 0) / 1000)
  const total = toTenth([...bytes.values()].reduce((sum, one) => sum + one, 0) / 1000)
  return {
    JS: kilobytes('Script'),
    CSS: kilobytes('Stylesheet'),
    HTML: kilobytes('Document'),
    total,
    requests,
  }
}
