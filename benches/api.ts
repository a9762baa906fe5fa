// Reads and writes of the API with fifty clients at once, beside a Next route without a caller and a bare Node server. Each client has an
// API key and an employee of its own; those sit at another host's desks, so that nobody answers while we measure.
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { join } from 'node:path'
import { addEmployee, addHost } from '#tests/support/employee.ts'
import type { Product } from '#tests/support/product.ts'
import { withSql } from '#tests/support/product-office.ts'
import { bench, say, type Table, withProduct } from './measure/bench.ts'
import { emptyLoad, type Load, putUnderLoad, type Target } from './measure/load.ts'
import { summarise } from './measure/percentile.ts'
import { openOffice } from './measure/staff.ts'

const clients = 50
const rounds = 3
const warmUpMs = 2_000
const roundMs = 4_000

await bench('api', () => withProduct((product) => withBareServer((bareUrl) => measure(product, bareUrl))))

async function measure(product: Product, bareUrl: string): Promise<Table[]> {
  const targets = await targetsOf(product, bareUrl)
  for (const target of targets) await putUnderLoad(target, clients, warmUpMs, emptyLoad())
  const loads = new Map<Target, Load>(targets.map((target) => [target, emptyLoad()]))
  for (let round = 1; round <= rounds; round++) {
    say(`Round ${round} of ${rounds}`)
    for (const [target, load] of loads) await putUnderLoad(target, clients, roundMs, load)
  }
  return [
    {
      title: `${clients} clients at once, milliseconds to the whole answer`,
      rows: [...loads].map(([{ name }, load]) => rowOf(name, load)),
    },
  ]
}

function rowOf(name: string, { answersMs, elapsedMs, refused }: Load) {
  const others = [...refused].map(([outcome, count]) => `${count} x ${outcome}`).join(', ')
  const perSecond = Math.round((answersMs.length / elapsedMs) * 1000)
  return { request: name, 'answers/s': perSecond, ...summarise(answersMs), others: others || 'none' }
}

async function targetsOf(product: Product, bareUrl: string): Promise<Target[]> {
  const api = `${product.url}/api/v1`
  const readers = (await openOffice(product, clients)).office
  const writers = (await openOffice(product, clients)).office
  await employ(product, readers.companyId, 3)
  const listeners = await employ(product, writers.companyId, clients)
  const bearer = (secrets: string[]) => (client: number) => ({
    authorization: `Bearer ${secrets[client]}`,
    'content-type': 'application/json',
  })
  return [
    { name: 'bare node:http server', method: 'GET', url: () => bareUrl },
    { name: 'GET /api/health', method: 'GET', url: () => `${product.url}/api/health` },
    {
      name: 'GET /api/v1/employees (3 of them)',
      method: 'GET',
      url: () => `${api}/employees`,
      headers: bearer(readers.secrets),
    },
    {
      name: 'POST /api/v1/employees/{id}/messages',
      method: 'POST',
      url: (client) => `${api}/employees/${listeners[client]}/messages`,
      headers: bearer(writers.secrets),
      body: () => JSON.stringify({ text: 'A message of a benchmark' }),
    },
  ]
}

function employ(product: Product, companyId: string, count: number): Promise<string[]> {
  return withSql(product.databaseUrl, async (sql) => {
    const hostId = await addHost(sql)
    const ids: string[] = []
    for (let at = 0; at < count; at++) {
      const desk = { host_id: hostId, observed_state: 'ready' }
      ids.push((await addEmployee(sql, companyId, { desk })).employeeId)
    }
    return ids
  })
}

/** In a process of its own, as the product is. */
async function withBareServer<T>(work: (url: string) => Promise<T>): Promise<T> {
  const server = spawn(process.execPath, [join(import.meta.dirname, 'bare-server.ts')], {
    stdio: ['pipe', 'pipe', 'inherit'],
  })
  try {
    const [port] = await once(server.stdout, 'data')
    return await work(`http://127.0.0.1:${String(port).trim()}/`)
  } finally {
    server.stdin.end()
  }
}
