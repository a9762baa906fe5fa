// Real streams through a real proxy: fifty at once against a cap, and one whose proxy is killed in the middle.
import { once } from 'node:events'
import { createServer, type Server, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import pg from 'pg'
import { afterAll, beforeAll, beforeEach, expect, it, vi } from 'vitest'
import { closeDatabase, openDatabase } from '#lib/db/database.ts'
import { modelKeyOf } from '#lib/desk/desk-keys.ts'
import { type PracticeModel, startPracticeModel } from '#local/practice-model/start.ts'
import { addCompany } from '#tests/support/company.ts'
import { type FreshDatabase, freshDatabase } from '#tests/support/database.ts'
import { addEmployee, type Employee } from '#tests/support/employee.ts'
import { freePort } from '#tests/support/free-port.ts'
import { type ProxyProcess, startProxyProcess } from '#tests/support/proxy-process.ts'
import { counters, ledgerSums } from './testing/gate.ts'

const installationSecret = 'an installation secret of forty characters'
const dollar = 1_000_000
let fresh: FreshDatabase
let sql: pg.Pool
let practice: PracticeModel
let endless: Server
let employees: Employee[]
let companyId: string
const proxies: ProxyProcess[] = []

beforeAll(async () => {
  fresh = await freshDatabase()
  sql = new pg.Pool({ connectionString: fresh.databaseUrl, max: 4 })
  openDatabase({ databaseUrl: fresh.databaseUrl, maxConnections: 2, applicationName: 'test' })
  practice = await startPracticeModel({ port: await freePort() })
  endless = createServer((_, response) => speakForEver(response)).listen(0, '127.0.0.1')
  await once(endless, 'listening')
})
afterAll(async () => {
  await Promise.all(proxies.map((proxy) => proxy.kill()))
  endless.closeAllConnections()
  endless.close()
  await practice.stop()
  await closeDatabase()
  await sql.end()
  await fresh.drop()
})
beforeEach(async () => {
  companyId = (await addCompany(sql, { planKey: 'studio' })).companyId
  employees = await Promise.all(Array.from({ length: 5 }, () => addEmployee(sql, companyId)))
})

async function open(upstreamUrl: string): Promise<ProxyProcess> {
  const proxy = await startProxyProcess({ databaseUrl: fresh.databaseUrl, installationSecret, upstreamUrl })
  proxies.push(proxy)
  return proxy
}

function ask(proxy: ProxyProcess, employee: Employee | undefined, content: string, maxTokens: number) {
  return fetch(`${proxy.url}/v1/messages`, {
    method: 'POST',
    headers: { 'x-api-key': modelKeyOf(installationSecret, employee?.deskId ?? '', 1) },
    body: JSON.stringify({
      model: 'claude-sonnet-4-5',
      max_tokens: maxTokens,
      stream: true,
      messages: [{ role: 'user', content }],
    }),
  })
}

it('fifty streams at once never spend more than the cap, however long they go on asking', async () => {
  const cap = dollar
  await sql.query('update companies set cap_micros = $2 where id = $1', [companyId, cap])
  const proxy = await open(practice.url)
  let most = 0
  let isOver = false
  const watch = async () => {
    while (!isOver)
      for (const { scope, spent, reserved } of await counters(sql, companyId))
        if (scope === 'company') most = Math.max(most, spent + reserved)
  }
  const outcomes: number[] = []
  const keepAsking = async (employee: Employee | undefined) => {
    for (;;) {
      const response = await ask(proxy, employee, `SAY ${'plum '.repeat(400)}`, 600)
      await response.text()
      outcomes.push(response.status)
      if (response.status !== 200) return
    }
  }
  const watching = watch()
  await Promise.all(Array.from({ length: 50 }, (_, index) => keepAsking(employees[index % employees.length])))
  await vi.waitFor(async () =>
    expect((await counters(sql, companyId)).every(({ reserved }) => reserved === 0)).toBe(true),
  )
  isOver = true
  await watching
  const { rows } = await sql.query(
    'select sum(cost_micros)::bigint as sum from ledger_entries where company_id = $1',
    [companyId],
  )
  expect(outcomes.filter((status) => status === 200).length).toBeGreaterThan(80)
  expect(new Set(outcomes)).toEqual(new Set([200, 400]))
  expect(most).toBeLessThanOrEqual(cap)
  expect(Number(rows[0].sum)).toBeLessThanOrEqual(cap)
  // It went on until less was left than one more could cost.
  expect(Number(rows[0].sum)).toBeGreaterThan(cap - 30_000)
  const sorted = (list: object[]) => list.map((one) => JSON.stringify(one)).toSorted()
  expect(sorted(await counters(sql, companyId))).toEqual(sorted(await ledgerSums(sql, companyId)))
})

const piece = 'x'.repeat(400)
const inputTokens = 1000
const event = (data: unknown) => `data: ${JSON.stringify(data)}\n\n`

/** Four hundred characters every five milliseconds: faster than any model. */
function speakForEver(response: ServerResponse): void {
  response.writeHead(200, { 'content-type': 'text/event-stream' })
  response.write(
    event({ type: 'message_start', message: { usage: { input_tokens: inputTokens, output_tokens: 1 } } }),
  )
  const speaking = setInterval(
    () => response.write(event({ type: 'content_block_delta', delta: { type: 'text_delta', text: piece } })),
    5,
  )
  response.once('close', () => clearInterval(speaking))
}

it('a proxy killed in the middle of a stream loses no spend, and holds nothing back for longer than a minute', async () => {
  const proxy = await open(`http://127.0.0.1:${(endless.address() as AddressInfo).port}`)
  const response = await ask(proxy, employees[0], 'Go on for ever', 60_000)
  let seen = ''
  const reading = (async () => {
    for await (const chunk of response.body ?? []) seen += new TextDecoder().decode(chunk)
  })().catch(() => undefined)
  await vi.waitFor(() => expect(seen.split(piece).length).toBeGreaterThan(120), { timeout: 20_000 })
  await proxy.kill()
  const killedAt = performance.now()
  await reading
  const read = async () =>
    (await sql.query('select * from ledger_entries where company_id = $1', [companyId])).rows[0]
  const forwardedTokens = ((seen.split(piece).length - 1) * piece.length) / 4
  const forwardedMicros = inputTokens * 3 + forwardedTokens * 15
  expect(Number((await read()).recorded_micros)).toBeGreaterThanOrEqual(forwardedMicros)
  await open(practice.url)
  await vi.waitFor(async () => expect(await read()).toMatchObject({ state: 'aborted' }), { timeout: 60_000 })
  expect(performance.now() - killedAt).toBeLessThan(60_000)
  const cost = Number((await read()).cost_micros)
  expect(cost).toBeGreaterThanOrEqual(forwardedMicros)
  // Rather more than what came, and not anything: tokens are taken for twice as many as they are on the whole, and a thousand run ahead.
  expect(cost).toBeLessThan(forwardedMicros * 2 + 100_000)
  for (const counter of await counters(sql, companyId))
    expect(counter).toMatchObject({ spent: cost, reserved: 0 })
})
