import { once } from 'node:events'
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import pg from 'pg'
import pino from 'pino'
import { Registry } from 'prom-client'
import { afterAll, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest'
import { closeDatabase, openDatabase } from '#lib/db/database.ts'
import { modelKeyOf } from '#lib/desk/desk-keys.ts'
import { costMicrosOf, noUsage, priceOn } from '#lib/model/prices.ts'
import { addCompany } from '#tests/support/company.ts'
import { type FreshDatabase, freshDatabase } from '#tests/support/database.ts'
import { addAnswer, addDesk, addEmployee, addMessage, type Employee } from '#tests/support/employee.ts'
import { type ModelProxy, startModelProxy } from './start-model-proxy.ts'

const secret = 'an installation secret of forty characters'
const realKey = 'sk-ant-the-real-one'
let fresh: FreshDatabase
let sql: pg.Pool
let proxy: ModelProxy
let model: Server
let answerWith: (request: IncomingMessage, response: ServerResponse) => void
let seenKeys: unknown[]
let ada: Employee
let key: string

beforeAll(async () => {
  fresh = await freshDatabase()
  sql = new pg.Pool({ connectionString: fresh.databaseUrl, max: 4 })
  openDatabase({ databaseUrl: fresh.databaseUrl, maxConnections: 10, applicationName: 'test' })
  model = createServer((request, response) => {
    seenKeys.push(request.headers['x-api-key'])
    answerWith(request, response)
  }).listen(0, '127.0.0.1')
  await once(model, 'listening')
  proxy = await startModelProxy({
    host: '127.0.0.1',
    port: 0,
    installationSecret: secret,
    upstream: { url: `http://127.0.0.1:${(model.address() as AddressInfo).port}`, apiKey: realKey },
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
beforeEach(async () => {
  seenKeys = []
  const company = await addCompany(sql, { planKey: 'studio' })
  ada = await addEmployee(sql, company.companyId)
  key = modelKeyOf(secret, ada.deskId, 1)
  answerWith = (_, response) => sendStream(response)
})

const event = (data: unknown) => `data: ${JSON.stringify(data)}\n\n`
const usage = {
  input_tokens: 1000,
  cache_read_input_tokens: 200,
  cache_creation_input_tokens: 100,
  output_tokens: 1,
}

function sendStart(response: ServerResponse): void {
  response.writeHead(200, { 'content-type': 'text/event-stream', 'request-id': 'req_1', 'set-cookie': 'a=b' })
  response.write(event({ type: 'message_start', message: { usage } }))
}

function sendStream(response: ServerResponse): void {
  sendStart(response)
  response.write(event({ type: 'message_delta', usage: { output_tokens: 50 } }))
  response.end(event({ type: 'message_stop' }))
}

interface Call {
  key?: string
  body?: unknown
  path?: string
  signal?: AbortSignal
}

function call(given: Call = {}): Promise<Response> {
  const body = given.body ?? { model: 'claude-sonnet-4-5', max_tokens: 1000, stream: true, messages: [] }
  return fetch(`http://127.0.0.1:${proxy.port}${given.path ?? '/v1/messages'}`, {
    method: 'POST',
    headers: { 'x-api-key': given.key ?? key, 'content-type': 'application/json' },
    body: typeof body === 'string' ? body : JSON.stringify(body),
    signal: given.signal ?? null,
  })
}

const ledger = async () =>
  (
    await sql.query('select * from ledger_entries where employee_id = $1 order by started_at', [
      ada.employeeId,
    ])
  ).rows
const settled = () =>
  vi.waitFor(async () => {
    const rows = await ledger()
    expect(rows.length).toBeGreaterThan(0)
    expect(rows.every((row) => row.state !== 'open')).toBe(true)
    return rows
  })

describe('a call through the model proxy', () => {
  it('is settled with what the stream said it used and what that costs', async () => {
    const response = await call()
    await response.text()
    const [row] = await settled()
    const sonnet = priceOn('claude-sonnet-4-5', new Date())
    expect(row).toMatchObject({
      state: 'settled',
      http_status: 200,
      input_tokens: 1000,
      output_tokens: 50,
      cache_read_tokens: 200,
      cache_write_tokens: 100,
      practice: false,
      desk_id: ada.deskId,
    })
    const used = {
      ...noUsage(),
      inputTokens: 1000,
      outputTokens: 50,
      cacheReadTokens: 200,
      cacheWriteTokens: 100,
    }
    expect(Number(row.cost_micros)).toBe(sonnet && costMicrosOf(sonnet, used))
  })

  it('is settled when the answer is one message', async () => {
    answerWith = (_, response) => {
      response.writeHead(200, { 'content-type': 'application/json' })
      response.end(JSON.stringify({ type: 'message', usage: { input_tokens: 9, output_tokens: 3 } }))
    }
    await (await call()).json()
    expect((await settled())[0]).toMatchObject({ state: 'settled', input_tokens: 9, output_tokens: 3 })
  })

  it('carries the real key outward and shows none of it to the desk', async () => {
    const response = await call()
    const shown = JSON.stringify([...response.headers]) + (await response.text())
    expect(seenKeys).toEqual([realKey])
    expect(shown).not.toContain(realKey)
    expect(response.headers.get('set-cookie')).toBeNull()
  })

  it('names the answer it belongs to', async () => {
    const { rows } = await sql.query('select * from members where company_id = $1', [ada.companyId])
    const author = {
      kind: 'member' as const,
      userId: rows[0].user_id,
      email: '',
      displayName: 'x',
      companyId: ada.companyId,
      role: 'owner' as const,
    }
    const asked = await addMessage(sql, ada, author, { status: 'delivered' })
    const answer = await addAnswer(sql, ada, asked, { status: 'streaming' })
    await (await call()).text()
    expect((await settled())[0]).toMatchObject({ message_id: answer })
  })

  it('reaches the desk piece by piece, not at its end', async () => {
    let finish = () => undefined as unknown
    answerWith = (_, response) => {
      sendStart(response)
      finish = () => response.end(event({ type: 'message_stop' }))
    }
    const reader = (await call()).body?.getReader()
    const first = await reader?.read()
    expect(new TextDecoder().decode(first?.value)).toContain('message_start')
    finish()
    await reader?.cancel()
  })

  it('is noted as aborted, with what it used so far, when the desk goes away', async () => {
    let upstreamClosed = false
    answerWith = (_, response) => {
      response.once('close', () => (upstreamClosed = true))
      sendStart(response)
      response.write(event({ type: 'content_block_delta', delta: { text: 'x'.repeat(400) } }))
    }
    const leaving = new AbortController()
    const response = await call({ signal: leaving.signal })
    await response.body?.getReader().read()
    leaving.abort()
    expect((await settled())[0]).toMatchObject({ state: 'aborted', input_tokens: 1000 })
    await vi.waitFor(() => expect(upstreamClosed).toBe(true))
  })

  it('is noted as aborted when the model breaks off', async () => {
    answerWith = (_, response) => {
      sendStart(response)
      setImmediate(() => response.destroy())
    }
    await (await call()).text().catch(() => undefined)
    expect((await settled())[0]).toMatchObject({ state: 'aborted', input_tokens: 1000 })
  })

  it('that ends where the allowance does is one that the allowance refused; one as long as was asked for is not', async () => {
    const cutShort = (response: ServerResponse) => {
      sendStart(response)
      response.write(
        event({ type: 'message_delta', delta: { stop_reason: 'max_tokens' }, usage: { output_tokens: 9 } }),
      )
      response.end(event({ type: 'message_stop' }))
    }
    const asked: { max_tokens: number }[] = []
    answerWith = (request, response) => {
      const chunks: Buffer[] = []
      request.on('data', (chunk) => chunks.push(chunk))
      request.on('end', () => {
        asked.push(JSON.parse(Buffer.concat(chunks).toString()))
        cutShort(response)
      })
    }
    const body = { model: 'claude-sonnet-4-5', max_tokens: 60_000, stream: true, messages: [] }
    const refusals = () =>
      sql.query('select reason from model_refusals where employee_id = $1', [ada.employeeId])
    await (await call({ body })).text()
    expect((await refusals()).rows).toEqual([])
    await settled()
    await sql.query('update employees set allowance_micros = 300000 where id = $1', [ada.employeeId])
    await (await call({ body })).text()
    expect((await refusals()).rows).toEqual([{ reason: 'employee_allowance' }])
    expect(asked[0]?.max_tokens).toBe(60_000)
    expect(asked[1]?.max_tokens).toBeLessThan(20_000)
  })

  it('is not sent where an allowance is used up, and the desk is told so by a status it does not try again', async () => {
    await sql.query('update employees set allowance_micros = 1 where id = $1', [ada.employeeId])
    const response = await call()
    expect([response.status, await response.json()]).toMatchObject([
      400,
      { error: { message: expect.stringMatching(/^Allowance used up: .*\[deskhand:employee_allowance\]$/) } },
    ])
    expect(seenKeys).toEqual([])
  })

  it('costs nothing when the model refuses', async () => {
    answerWith = (_, response) => {
      response.writeHead(529, { 'content-type': 'application/json' })
      response.end(
        JSON.stringify({ type: 'error', error: { type: 'overloaded_error', message: 'Overloaded' } }),
      )
    }
    const response = await call()
    expect([response.status, await response.json()]).toMatchObject([
      529,
      { error: { type: 'overloaded_error' } },
    ])
    expect((await settled())[0]).toMatchObject({ state: 'failed', http_status: 529, cost_micros: 0 })
  })

  it.each([401, 402, 403])(
    "does not blame the desk's key when the installation's is refused (%d)",
    async (status) => {
      answerWith = (_, response) => response.writeHead(status).end()
      const response = await call()
      expect([response.status, await response.json()]).toMatchObject([
        422,
        { error: { type: 'upstream_key_refused' } },
      ])
    },
  )

  it('keeps fifty streams apart', async () => {
    await Promise.all(Array.from({ length: 50 }, async () => (await call()).text()))
    const rows = await settled()
    expect(rows.filter((row) => row.state === 'settled' && row.output_tokens === 50)).toHaveLength(50)
  })
})

describe('a warm desk', () => {
  it('asks no model and costs nothing; the refusal is one after which its gateway goes on using the key', async () => {
    const warm = await addDesk(sql)
    const response = await call({ key: modelKeyOf(secret, warm, 1) })
    expect([response.status, await response.json()]).toMatchObject([
      404,
      { error: { type: 'not_found_error' } },
    ])
    expect(seenKeys).toEqual([])
  })

  it('that shall go is refused like one that nobody knows', async () => {
    const warm = await addDesk(sql, { desired_state: 'absent' })
    expect((await call({ key: modelKeyOf(secret, warm, 1) })).status).toBe(401)
  })
})

describe('the model proxy refuses', () => {
  it.each([
    ['a key that is none', () => 'sk-ant-x'],
    ['a forged key', () => `${key.slice(0, -1)}${key.endsWith('0') ? '1' : '0'}`],
    ['the key of another generation', () => modelKeyOf(secret, ada.deskId, 2)],
    ['a key of another installation', () => modelKeyOf(`${secret}!`, ada.deskId, 1)],
  ])('%s', async (_, make) => {
    const response = await call({ key: make() })
    expect([response.status, await response.json()]).toMatchObject([
      401,
      { error: { type: 'authentication_error' } },
    ])
    expect(seenKeys).toEqual([])
  })

  it('the key of an employee who was fired', async () => {
    await sql.query('update employees set fired_at = now(), home_kept_until = now() where id = $1', [
      ada.employeeId,
    ])
    expect((await call()).status).toBe(404)
    expect(seenKeys).toEqual([])
  })

  it.each(['stopped', 'asleep'])(
    'the key of a desk that shall be %s, in a way that does not make its gateway put the key aside',
    async (state) => {
      await sql.query('update desks set desired_state = $1 where id = $2', [state, ada.deskId])
      expect((await call()).status).toBe(404)
      expect(seenKeys).toEqual([])
    },
  )

  it.each([
    ['an unknown model', { model: 'gpt-9', max_tokens: 1 }],
    ['no model', {}],
    ['a body that is no JSON', '{'],
  ])('%s', async (_, body) => {
    expect((await call({ body })).status).toBe(400)
    expect(await ledger()).toEqual([])
  })

  it('other paths of the model API', async () => {
    expect((await call({ path: '/v1/files' })).status).toBe(404)
    expect(seenKeys).toEqual([])
  })

  it('a body over 25 MB', async () => {
    expect((await call({ body: 'x'.repeat(26 * 1024 * 1024) })).status).toBe(413)
  })
})
