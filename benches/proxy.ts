// What the model proxy, which counts money before, while and after each call, costs beside going straight to the model: to the first
// words, in words a second, in calls a second. The practice model answers both; each is a process of its own, and they take turns.
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { request } from 'node:http'
import { fileURLToPath } from 'node:url'
import pg from 'pg'
import { modelKeyOf } from '#lib/desk/desk-keys.ts'
import { addCompany } from '#tests/support/company.ts'
import { cloneDatabase, startDatabaseServer } from '#tests/support/database-server.ts'
import { addEmployee } from '#tests/support/employee.ts'
import { freePort } from '#tests/support/free-port.ts'
import { startProxyProcess } from '#tests/support/proxy-process.ts'
import { bench, say, type Table } from './measure/bench.ts'
import { emptyLoad, type Load, putUnderLoad, type Target } from './measure/load.ts'
import { summarise, toTenth } from './measure/percentile.ts'

const installationSecret = 'an installation secret of forty characters'
const warmUpRounds = 20
const rounds = 200
const streamRounds = 30
const streamedCharacters = 80_000
const clients = 16
const companies = 16
const loadRounds = 3
const loadMs = 4000

interface Way {
  name: string
  url: string
  /** Who asks, by number. */
  key: (client: number) => string
}

await bench('proxy', async () => {
  const server = await startDatabaseServer()
  const model = await startModel()
  try {
    await query(server.url, 'alter system set fsync = on')
    await query(server.url, 'select pg_reload_conf()')
    const databaseUrl = await cloneDatabase(server.url, 'proxy')
    const keys = await staff(databaseUrl)
    const proxy = await startProxyProcess({ databaseUrl, installationSecret, upstreamUrl: model.url })
    const oneCompany = keys[0] ?? []
    const [straight, gate] = [
      { name: 'straight to the model', url: model.url, key: () => 'bench' },
      { name: 'through the model proxy', url: proxy.url, key: (client: number) => oneCompany[client] ?? '' },
    ]
    const many = {
      ...gate,
      name: `through the model proxy, ${companies} companies`,
      key: (client: number) => keys[client]?.[0] ?? '',
    }
    const tables = [
      await firstWords([straight, gate]),
      await speed([straight, gate]),
      await calls([straight, gate, many]),
    ]
    await proxy.kill()
    return tables
  } finally {
    await model.stop()
    await server.stop()
  }
})

/** Companies with an allowance that nobody uses up, and for each as many employees as there are clients. */
async function staff(databaseUrl: string): Promise<string[][]> {
  const sql = new pg.Pool({ connectionString: databaseUrl, max: 4 })
  const keys: string[][] = []
  for (let one = 0; one < companies; one++) {
    const { companyId } = await addCompany(sql, { planKey: 'company' })
    await sql.query('update companies set included_micros = 1e12::bigint where id = $1', [companyId])
    const own: string[] = []
    for (let employee = 0; employee < (one === 0 ? clients : 1); employee++) {
      const { deskId } = await addEmployee(sql, companyId, { employee: { allowance_micros: 1e12 } })
      own.push(modelKeyOf(installationSecret, deskId, 1))
    }
    keys.push(own)
  }
  await sql.end()
  return keys
}

async function firstWords(ways: Way[]): Promise<Table> {
  const taken = new Map<Way, { first: number[]; whole: number[] }>(
    ways.map((way) => [way, { first: [], whole: [] }]),
  )
  for (let round = -warmUpRounds; round < rounds; round++) {
    for (const way of round % 2 === 0 ? ways : ways.toReversed()) {
      const seen = await stream(way, `SAY round ${round}`)
      if (round < 0) continue
      taken.get(way)?.first.push(seen.firstMs)
      taken.get(way)?.whole.push(seen.wholeMs)
    }
    if (round % 50 === 0) say(`First words, round ${round} of ${rounds}`)
  }
  return {
    title: 'Milliseconds to the first byte of an answer, one at a time',
    rows: [...taken].map(([{ name }, { first }]) => ({ way: name, ...summarise(first) })),
  }
}

/** A call of a tool comes as fast as it can be written, in pieces of 24 characters; what is said comes at the pace of a voice. */
async function speed(ways: Way[]): Promise<Table> {
  const taken = new Map<Way, number[]>(ways.map((way) => [way, []]))
  const asked = `DO exec {"command":"${'x'.repeat(streamedCharacters)}"}`
  for (let round = 0; round < streamRounds; round++) {
    for (const way of round % 2 === 0 ? ways : ways.toReversed()) {
      const { firstMs, wholeMs } = await stream(way, asked)
      taken.get(way)?.push(((streamedCharacters / 4) * 1000) / (wholeMs - firstMs))
    }
  }
  return {
    title: `Tokens a second, answers of ${streamedCharacters / 4} tokens as fast as they come`,
    rows: [...taken].map(([{ name }, perSecond]) => {
      const sorted = perSecond.toSorted((one, other) => one - other).map(Math.round)
      return {
        way: name,
        n: perSecond.length,
        least: sorted.at(0) ?? 0,
        median: sorted.at(Math.floor(sorted.length / 2)) ?? 0,
        most: sorted.at(-1) ?? 0,
      }
    }),
  }
}

async function calls(ways: Way[]): Promise<Table> {
  const targets = ways.map(
    (way): Target => ({
      name: way.name,
      method: 'POST',
      url: () => `${way.url}/v1/messages`,
      headers: (client) => ({ 'x-api-key': way.key(client), 'content-type': 'application/json' }),
      body: () => bodyOf('SAY yes'),
    }),
  )
  const loads = new Map<Target, Load>(targets.map((target) => [target, emptyLoad()]))
  for (const [target] of loads) await putUnderLoad(target, clients, loadMs / 2, emptyLoad())
  for (let round = 1; round <= loadRounds; round++) {
    say(`Calls, round ${round} of ${loadRounds}`)
    for (const [target, load] of loads) await putUnderLoad(target, clients, loadMs, load)
  }
  return {
    title: `${clients} at once, each asking again when it was answered (with one word, after 12 ms); milliseconds of each call`,
    rows: [...loads].map(([{ name }, { answersMs, elapsedMs, refused }]) => ({
      way: name,
      'calls/s': toTenth((answersMs.length / elapsedMs) * 1000),
      ...summarise(answersMs),
      others: [...refused].map(([outcome, count]) => `${count} x ${outcome}`).join(', ') || 'none',
    })),
  }
}

function bodyOf(content: string): string {
  return JSON.stringify({
    model: 'claude-sonnet-4-5',
    max_tokens: 32_000,
    stream: true,
    tools: [{ name: 'exec', input_schema: { type: 'object' } }],
    messages: [{ role: 'user', content }],
  })
}

function stream({ url, key }: Way, content: string): Promise<{ firstMs: number; wholeMs: number }> {
  const headers = { 'x-api-key': key(0), 'content-type': 'application/json' }
  const sentAt = performance.now()
  return new Promise((resolve, reject) => {
    const sent = request(`${url}/v1/messages`, { method: 'POST', headers }, (answer) => {
      let firstMs: number | undefined
      answer.on('data', () => {
        firstMs ??= performance.now() - sentAt
      })
      answer.once('error', reject).once('end', () => {
        if (answer.statusCode !== 200) reject(new Error(`It answered with ${answer.statusCode}`))
        else resolve({ firstMs: firstMs ?? Number.NaN, wholeMs: performance.now() - sentAt })
      })
    })
    sent.once('error', reject).end(bodyOf(content))
  })
}

async function startModel() {
  const port = await freePort()
  const program = fileURLToPath(new URL('../local/practice-model/main.ts', import.meta.url))
  const child = spawn(process.execPath, [program, String(port)], { stdio: ['ignore', 'pipe', 'inherit'] })
  await once(child.stdout, 'data')
  return {
    url: `http://127.0.0.1:${port}`,
    async stop() {
      const gone = once(child, 'exit')
      child.kill('SIGTERM')
      await gone
    },
  }
}

async function query(url: string, text: string): Promise<void> {
  const client = new pg.Client({ connectionString: url })
  await client.connect()
  await client.query(text)
  await client.end()
}
