// From the commit of a change to those who watch: a bare LISTEN on the database, the event stream through the app with one reader and
// with a hundred, and the page in a real browser.
import pg from 'pg'
import {
  type Browser,
  newAddress,
  openBrowser,
  openDevice,
  type Page,
  signIn,
} from '#tests/support/browser.ts'
import { addEmployee } from '#tests/support/employee.ts'
import { hireInWizard } from '#tests/support/hire.ts'
import type { Product } from '#tests/support/product.ts'
import type { RestClient } from '#tests/support/rest-client.ts'
import { bench, say, type Table, withProduct } from './measure/bench.ts'
import { summarise } from './measure/percentile.ts'
import { openOffice } from './measure/staff.ts'
import { until } from './measure/until.ts'

const blocks = 4
const changesPerBlock = 25
const warmUpChanges = 5
const manyReaders = 100

await bench('live', () => withProduct(measure))

interface Samples {
  listen: number[]
  one: number[]
  each: number[]
  last: number[]
  page: number[]
}

async function measure(product: Product): Promise<Table[]> {
  const sql = new pg.Client({ connectionString: product.databaseUrl })
  await sql.connect()
  const browser = await openBrowser()
  try {
    const samples: Samples = { listen: [], one: [], each: [], last: [], page: [] }
    const change = await openSubject(product, sql)
    const page = await openPage(product, browser, sql)
    for (let block = 0; block < blocks; block++) {
      say(`Block ${block + 1} of ${blocks}`)
      await watchWith(change, 1, samples)
      await watchWith(change, manyReaders, samples)
      for (let at = 0; at < changesPerBlock; at++) samples.page.push(await page())
    }
    return [tableOf(samples)]
  } finally {
    await browser.close()
    await sql.end()
  }
}

function tableOf({ listen, one, each, last, page }: Samples): Table {
  const rows: [string, number[]][] = [
    ['LISTEN on the database', listen],
    ['event stream, the only reader', one],
    [`event stream, each of ${manyReaders} readers`, each],
    [`event stream, the last of ${manyReaders} readers`, last],
    ['DOM of the employees page in Chromium (whole ms)', page],
  ]
  return {
    title: 'Milliseconds from sending COMMIT',
    rows: rows.map(([where, samples]) => ({ where, ...summarise(samples) })),
  }
}

/** Changes a row and says when each watcher knew; the employee's desk is on no host, so that nobody else does anything about it. */
interface Subject {
  client: RestClient
  /** Notes when a watcher has seen a mark. */
  seen: Map<string, number[]>
  listened: Map<string, number>
  commit: () => Promise<{ mark: string; sentAtMs: number }>
}

async function openSubject(product: Product, sql: pg.Client): Promise<Subject> {
  const { office, clients } = await openOffice(product)
  const { employeeId } = await addEmployee(sql, office.companyId, { desk: { desired_state: 'stopped' } })
  const listened = new Map<string, number>()
  const seen = new Map<string, number[]>()
  let latest = ''
  const listener = await openListener(product, employeeId, () => listened.set(latest, performance.now()))
  sql.once('end', () => void listener.end())
  return {
    client: clients[0],
    seen,
    listened,
    async commit() {
      const mark = `mark ${seen.size}`
      seen.set(mark, [])
      latest = mark
      await sql.query('begin')
      await sql.query('update employees set personality = $1 where id = $2', [mark, employeeId])
      const sentAtMs = performance.now()
      await sql.query('commit')
      return { mark, sentAtMs }
    },
  }
}

async function openListener(product: Product, employeeId: string, hear: () => void): Promise<pg.Client> {
  const listener = new pg.Client({ connectionString: product.databaseUrl })
  await listener.connect()
  listener.on('notification', ({ payload = '' }) => {
    if (payload.includes(employeeId)) hear()
  })
  await listener.query('listen deskhand_events')
  return listener
}

async function watchWith(subject: Subject, readers: number, samples: Samples): Promise<void> {
  const { client, seen, listened, commit } = subject
  const following = Array.from({ length: readers }, () =>
    client.follow((live, atMs) => {
      if (live.event === 'employee') seen.get(live.data.personality)?.push(atMs)
    }),
  )
  await Promise.all(following.map(({ connected }) => connected))
  for (let at = -warmUpChanges; at < changesPerBlock; at++) {
    const { mark, sentAtMs } = await commit()
    const arrivals = await until(`${readers} readers know`, () => {
      const all = seen.get(mark) ?? []
      return all.length >= readers && listened.has(mark) ? all : undefined
    })
    if (at < 0) continue
    const taken = arrivals.map((atMs) => atMs - sentAtMs)
    samples.listen.push((listened.get(mark) ?? Number.NaN) - sentAtMs)
    if (readers === 1) samples.one.push(...taken)
    else {
      samples.each.push(...taken)
      samples.last.push(Math.max(...taken))
    }
  }
  await Promise.all(following.map(({ close }) => close()))
}

/** A signed-in member on the employees page; each call renames their employee and waits until the page shows it. */
async function openPage(product: Product, browser: Browser, sql: pg.Client): Promise<() => Promise<number>> {
  const page = await openDevice(browser, product)
  await signIn(page, product, newAddress('bench'))
  const id = await hireInWizard(page)
  await until('the employee is ready', async () => {
    const { rows } = await sql.query('select observed_state from desks where employee_id = $1', [id])
    return rows[0]?.observed_state === 'ready' ? true : undefined
  })
  await page.goto('/employees')
  await noteHeadings(page)
  let renamings = 0
  return async () => {
    renamings += 1
    const name = `Iris ${renamings}`
    await sql.query('begin')
    await sql.query('update employees set name = $1 where id = $2', [name, id])
    const sentAt = Date.now()
    await sql.query('commit')
    const shownAt = await until(`the page shows ${name}`, () => whenShown(page, name))
    return shownAt - sentAt
  }
}

async function noteHeadings(page: Page): Promise<void> {
  await page.evaluate(() => {
    new MutationObserver(() => {
      for (const { textContent } of document.querySelectorAll('h2')) {
        document.body.dataset[`at${textContent?.replace(/\D/g, '')}`] ??= String(Date.now())
      }
    }).observe(document.querySelector('main') ?? document.body, {
      subtree: true,
      childList: true,
      characterData: true,
    })
  })
}

async function whenShown(page: Page, name: string): Promise<number | undefined> {
  const key = `at${name.replace(/\D/g, '')}`
  const at = await page.evaluate((wanted) => document.body.dataset[wanted], key)
  return at === undefined ? undefined : Number(at)
}
