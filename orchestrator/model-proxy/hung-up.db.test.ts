// A desk that asks and hangs up has been answered all the same: the model read what was sent.
import { once } from 'node:events'
import { createServer, type Server, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import pg from 'pg'
import pino from 'pino'
import { Registry } from 'prom-client'
import { afterAll, beforeAll, expect, it, vi } from 'vitest'
import { closeDatabase, openDatabase } from '#lib/db/database.ts'
import { modelKeyOf } from '#lib/desk/desk-keys.ts'
import { addCompany } from '#tests/support/company.ts'
import { type FreshDatabase, freshDatabase } from '#tests/support/database.ts'
import { addEmployee } from '#tests/support/employee.ts'
import { type ModelProxy, startModelProxy } from './start-model-proxy.ts'

const secret = 'an installation secret of forty characters'
let fresh: FreshDatabase
let sql: pg.Pool
let proxy: ModelProxy
let model: Server
let onAsked: (response: ServerResponse) => void

beforeAll(async () => {
  fresh = await freshDatabase()
  sql = new pg.Pool({ connectionString: fresh.databaseUrl, max: 4 })
  openDatabase({ databaseUrl: fresh.databaseUrl, maxConnections: 10, applicationName: 'test' })
  model = createServer((_, response) => onAsked(response)).listen(0, '127.0.0.1')
  await once(model, 'listening')
  proxy = await startModelProxy({
    host: '127.0.0.1',
    port: 0,
    installationSecret: secret,
    upstream: { url: `http://127.0.0.1:${(model.address() as AddressInfo).port}`, apiKey: 'sk-ant-x' },
    registry: new Registry(),
    log: pino({ level: 'silent' }),
  })
})
afterAll(async () => {
  await proxy.stop()
  model.closeAllConnections()
  model.close()
  await closeDatabase()
  await sql.end()
  await fresh.drop()
})

const startStream = (response: ServerResponse) => {
  response.writeHead(200, { 'content-type': 'text/event-stream' })
  response.write(': hello\n\n')
}

it.each([
  ['a stream before the model says a word', true, () => undefined],
  ['a stream before the model says what it read', true, startStream],
  ['an answer in one piece', false, () => undefined],
])('counts what was read of %s, and holds nothing back', async (_, stream, answer) => {
  const { companyId } = await addCompany(sql, { planKey: 'studio' })
  const { deskId } = await addEmployee(sql, companyId)
  const leaving = new AbortController()
  onAsked = (response) => {
    answer(response)
    setTimeout(() => leaving.abort(), 20)
  }
  const body = {
    model: 'claude-sonnet-4-5',
    max_tokens: 1000,
    stream,
    messages: [{ role: 'user', content: 'x'.repeat(300_000) }],
  }
  const asked = fetch(`http://127.0.0.1:${proxy.port}/v1/messages`, {
    method: 'POST',
    headers: { 'x-api-key': modelKeyOf(secret, deskId, 1) },
    body: JSON.stringify(body),
    signal: leaving.signal,
  })
  await asked.then((response) => response.text()).catch(() => undefined)
  const [row] = await vi.waitFor(async () => {
    const { rows } = await sql.query(
      `select state, cost_micros::int as cost, (select sum(reserved_micros)::int from spend where company_id = $1) as held
        from ledger_entries where company_id = $1 and state <> 'open'`,
      [companyId],
    )
    expect(rows).toHaveLength(1)
    return rows
  })
  // A hundred thousand tokens at three dollars a million.
  expect(row).toMatchObject({ state: 'aborted', held: 0 })
  expect(row.cost).toBeGreaterThan(250_000)
})
