// What all answers have in common: rates, ids, methods, origins, and silence about faults.
import { afterAll, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest'
import type { Member } from '#lib/access/caller.ts'
import { revokeApiKey } from '#lib/api-key/revoke-api-key.ts'
import { problem } from '#lib/wire/shapes.ts'
import { addCompany } from '#tests/support/company.ts'
import { call, type Key, keyOf, openRest, type Rest, siteUrl } from '#tests/support/rest.ts'

let rest: Rest
let owner: Member
let key: Key

beforeAll(async () => {
  rest = await openRest()
  owner = (await addCompany(rest.sql, { planKey: 'company' })).owner
  key = await keyOf(owner)
})
afterAll(() => rest.close())
beforeEach(() => rest.sql.query('delete from rate_counters'))

/** Counts as if so many requests had come before, in this window and the next. */
async function alreadyCounted(kind: 'read' | 'write', hits: number): Promise<void> {
  for (const window of [0, 60]) {
    await rest.sql.query(
      `insert into rate_counters (bucket, window_start, hits)
        values ($1, to_timestamp(floor(extract(epoch from now()) / 60) * 60 + $2), $3)
        on conflict (bucket, window_start) do update set hits = excluded.hits`,
      [`api:${kind}:${key.id}`, window, hits],
    )
  }
}

describe('the rate', () => {
  it('is told with every answer and counts down', async () => {
    const first = await call('GET', '/me', { key })
    const second = await call('GET', '/me', { key })
    expect(first.headers.get('ratelimit-limit')).toBe('600')
    expect(first.headers.get('ratelimit-policy')).toBe('600;w=60')
    expect(Number(first.headers.get('ratelimit-reset'))).toBeLessThanOrEqual(60)
    const counts = [first, second].map((one) => Number(one.headers.get('ratelimit-remaining')))
    // The minute may turn between the two.
    expect(['599,598', '599,599']).toContain(counts.join())
  })

  it('is kept: reading and writing each have their own', async () => {
    await alreadyCounted('read', 600)
    const reading = await call('GET', '/me', { key })
    expect(reading.status).toBe(429)
    expect(reading.headers.get('ratelimit-remaining')).toBe('0')
    expect(Number(reading.headers.get('retry-after'))).toBeGreaterThan(0)
    expect(problem.parse(await reading.json()).code).toBe('rate_limited')
    const body = { roleKey: 'executive-assistant', name: 'Ada' }
    expect((await call('POST', '/employees', { key, body })).status).toBe(201)
    await alreadyCounted('write', 120)
    expect((await call('POST', '/employees', { key, body })).status).toBe(429)
  })

  it('of strangers goes by address, whatever they write before it', async () => {
    const from = (address: string) =>
      call('GET', '/me', { headers: { 'x-forwarded-for': `${Math.random()}, ${address}` } })
    const statuses = await Promise.all(
      Array.from({ length: 130 }, async () => (await from('192.0.2.1')).status),
    )
    expect(statuses.filter((status) => status === 429).length).toBeGreaterThanOrEqual(10)
    expect((await from('192.0.2.2')).status).toBe(401)
    const { rows } = await rest.sql.query(
      "select bucket from rate_counters where bucket like 'api:stranger:%'",
    )
    expect(JSON.stringify(rows)).not.toContain('192.0.2')
  })
})

describe('a revoked key', () => {
  it('stops working with the next request', async () => {
    const short = await keyOf(owner, ['read'])
    expect((await call('GET', '/me', { key: short })).status).toBe(200)
    await revokeApiKey(owner, { id: short.id })
    expect((await call('GET', '/me', { key: short })).status).toBe(401)
  })

  it('is not taken from the address', async () => {
    expect((await call('GET', `/me?key=${key.secret}`)).status).toBe(401)
    expect((await call('GET', '/me', { headers: { authorization: `Basic ${key.secret}` } })).status).toBe(401)
  })
})

describe('a request', () => {
  it('keeps a plain id and gets one of ours otherwise', async () => {
    const idFor = async (given: string) =>
      (await call('GET', '/me', { key, headers: { 'x-request-id': given } })).headers.get('x-request-id')
    expect(await idFor('my-request-0001')).toBe('my-request-0001')
    expect(await idFor('<script>')).toMatch(/^[0-9a-f-]{36}$/)
  })

  it('gets an answer that browsers keep to themselves and no other site reads', async () => {
    const { headers } = await call('GET', '/me', { key, headers: { origin: 'https://evil.example' } })
    expect(headers.get('cache-control')).toBe('no-store')
    expect(headers.get('content-security-policy')).toContain("default-src 'none'")
    expect([...headers.keys()].filter((name) => name.startsWith('access-control'))).toEqual([])
  })

  it('of HEAD is one of GET without the body', async () => {
    const response = await call('HEAD', '/me', { key })
    expect(response.status).toBe(200)
    expect(response.headers.get('content-type')).toContain('json')
    expect(await response.text()).toBe('')
  })

  it('of OPTIONS says what is possible', async () => {
    const response = await call('OPTIONS', '/employees')
    expect(response.status).toBe(204)
    expect(response.headers.get('allow')).toBe('GET, HEAD, POST, OPTIONS')
  })
})

describe('a session', () => {
  const cookie = 'sb-127-auth-token=something'
  it.each<[string, Record<string, string>]>([
    ['another site', { origin: 'https://evil.example' }],
    ['another site that says it is ours', { origin: siteUrl, 'sec-fetch-site': 'cross-site' }],
    ['a sandboxed page', { origin: 'null' }],
    ['a sub-domain', { origin: 'http://evil.deskhand.test', 'sec-fetch-site': 'same-site' }],
    ['nowhere', {}],
  ])('changes nothing for a request from %s', async (_, headers) => {
    const body = { roleKey: 'executive-assistant', name: 'Ada' }
    const response = await call('POST', '/employees', { body, headers: { cookie, ...headers } })
    expect(response.status).toBe(403)
    expect(problem.parse(await response.json()).detail).toContain('does not come from a page of Deskhand')
    expect(response.headers.get('ratelimit-limit')).toBe('60')
  })
})

describe('a fault of ours', () => {
  it('says nothing but the id under which it is logged', async () => {
    await rest.sql.query('alter table employees rename to employees_away')
    const response = await call('GET', '/employees', { key })
    await rest.sql.query('alter table employees_away rename to employees')
    expect(response.status).toBe(500)
    const facts = problem.parse(await response.json())
    expect(facts).toMatchObject({ code: 'internal', requestId: response.headers.get('x-request-id') })
    expect(JSON.stringify(facts)).not.toMatch(/relation|employees|select/i)
  })

  it('of the database is a 503 that says when to come back', async () => {
    const { closeDatabase } = await import('#lib/db/database.ts')
    const working = process.env.DATABASE_URL ?? ''
    await closeDatabase()
    vi.stubEnv('DATABASE_URL', 'postgres://nobody@127.0.0.1:9/nothing')
    vi.resetModules()
    const response = await call('GET', '/me', { key })
    vi.stubEnv('DATABASE_URL', working)
    await closeDatabase()
    vi.resetModules()
    expect(response.status).toBe(503)
    expect(response.headers.get('retry-after')).not.toBeNull()
    expect(problem.parse(await response.json()).code).toBe('unavailable')
    expect((await call('GET', '/me', { key })).status).toBe(200)
  })
})
