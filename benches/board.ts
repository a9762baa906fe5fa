// The board with a thousand tasks: from a press to the frame that shows what came of it, and from the commit of a change to the page,
// alone and while a hundred pages are open.
import pg from 'pg'
import { createdApiKey } from '#lib/wire/api-key.ts'
import { newAddress, openBrowser, openDevice, type Page, signIn } from '#tests/support/browser.ts'
import type { Product } from '#tests/support/product.ts'
import { type RestClient, restClient } from '#tests/support/rest-client.ts'
import { bench, say, type Table, withProduct } from './measure/bench.ts'
import { summarise } from './measure/percentile.ts'
import { until } from './measure/until.ts'

const rounds = 30
const warmUpRounds = 5
const openPages = 100
/** Of those, real ones in Chromium. */
const realPages = 3
const patience = { timeout: 60_000 }

await bench('board', () => withProduct(measure))

async function measure(product: Product): Promise<Table[]> {
  const sql = new pg.Client({ connectionString: product.databaseUrl })
  await sql.connect()
  const browser = await openBrowser()
  try {
    const page = await openDevice(browser, product)
    await page.setViewportSize({ width: 1600, height: 900 })
    const email = newAddress('bench')
    await signIn(page, product, email)
    const companyId = await furnish(sql, email)
    await openBoard(page)
    say('Pressing')
    const pressed = await measurePresses(page)
    say('Watching alone')
    const alone = await measureLive(sql, companyId, [page])
    say(`Watching with ${openPages}`)
    const others = await Promise.all(Array.from({ length: realPages - 1 }, () => page.context().newPage()))
    for (const other of others) await openBoard(other)
    const client = restClient(product.url, await makeKey(page))
    const readers = await follow(client, openPages - realPages)
    const crowded = await measureLive(sql, companyId, [page, ...others])
    await Promise.all(readers.map(({ close }) => close()))
    return [
      { title: 'Milliseconds from a press to the frame that shows it', rows: pressed },
      {
        title: 'Milliseconds from sending COMMIT to the DOM of the board (whole ms)',
        rows: [
          { where: 'the only page', ...summarise(alone) },
          { where: `${realPages} pages in Chromium among ${openPages} readers`, ...summarise(crowded) },
        ],
      },
    ]
  } finally {
    await browser.close()
    await sql.end()
  }
}

/** A thousand tasks: 400 ready, 300 done, 200 drafts, 100 in review. */
async function furnish(sql: pg.Client, email: string): Promise<string> {
  const { rows } = await sql.query<{ company_id: string }>(
    'select company_id from members where email = $1',
    [email],
  )
  const companyId = rows[0]?.company_id ?? ''
  await sql.query(
    `insert into tasks (company_id, title, status, priority, labels, requires)
      select $1, 'Task t' || lpad(n::text, 4, '0'), case when n <= 200 then 'draft' else 'ready' end, n % 4,
        array['label-' || n % 7], array['nobody-can'] from generate_series(1, 1000) n`,
    [companyId],
  )
  for (const [from, to, ways] of [
    [601, 1000, ['running', 'in_review']],
    [701, 1000, ['done']],
  ] as const) {
    for (const status of ways) {
      await sql.query('update tasks set status = $4 where company_id = $1 and number between $2 and $3', [
        companyId,
        from,
        to,
        status,
      ])
    }
  }
  return companyId
}

async function openBoard(page: Page): Promise<void> {
  await page.goto('/tasks')
  await page.getByRole('region', { name: /^Ready, \d+ tasks/ }).waitFor(patience)
}

async function measurePresses(page: Page): Promise<Table['rows']> {
  const search = page.getByLabel('Search tasks')
  const filter = page.getByRole('button', { name: 'Filter' })
  const row = async (what: string, round: (index: number) => Promise<number[]>) => {
    const samples: number[] = []
    for (let index = -warmUpRounds; index < rounds; index++) {
      const taken = await round(index)
      if (index >= 0) samples.push(...taken)
    }
    return { what, ...summarise(samples) }
  }
  const ready = (count: string) => `[data-column=ready][aria-label="Ready, ${count}"]`
  const searching = await row('search for one of 1,000, and for all again', async () => [
    await timed(page, ready('one task'), () => search.fill('t0333')),
    await timed(page, ready('400 tasks'), () => search.fill('')),
  ])
  await filter.click()
  const urgent = page.getByRole('checkbox', { name: 'Urgent' })
  const filtering = await row('filter by priority, and take it away', async () => [
    await timed(page, ready('100 tasks'), () => urgent.click()),
    await timed(page, ready('400 tasks'), () => urgent.click()),
  ])
  await page.keyboard.press('Escape')
  const moving = await row('move a card from Ready to Draft by its menu', async (index) => {
    const card = page.locator('[data-column=ready] [data-task]').nth((index + warmUpRounds) % 20)
    const id = await card.getAttribute('data-task')
    await card.locator('a').first().focus()
    await page.keyboard.press('m')
    const item = page.getByRole('menuitem', { name: /^Draft/ })
    await item.waitFor(patience)
    const taken = await timed(page, `[data-column=draft] [data-task="${id}"]`, () => item.press('Enter'))
    await page.getByRole('menu').waitFor({ ...patience, state: 'detached' })
    return [taken]
  })
  const layouts = await row('to the list and back to the board', async () => [
    await timed(page, '[data-list] [data-task]', () => page.getByRole('button', { name: 'List' }).click()),
    await timed(page, '[data-board] [data-task]', () => page.getByRole('button', { name: 'Board' }).click()),
  ])
  return [searching, filtering, moving, layouts]
}

/** From the first event of the press in the page to the frame after `selector` is there. */
async function timed(page: Page, selector: string, press: () => Promise<void>): Promise<number> {
  await page.evaluate((wanted) => {
    const { dataset } = document.body
    delete dataset.taken
    let startedAt: number | undefined
    for (const event of ['keydown', 'pointerdown', 'input']) {
      window.addEventListener(event, () => (startedAt ??= performance.now()), { capture: true, once: true })
    }
    const look = () => {
      if (startedAt === undefined || !document.querySelector(wanted)) return requestAnimationFrame(look)
      const from = startedAt
      return requestAnimationFrame(() => (dataset.taken = String(performance.now() - from)))
    }
    look()
  }, selector)
  await press()
  return until(`the page shows ${selector}`, async () => {
    const taken = await page.evaluate(() => document.body.dataset.taken)
    return taken === undefined ? undefined : Number(taken)
  })
}

/** As on the page of keys. */
async function makeKey(page: Page): Promise<string> {
  const made: unknown = await page.evaluate(async () => {
    const answer = await fetch('/api/v1/api-keys', {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ name: 'Readers', scopes: ['read'] }),
    })
    return answer.json()
  })
  return createdApiKey.parse(made).secret
}

async function follow(client: RestClient, count: number) {
  const readers = Array.from({ length: count }, () => client.follow(() => undefined))
  await Promise.all(readers.map(({ connected }) => connected))
  return readers
}

/** A task's title changes; each page notes when it shows it. */
async function measureLive(sql: pg.Client, companyId: string, pages: Page[]): Promise<number[]> {
  const { rows } = await sql.query<{ id: string }>(
    "select id from tasks where company_id = $1 and status = 'in_review' order by priority desc, status_at limit 1",
    [companyId],
  )
  const samples: number[] = []
  for (let round = -warmUpRounds; round < rounds; round++) {
    const title = `Mark ${pages.length} ${round}`
    await Promise.all(pages.map((page) => noteTitle(page, title)))
    await sql.query('begin')
    await sql.query('update tasks set title = $1 where id = $2', [title, rows[0]?.id])
    const sentAt = Date.now()
    await sql.query('commit')
    const shown = await Promise.all(
      pages.map((page) =>
        until(`the board shows ${title}`, async () => {
          const at = await page.evaluate(() => document.body.dataset.shownAt)
          return at === undefined ? undefined : Number(at)
        }),
      ),
    )
    if (round >= 0) samples.push(...shown.map((at) => at - sentAt))
  }
  return samples
}

async function noteTitle(page: Page, title: string): Promise<void> {
  await page.evaluate((wanted) => {
    delete document.body.dataset.shownAt
    const watcher = new MutationObserver((records) => {
      if (!records.some(({ target }) => target.textContent?.includes(wanted))) return
      document.body.dataset.shownAt = String(Date.now())
      watcher.disconnect()
    })
    const content = document.querySelector('main') ?? document.body
    watcher.observe(content, { subtree: true, childList: true, characterData: true })
  }, title)
}
