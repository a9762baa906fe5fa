// REST v1 and the headers of everything, over the wire of the whole product: what tests of handlers cannot see.
import pg from 'pg'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { z } from 'zod'
import type { Visitor } from '#lib/access/caller.ts'
import { resolveMember } from '#lib/access/resolve-member.ts'
import { createApiKey } from '#lib/api-key/create-api-key.ts'
import { foundCompany } from '#lib/company/found-company.ts'
import { closeDatabase, openDatabase } from '#lib/db/database.ts'
import { allOperations } from '#lib/wire/operations.ts'
import { problem } from '#lib/wire/shapes.ts'
import {
  axeFindings,
  type Browser,
  newAddress,
  openBrowser,
  openDevice,
  signIn,
} from '#tests/support/browser.ts'
import { type Product, startProduct } from '#tests/support/product.ts'
import { letStand } from '#tests/support/standings.ts'

let product: Product
let browser: Browser
let sql: pg.Client
let companyId: string
let secret: string

beforeAll(async () => {
  product = await startProduct()
  browser = await openBrowser()
  sql = new pg.Client({ connectionString: product.databaseUrl })
  await sql.connect()
  openDatabase({ databaseUrl: product.databaseUrl, maxConnections: 2, applicationName: 'test' })
  const visitor: Visitor = { kind: 'visitor', userId: crypto.randomUUID(), email: newAddress() }
  companyId = await foundCompany(visitor)
  const owner = await resolveMember(visitor)
  if (!owner) throw new Error('nobody')
  secret = (await createApiKey(owner, { name: 'A key', scopes: ['read', 'write', 'admin'] })).secret
  await letStand(sql, companyId, 'paying')
})
afterAll(async () => {
  await closeDatabase()
  await sql?.end()
  await browser?.close()
  await product?.stop()
})

// There are more routes than a minute allows one address to ask with a key that is none.
beforeEach(() => sql.query('delete from rate_counters'))

function ask(method: string, path: string, init: RequestInit = {}): Promise<Response> {
  const headers = new Headers(init.headers)
  if (!headers.has('authorization')) headers.set('authorization', `Bearer ${secret}`)
  return fetch(`${product.url}/api/v1${path}`, { ...init, method, headers })
}

function send(path: string, body: unknown): Promise<Response> {
  return ask('POST', path, { body: JSON.stringify(body), headers: { 'content-type': 'application/json' } })
}

const withId = z.object({ id: z.string() }).loose()

async function hired(): Promise<string> {
  const response = await send('/employees', { roleKey: 'executive-assistant', name: 'Ada' })
  expect(response.status).toBe(201)
  return withId.parse(await response.json()).id
}

describe('the routes', () => {
  const nobody = crypto.randomUUID()
  it.each(allOperations.map((one) => [one.id, one] as const))('reach %s', async (_, operation) => {
    const path = operation.path.replaceAll(/\{\w+\}/g, nobody)
    const response = await ask(operation.method, path, { headers: { authorization: 'Bearer nonsense' } })
    expect(problem.parse(await response.json()).code).toBe('unauthenticated')
  })

  it.each(['/me', '/employees', '/api-keys'])('without parameters answer: %s', async (path) => {
    const response = await ask('GET', path)
    expect(response.status).toBe(200)
    expect(response.headers.get('ratelimit-limit')).toBe('600')
    expect((await ask('HEAD', path)).status).toBe(200)
  })

  it('do a repeated POST once', async () => {
    const headers = { 'content-type': 'application/json', 'idempotency-key': crypto.randomUUID() }
    const body = JSON.stringify({ roleKey: 'executive-assistant', name: 'Once' })
    const answers = await Promise.all([1, 2, 3, 4].map(() => ask('POST', '/employees', { body, headers })))
    expect(answers.filter(({ status }) => status !== 201 && status !== 409)).toEqual([])
    const { rows } = await sql.query("select id from employees where company_id = $1 and name = 'Once'", [
      companyId,
    ])
    expect(rows.length).toBe(1)
  })

  it('take a file and give it back', async () => {
    const id = await hired()
    const form = new FormData()
    form.set('file', new File(['Grüße'], 'Grüße.txt'))
    const uploaded = withId.parse(
      await (await ask('POST', `/employees/${id}/attachments`, { body: form })).json(),
    )
    const file = await ask('GET', `/attachments/${uploaded.id}`)
    expect(await file.text()).toBe('Grüße')
    expect(file.headers.get('content-disposition')).toContain("filename*=UTF-8''Gr%C3%BC%C3%9Fe.txt")
    expect(file.headers.get('content-security-policy')).toContain('sandbox')
  })

  it('refuse what is too large while it is being sent', async () => {
    const id = await hired()
    const body = new Uint8Array(6 * 1024 * 1024)
    const answer = await ask('POST', `/employees/${id}/attachments?name=x`, { body }).catch(() => undefined)
    // Whoever goes on sending may see the connection end instead of the answer.
    expect([undefined, 413]).toContain(answer?.status)
  })
})

describe('the live stream', () => {
  it('tells of a hire while it happens, and lets go of the orchestrator when the reader leaves', async () => {
    const leaving = new AbortController()
    const response = await ask('GET', '/events', { signal: leaving.signal })
    expect(response.headers.get('content-type')).toContain('text/event-stream')
    const reader = response.body?.pipeThrough(new TextDecoderStream()).getReader()
    const id = await hired()
    let told = ''
    while (!told.includes(id)) told += (await reader?.read())?.value ?? ''
    expect(told).toMatch(/event: employee/)
    leaving.abort()
  })
})

describe('addresses', () => {
  it.each([
    ['/api/nothing', 404],
    ['/api/v1', 404],
    ['/api/v1/employees/%E0%A4%A', 400],
  ])('that lead nowhere get a problem: %s', async (path, status) => {
    const response = await fetch(product.url + path)
    expect(response.status).toBe(status)
    expect(response.headers.get('content-type')).toBe('application/problem+json')
    expect(problem.parse(await response.json()).status).toBe(status)
  })

  it('of the document, of health and of the mailbox answer', async () => {
    const document = z.object({ servers: z.array(z.object({ url: z.string() })) }).loose()
    const described = document.parse(await (await fetch(`${product.url}/api/v1/openapi.json`)).json())
    expect(described.servers[0]?.url).toBe(`${product.url}/api/v1`)
    const health = z.object({ checks: z.object({ model: z.string() }).loose() }).loose()
    expect(health.parse(await (await fetch(`${product.url}/api/health`)).json()).checks.model).toBe(
      'practice',
    )
    expect((await fetch(`${product.url}/dev/mailbox`)).status).toBe(200)
    expect(await (await fetch(`${product.url}/dev/mailbox.json?to=nobody@example.com`)).json()).toEqual([])
  })
})

describe('every page', () => {
  it.each(['/', '/sign-in', '/terms', '/api/v1/docs', '/no-such-page'])(
    'runs only scripts of ours: %s',
    async (path) => {
      const response = await fetch(product.url + path)
      const policy = response.headers.get('content-security-policy') ?? ''
      const nonce = /'nonce-(\w+)'/.exec(policy)?.[1]
      expect(policy).not.toMatch(/script-src[^;]*unsafe/)
      const scripts = [...(await response.text()).matchAll(/<script\b([^>]*)>/g)].map(
        ([, attributes = '']) => attributes,
      )
      expect(scripts.length).toBeGreaterThan(0)
      const strangers = scripts.filter(
        (one) => !one.includes(`nonce="${nonce}"`) && !/src="\/(_next|theme\.js)/.test(one),
      )
      expect(strangers).toEqual([])
      expect(response.headers.get('x-content-type-options')).toBe('nosniff')
      expect(response.headers.get('x-powered-by')).toBeNull()
    },
  )

  it('of the API is read without a complaint of the browser or of axe, wide and narrow', async () => {
    const page = await openDevice(browser, product)
    const complaints: string[] = []
    page.on('console', (message) => message.type() === 'error' && complaints.push(message.text()))
    for (const width of [1280, 390]) {
      await page.setViewportSize({ width, height: 900 })
      await page.goto('/api/v1/docs')
      await page.getByRole('heading', { name: 'Send a message' }).waitFor()
      expect(await axeFindings(page)).toEqual([])
      expect(await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth)).toBe(0)
    }
    expect(complaints).toEqual([])
  })
})

describe('the session of a page', () => {
  it('asks and changes from our own pages, and nowhere else', async () => {
    const page = await openDevice(browser, product)
    await signIn(page, product, newAddress())
    const statuses = await page.evaluate(async () => {
      const body = JSON.stringify({ name: 'From a page', scopes: ['read'] })
      const made = await fetch('/api/v1/api-keys', {
        method: 'POST',
        body,
        headers: { 'content-type': 'application/json' },
      })
      return [(await fetch('/api/v1/me')).status, made.status]
    })
    expect(statuses).toEqual([200, 201])
    const cookie = (await page.context().cookies()).map(({ name, value }) => `${name}=${value}`).join('; ')
    const foreign = await fetch(`${product.url}/api/v1/api-keys`, {
      method: 'POST',
      body: '{}',
      headers: { cookie, origin: 'https://evil.example', 'content-type': 'application/json' },
    })
    expect(foreign.status).toBe(403)
  })
})
