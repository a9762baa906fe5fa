// Where a desk's request goes is the proxy's to say: the real key goes along.
import { once } from 'node:events'
import { createServer, request, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import pg from 'pg'
import pino from 'pino'
import { Registry } from 'prom-client'
import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest'
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
let model: Listener
let stranger: Listener
let key: string

interface Listener {
  server: Server
  port: number
  asked: { url: string | undefined; key: unknown }[]
}

async function listen(): Promise<Listener> {
  const asked: Listener['asked'] = []
  const server = createServer(({ url, headers }, response) => {
    asked.push({ url, key: headers['x-api-key'] })
    response.end('{}')
  }).listen(0, '127.0.0.1')
  await once(server, 'listening')
  const { port } = server.address() as AddressInfo
  return { server, port, asked }
}

beforeAll(async () => {
  fresh = await freshDatabase()
  sql = new pg.Pool({ connectionString: fresh.databaseUrl, max: 4 })
  openDatabase({ databaseUrl: fresh.databaseUrl, maxConnections: 10, applicationName: 'test' })
  model = await listen()
  stranger = await listen()
  proxy = await startModelProxy({
    host: '127.0.0.1',
    port: 0,
    installationSecret: secret,
    upstream: { url: `http://127.0.0.1:${model.port}`, apiKey: 'sk-ant-the-real-one' },
    registry: new Registry(),
    log: pino({ level: 'silent' }),
  })
  const { companyId } = await addCompany(sql, { planKey: 'studio' })
  key = modelKeyOf(secret, (await addEmployee(sql, companyId)).deskId, 1)
})
afterAll(async () => {
  await proxy.stop()
  for (const { server } of [model, stranger]) {
    server.closeAllConnections()
    server.close()
  }
  await closeDatabase()
  await sql.end()
  await fresh.drop()
})
beforeEach(() => {
  model.asked.length = 0
  stranger.asked.length = 0
})

/** As written: fetch would tidy the target up. */
async function ask(method: string, target: string): Promise<number | undefined> {
  const headers = { 'x-api-key': key, 'content-type': 'application/json' }
  const sent = request({ port: proxy.port, host: '127.0.0.1', method, path: target, headers })
  sent.end(
    method === 'POST'
      ? JSON.stringify({ model: 'claude-haiku-4-5', max_tokens: 10, messages: [] })
      : undefined,
  )
  const [response] = await once(sent, 'response')
  response.resume()
  await once(response, 'end')
  return response.statusCode
}

it.each([
  ['POST', '/v1/messages'],
  ['POST', '/v1/messages/count_tokens'],
  ['GET', '/v1/models'],
])('sends the real key to nobody but the model, whatever host a %s of %s names', async (method, path) => {
  await ask(method, `http://127.0.0.1:${stranger.port}${path}`)
  await ask(method, `//127.0.0.1:${stranger.port}${path}`)
  await ask(method, `\\\\127.0.0.1:${stranger.port}${path}`)
  expect(stranger.asked).toEqual([])
})

it.each(['/v1/models/..\\files', '/v1/models/..%5Cfiles', '/v1/models/%2e%2e', '/v1/models/..%2Ffiles'])(
  'goes to no other path of the model provider by %s',
  async (target) => {
    await ask('GET', target)
    const seen = model.asked.map(({ url }) => url)
    expect(seen.filter((url) => !url?.startsWith('/v1/models'))).toEqual([])
  },
)

it('still asks about one model, and says which beta it is for', async () => {
  expect(await ask('GET', '/v1/models/claude-haiku-4-5')).toBe(200)
  expect(await ask('POST', '/v1/messages?beta=true')).toBe(200)
  expect(model.asked.map(({ url }) => url)).toEqual(['/v1/models/claude-haiku-4-5', '/v1/messages?beta=true'])
})
