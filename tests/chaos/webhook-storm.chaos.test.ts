// Every order of a customer's events, each a hundred times at once and three days late, while it happens, told to handlers that are killed at
// random, read by orchestrators that are killed at random: in the end everything here is what Stripe says, and each mail was written once.
import { type ChildProcess, fork } from 'node:child_process'
import { randomInt } from 'node:crypto'
import { once } from 'node:events'
import { setTimeout as sleep } from 'node:timers/promises'
import { fileURLToPath } from 'node:url'
import pg from 'pg'
import { afterAll, beforeAll, expect, it, vi } from 'vitest'
import { z } from 'zod'
import { cloneDatabase, type DatabaseServer, startDatabaseServer } from '#tests/support/database-server.ts'
import { freePort } from '#tests/support/free-port.ts'
import {
  openPracticeStripe,
  type PracticeAccount,
  practiceKey,
  practiceWebhookSecret,
} from '#tests/support/stripe-account.ts'
import {
  addPayingCompany,
  isFollowed,
  type PayingCompany,
  whatEverHappened,
  whatIsKnown,
  whatStripeSays,
} from '#tests/support/stripe-life.ts'
import { ends, type Letter, letter, live, orders } from '#tests/support/stripe-storm.ts'

const copies = Number(process.env.STORM_COPIES ?? 100)
const companiesAtOnce = 6
const patience = { timeout: 240_000, interval: 200 }

let server: DatabaseServer
let sql: pg.Client
let account: PracticeAccount
let databaseUrl: string
const ports: number[] = []
const handlers = new Map<number, ChildProcess>()
const loops = new Map<number, ChildProcess>()
let kills = 0
let isKilling = true

const programAt = (name: string) => fileURLToPath(new URL(name, import.meta.url))

function startHandler(port: number): void {
  const env = {
    ...process.env,
    DATABASE_URL: databaseUrl,
    SUPABASE_URL: 'http://127.0.0.1:9',
    SUPABASE_PUBLISHABLE_KEY: 'publishable',
    SITE_URL: 'http://deskhand.test',
    ORCHESTRATOR_URL: 'http://127.0.0.1:9',
    ORCHESTRATOR_SECRET: 'a secret of the tests',
    STRIPE_SECRET_KEY: practiceKey,
    STRIPE_WEBHOOK_SECRET: practiceWebhookSecret,
  }
  const execArgv = ['--conditions=react-server']
  handlers.set(port, fork(programAt('webhook-program.ts'), [String(port)], { env, execArgv, stdio: 'pipe' }))
}

function startLoop(at: number): void {
  const args = [databaseUrl, practiceKey, account.apiUrl]
  loops.set(at, fork(programAt('billing-program.ts'), args, { stdio: 'pipe' }))
}

async function kill(child: ChildProcess | undefined): Promise<void> {
  if (!child || child.exitCode !== null || child.signalCode !== null) return
  const gone = once(child, 'exit')
  child.kill('SIGKILL')
  await gone
}

/** One handler or one loop, again and again; each is back at once. */
async function keepKilling(): Promise<void> {
  while (isKilling) {
    await sleep(randomInt(300, 900))
    const port = ports[randomInt(ports.length)] ?? 0
    const loop = randomInt(loops.size)
    if (randomInt(2) === 0) {
      await kill(handlers.get(port))
      startHandler(port)
    } else {
      await kill(loops.get(loop))
      startLoop(loop)
    }
    kills += 1
  }
}

beforeAll(async () => {
  server = await startDatabaseServer()
  databaseUrl = await cloneDatabase(server.url, 'storm')
  sql = new pg.Client({ connectionString: databaseUrl })
  await sql.connect()
  for (let count = 0; count < 3; count++) ports.push(await freePort())
  account = await openPracticeStripe({ webhookUrl: `http://127.0.0.1:${ports[0]}/` })
  await account.control('webhooks', { shuffle: true })
  for (const port of ports) startHandler(port)
  for (const at of [0, 1]) startLoop(at)
})
afterAll(async () => {
  isKilling = false
  await Promise.all([...handlers.values(), ...loops.values()].map(kill))
  await account.stop()
  await sql.end()
  await server.stop()
})

/** Until somebody has taken it, as Stripe does. */
async function send({ body, signature }: Letter): Promise<string> {
  for (;;) {
    const url = `http://127.0.0.1:${ports[randomInt(ports.length)]}/`
    const answer = await fetch(url, { method: 'POST', headers: { 'stripe-signature': signature }, body })
      .then(async (response) => ({ status: response.status, text: await response.text() }))
      .catch(() => undefined)
    if (answer?.status === 200)
      return z.object({ outcome: z.string() }).parse(JSON.parse(answer.text)).outcome
    if (answer && answer.status < 500) throw new Error(`An event was refused: ${answer.text}`)
    await sleep(randomInt(20, 200))
  }
}

async function tell({ customer }: PayingCompany, order: readonly string[]): Promise<void> {
  for (const type of order) {
    const sent = letter(account.stripe, type, customer)
    const outcomes = await Promise.all(Array.from({ length: copies }, () => send(sent)))
    // Whoever was killed between writing and answering leaves none that says so.
    expect(outcomes.filter((outcome) => outcome === 'followed').length).toBeLessThanOrEqual(1)
  }
}

async function undelivered(): Promise<number> {
  const answer = await fetch(`${account.apiUrl}/_control/webhooks`)
  const { deliveries } = z
    .object({ deliveries: z.array(z.object({ state: z.string() })) })
    .parse(await answer.json())
  return deliveries.filter(({ state }) => state !== 'delivered').length
}

/** A mail stays true of what happened, also when it is long past by now; each is there once. */
async function expectTruth(company: PayingCompany): Promise<void> {
  const [known, said] = [await whatIsKnown(sql, company), await whatStripeSays(account, company)]
  expect(known.subscriptions).toEqual(said.subscriptions)
  expect(known.mails).toEqual([...new Set(known.mails)])
  expect(known.mails).toEqual(expect.arrayContaining(said.mails))
  const happened = (await whatEverHappened(account, company)).map((mail) => `${mail} ${company.ownerEmail}`)
  expect(happened).toEqual(expect.arrayContaining(known.mails))
}

it('ends as Stripe says, with one of each mail', { timeout: 600_000 }, async () => {
  const companies: PayingCompany[] = []
  for (const _ of orders) companies.push(await addPayingCompany(sql, account))
  const killing = keepKilling()
  const waiting = [...companies.entries()]
  const work = async () => {
    for (let next = waiting.shift(); next; next = waiting.shift()) {
      const [at, company] = next
      await Promise.all([live(account, company, at), tell(company, orders[at] ?? [])])
    }
  }
  await Promise.all(Array.from({ length: companiesAtOnce }, work))
  isKilling = false
  await killing
  await vi.waitFor(async () => expect(await undelivered()).toBe(0), patience)
  await vi.waitFor(async () => expect(await isFollowed(sql)).toBe(true), patience)

  expect(kills).toBeGreaterThan(10)
  for (const company of companies) await expectTruth(company)
  const { rows } = await sql.query('select distinct status from subscriptions order by 1')
  expect(rows.map(({ status }) => status)).toEqual(ends)
  const { rows: told } = await sql.query(
    `select count(*)::int as events, count(distinct company_id)::int as companies from stripe_events where outcome = 'followed'`,
  )
  expect(told[0].companies).toBe(orders.length)
  console.log(`${orders.length * 5 * copies} letters, ${told[0].events} events kept, ${kills} kills`)
})
