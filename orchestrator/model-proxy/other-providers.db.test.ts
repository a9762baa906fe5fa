// A model of another provider behind the model proxy: an emulated LiteLLM, which speaks as the real one does (docs/model-gateway.md).
import { once } from 'node:events'
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http'
import { text } from 'node:stream/consumers'
import pg from 'pg'
import pino from 'pino'
import { Registry } from 'prom-client'
import { afterAll, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest'
import { closeDatabase, openDatabase } from '#lib/db/database.ts'
import { modelKeyOf } from '#lib/desk/desk-keys.ts'
import { readConfiguredModels } from '#lib/model/configured-models.ts'
import { offerModels } from '#lib/model/models.ts'
import { addCompany } from '#tests/support/company.ts'
import { type FreshDatabase, freshDatabase } from '#tests/support/database.ts'
import { addEmployee, type Employee } from '#tests/support/employee.ts'
import { freePort } from '#tests/support/free-port.ts'
import { type ModelProxy, startModelProxy } from './start-model-proxy.ts'

const secret = 'an installation secret of forty characters'
const virtualKey = 'sk-virtual-key-of-this-installation'
const price = { since: '2025-08-07', inputDollars: 0.25, outputDollars: 2, cacheReadDollars: 0.025 }
const mini = {
  id: 'gpt-5-mini',
  name: 'GPT-5 mini',
  strength: 'Quick',
  contextWindow: 400_000,
  maxTokens: 64_000,
}

let fresh: FreshDatabase
let sql: pg.Pool
let proxy: ModelProxy
let litellm: Server
let budgetIsLeft: boolean
let asked: { key: unknown; model: string }[]
let ada: Employee

beforeAll(async () => {
  fresh = await freshDatabase()
  sql = new pg.Pool({ connectionString: fresh.databaseUrl, max: 2 })
  openDatabase({ databaseUrl: fresh.databaseUrl, maxConnections: 6, applicationName: 'test' })
  offerModels(readConfiguredModels(JSON.stringify({ models: [{ ...mini, prices: [price] }] }), new Date()))
  const port = await freePort()
  litellm = createServer((request, response) => void answer(request, response))
  litellm.listen(port, '127.0.0.1')
  await once(litellm, 'listening')
  proxy = await startModelProxy({
    host: '127.0.0.1',
    port: 0,
    installationSecret: secret,
    upstream: { url: `http://127.0.0.1:${port}`, apiKey: virtualKey },
    registry: new Registry(),
    log: pino({ level: 'silent' }),
  })
})
afterAll(async () => {
  offerModels({ models: [], prices: [] })
  await proxy.stop()
  litellm.closeAllConnections()
  litellm.close()
  await closeDatabase()
  await sql.end()
  await fresh.drop()
})
beforeEach(async () => {
  budgetIsLeft = true
  asked = []
  ada = await addEmployee(sql, (await addCompany(sql, { planKey: 'studio' })).companyId)
})

const event = (data: { type: string }) => `event: ${data.type}\ndata: ${JSON.stringify(data)}\n\n`
const nothing = {
  input_tokens: 0,
  output_tokens: 0,
  cache_creation_input_tokens: 0,
  cache_read_input_tokens: 0,
}

/** As LiteLLM 1.106 translates a stream: what was used stands at its end only. */
async function answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
  const { model } = JSON.parse(await text(request))
  asked.push({ key: request.headers['x-api-key'], model })
  if (!budgetIsLeft) {
    const error = {
      message: 'Budget has been exceeded! Current cost: 2000.1, Max budget: 2000',
      type: 'budget_exceeded',
    }
    return void response.writeHead(400, { 'content-type': 'application/json' }).end(JSON.stringify({ error }))
  }
  response.writeHead(200, { 'content-type': 'text/event-stream' })
  const message = { id: 'msg_1', type: 'message', role: 'assistant', content: [], model, usage: nothing }
  const start = { type: 'message_start', message }
  const delta = { type: 'content_block_delta', index: 0, delta: { type: 'text_delta', text: 'Hello' } }
  const usage = { input_tokens: 200, output_tokens: 5, cache_read_input_tokens: 1000 }
  const end = { type: 'message_delta', delta: { stop_reason: 'end_turn' }, usage }
  for (const one of [start, delta, end, { type: 'message_stop' }]) response.write(event(one))
  response.end()
}

const call = (model: string) =>
  fetch(`http://127.0.0.1:${proxy.port}/v1/messages`, {
    method: 'POST',
    headers: { 'x-api-key': modelKeyOf(secret, ada.deskId, 1), 'content-type': 'application/json' },
    body: JSON.stringify({
      model,
      max_tokens: 1000,
      stream: true,
      messages: [{ role: 'user', content: 'Hi' }],
    }),
  })

const entries = () =>
  vi.waitFor(async () => {
    const { rows } = await sql.query('select * from ledger_entries where employee_id = $1', [ada.employeeId])
    expect(rows.length > 0 && rows.every(({ state }) => state !== 'open')).toBe(true)
    return rows
  })

describe('a model of another provider', () => {
  it('is asked for with the key of the installation, and counted at the price of the file', async () => {
    const response = await call('gpt-5-mini')
    expect(await response.text()).toContain('Hello')
    expect(asked).toEqual([{ key: virtualKey, model: 'gpt-5-mini' }])
    expect(await entries()).toMatchObject([
      {
        model: 'gpt-5-mini',
        state: 'settled',
        practice: false,
        input_tokens: 200,
        cache_read_tokens: 1000,
        output_tokens: 5,
        // 200 x 0.25 + 1000 x 0.025 + 5 x 2 micro-dollars
        cost_micros: 85,
      },
    ])
  })

  it('that is not in the file is refused before anybody is asked', async () => {
    const response = await call('gpt-4o')
    expect(response.status).toBe(400)
    expect(await response.text()).toContain('not offered here')
    expect(asked).toEqual([])
  })

  it('costs nothing when the budget of the installation’s key is used up', async () => {
    budgetIsLeft = false
    expect((await call('gpt-5-mini')).status).toBe(400)
    expect(await entries()).toMatchObject([{ state: 'failed', cost_micros: 0 }])
  })
})
