// Every operation does what it says, for a key that may.
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { z } from 'zod'
import type { Member } from '#lib/access/caller.ts'
import { addCompany } from '#tests/support/company.ts'
import { addAnswer, addMessage, type Employee } from '#tests/support/employee.ts'
import { type Call, call, type Key, keyOf, openRest, type Rest } from '#tests/support/rest.ts'

let rest: Rest
let owner: Member
let key: Key

beforeAll(async () => {
  rest = await openRest()
  owner = (await addCompany(rest.sql, { planKey: 'company', name: 'Lovelace Works' })).owner
  key = await keyOf(owner)
})
afterAll(() => rest.close())

const anyObject = z.record(z.string(), z.unknown())

async function ask(method: string, path: string, status: number, options: Call = {}) {
  const response = await call(method, path, { key, ...options })
  const text = await response.text()
  expect(`${response.status} ${response.status === status ? '' : text}`).toBe(`${status} `)
  return anyObject.parse(text === '' ? {} : JSON.parse(text))
}

async function hired(name = 'Ada') {
  const body = { roleKey: 'executive-assistant', name }
  return z
    .object({ id: z.string(), conversationId: z.string() })
    .loose()
    .parse(await ask('POST', '/employees', 201, { body }))
}

function placeOf(one: { id: string; conversationId: string }): Employee {
  return { companyId: owner.companyId, employeeId: one.id, conversationId: one.conversationId, deskId: '' }
}

describe('the company', () => {
  it('says who asks and what they may do', async () => {
    expect(await ask('GET', '/me', 200)).toMatchObject({
      company: { id: owner.companyId, name: 'Lovelace Works' },
      member: null,
      apiKey: { id: key.id, scopes: ['read', 'write', 'admin'] },
      entitlement: { planKey: 'company', maxEmployees: 25 },
    })
  })
})

describe('employees', () => {
  it('are hired, read, changed, fired and taken back', async () => {
    const { id } = await hired()
    expect(await ask('GET', `/employees/${id}`, 200)).toMatchObject({
      id,
      name: 'Ada',
      lifecycle: 'starting',
    })
    expect(await ask('PATCH', `/employees/${id}`, 200, { body: { name: 'Grace' } })).toMatchObject({
      name: 'Grace',
    })
    expect(await ask('DELETE', `/employees/${id}`, 200)).toMatchObject({ lifecycle: 'leaving' })
    expect(await ask('POST', `/employees/${id}/take-back`, 200)).toMatchObject({ lifecycle: 'starting' })
  })

  it('are listed in pages that repeat nobody and forget nobody', async () => {
    const ids = [(await hired()).id, (await hired()).id, (await hired()).id]
    const seen: unknown[] = []
    let cursor = ''
    do {
      const page = await ask('GET', `/employees?limit=1${cursor && `&cursor=${cursor}`}`, 200)
      const { items, nextCursor } = z
        .object({ items: z.array(z.object({ id: z.string() }).loose()), nextCursor: z.string().nullable() })
        .parse(page)
      seen.push(...items.map((item) => item.id))
      cursor = nextCursor ?? ''
    } while (cursor && seen.length < 50)
    expect(new Set(seen).size).toBe(seen.length)
    expect(ids.filter((id) => !seen.includes(id))).toEqual([])
  })

  it('are paused, started, restarted and given a new desk', async () => {
    const { id } = await hired()
    expect(await ask('POST', `/employees/${id}/pause`, 200)).toMatchObject({ lifecycle: 'paused' })
    for (const verb of ['start', 'restart', 'provision']) {
      expect(await ask('POST', `/employees/${id}/${verb}`, 200)).toMatchObject({ lifecycle: 'starting' })
    }
  })
})

describe('messages', () => {
  it('are accepted, listed and withdrawn', async () => {
    const { id } = await hired()
    const sent = await ask('POST', `/employees/${id}/messages`, 202, { body: { text: 'Hello 👋' } })
    expect(sent).toMatchObject({ text: 'Hello 👋', status: 'queued', author: 'member', authorName: 'API' })
    expect(await ask('GET', `/employees/${id}/messages`, 200)).toMatchObject({
      items: [{ id: sent.id }],
      hasMore: false,
      nextCursor: null,
    })
    expect(await ask('POST', `/employees/${id}/messages/${sent.id}/withdraw`, 200)).toMatchObject({
      status: 'withdrawn',
    })
  })

  it('go by pages in both directions', async () => {
    const { id } = await hired()
    for (const text of ['one', 'two', 'three']) {
      await ask('POST', `/employees/${id}/messages`, 202, { body: { text } })
    }
    const newest = await ask('GET', `/employees/${id}/messages?limit=2`, 200)
    expect(newest).toMatchObject({ items: [{ text: 'two' }, { text: 'three' }], hasMore: true })
    expect(
      await ask('GET', `/employees/${id}/messages?limit=2&cursor=${newest.nextCursor}`, 200),
    ).toMatchObject({
      items: [{ text: 'one' }],
      nextCursor: null,
    })
    const oldest = await ask('GET', `/employees/${id}/messages?limit=2&after=0`, 200)
    expect(oldest).toMatchObject({ items: [{ text: 'one' }, { text: 'two' }] })
    expect(await ask('GET', `/employees/${id}/messages?cursor=${oldest.nextCursor}`, 200)).toMatchObject({
      items: [{ text: 'three' }],
    })
  })

  it('have answers that are stopped and asked for again', async () => {
    const employee = placeOf(await hired())
    const messages = `/employees/${employee.employeeId}/messages`
    const question = await addMessage(rest.sql, employee, owner, { status: 'delivered' })
    const answer = await addAnswer(rest.sql, employee, question, { status: 'streaming' })
    expect(await ask('POST', `${messages}/${answer}/stop`, 200)).toMatchObject({ stopRequested: true })
    await rest.sql.query("update messages set status = 'stopped', finished_at = now() where id = $1", [
      answer,
    ])
    expect(await ask('POST', `${messages}/${answer}/retry`, 202)).toMatchObject({
      id: question,
      status: 'queued',
    })
  })
})

describe('attachments', () => {
  const png = Buffer.from('89504e470d0a1a0a00000000', 'hex')

  it('are uploaded as bytes, sent with a message, and read back as they were', async () => {
    const { id } = await hired()
    const name = encodeURIComponent('Schöne "Grüße".png')
    const uploaded = await ask('POST', `/employees/${id}/attachments?name=${name}`, 201, {
      raw: png,
      headers: { 'content-type': 'image/png' },
    })
    expect(uploaded).toMatchObject({ name: 'Schöne "Grüße".png', mediaType: 'image/png', sizeBytes: 12 })
    const body = { text: '', attachments: [uploaded.id] }
    expect(await ask('POST', `/employees/${id}/messages`, 202, { body })).toMatchObject({
      attachments: [{ id: uploaded.id }],
    })
    const file = await call('GET', `/attachments/${uploaded.id}`, { key })
    expect(Buffer.from(await file.arrayBuffer()).equals(png)).toBe(true)
    expect(file.headers.get('content-type')).toBe('image/png')
    expect(file.headers.get('x-content-type-options')).toBe('nosniff')
    expect(file.headers.get('content-security-policy')).toContain('sandbox')
    expect(file.headers.get('content-disposition')).toBe(
      `inline; filename="Sch_ne _Gr__e_.png"; filename*=UTF-8''Sch%C3%B6ne%20%22Gr%C3%BC%C3%9Fe%22.png`,
    )
  })

  it('are uploaded as a form, and downloaded when they are no image', async () => {
    const { id } = await hired()
    const form = new FormData()
    form.set('file', new File(['<script>alert(1)</script>'], 'page.html', { type: 'text/html' }))
    const uploaded = await ask('POST', `/employees/${id}/attachments`, 201, { raw: form })
    expect(uploaded).toMatchObject({ name: 'page.html', mediaType: 'text/plain' })
    const file = await call('GET', `/attachments/${uploaded.id}`, { key })
    expect(file.headers.get('content-type')).toBe('text/plain; charset=utf-8')
    expect(file.headers.get('content-disposition')).toMatch(/^attachment;/)
  })
})

describe('API keys', () => {
  it('are made with a secret that is shown once, listed without it, and revoked', async () => {
    const body = { name: 'Nightly', scopes: ['read'] }
    const made = await ask('POST', '/api-keys', 201, { body })
    expect(made.secret).toMatch(/^dh_live_/)
    expect(JSON.stringify(await ask('GET', '/api-keys', 200))).not.toContain(made.secret)
    expect(await call('GET', '/me', { key: String(made.secret) })).toHaveProperty('status', 200)
    await ask('DELETE', `/api-keys/${made.id}`, 204)
    expect(await call('GET', '/me', { key: String(made.secret) })).toHaveProperty('status', 401)
  })
})

describe('backups', () => {
  it('are asked for, listed and deleted; only complete ones are put back', async () => {
    const { id } = await hired()
    const asked = await ask('POST', `/employees/${id}/backups`, 202)
    expect(asked).toMatchObject({ kind: 'backup', state: 'wanted', restore: null })
    expect(await ask('GET', `/employees/${id}/backups`, 200)).toEqual({ items: [asked] })
    const one = `/employees/${id}/backups/${asked.id}`
    expect(await ask('POST', `${one}/restore`, 409)).toMatchObject({ code: 'conflict' })
    await rest.sql.query(
      `update home_archives set state = 'ready', file = 'a.home', bytes = 9, sha256 = $2, home_sha256 = $2, made_at = now()
        where id = $1`,
      [asked.id, 'a'.repeat(64)],
    )
    expect(await ask('POST', `${one}/restore`, 202)).toMatchObject({ restore: { state: 'wanted' } })
    await rest.sql.query(`update home_restores set state = 'done', done_at = now() where archive_id = $1`, [
      asked.id,
    ])
    await ask('DELETE', one, 204)
    expect(await ask('GET', `/employees/${id}/backups`, 200)).toEqual({ items: [] })
  })
})
