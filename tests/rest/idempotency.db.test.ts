// A request that is sent twice is done once, however close the two come and whatever breaks in between.
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { z } from 'zod'
import type { Member } from '#lib/access/caller.ts'
import { idempotent } from '#lib/access/idempotent.ts'
import { transact } from '#lib/db/transact.ts'
import { hire } from '#lib/employee/hire.ts'
import { addCompany } from '#tests/support/company.ts'
import { type Call, call, type Key, keyOf, openRest, type Rest } from '#tests/support/rest.ts'

let rest: Rest
let owner: Member
let key: Key
let messages: string

beforeAll(async () => {
  rest = await openRest()
  owner = (await addCompany(rest.sql, { planKey: 'company' })).owner
  key = await keyOf(owner)
  const { id } = await hire(owner, { roleKey: 'executive-assistant', name: 'Ada' })
  messages = `/employees/${id}/messages`
})
afterAll(() => rest.close())
beforeEach(() =>
  rest.sql.query('delete from rate_counters; delete from messages; delete from idempotency_keys'),
)

let keysMade = 0
const freshKey = () => `key-${++keysMade}`

function send(idempotencyKey: string, options: Call = {}): Promise<Response> {
  const headers = { 'idempotency-key': idempotencyKey }
  return call('POST', messages, {
    key,
    body: { text: 'Hello' },
    ...options,
    headers: { ...headers, ...options.headers },
  })
}

async function countOf(table: string): Promise<number> {
  const { rows } = await rest.sql.query<{ count: number }>(`select count(*)::int as count from ${table}`)
  return rows[0]?.count ?? 0
}

describe('the same key with the same request', () => {
  it('answers as before and does nothing more', async () => {
    const idempotencyKey = freshKey()
    const first = await send(idempotencyKey)
    const second = await send(idempotencyKey)
    expect([first.status, second.status]).toEqual([202, 202])
    expect(await second.json()).toEqual(await first.json())
    expect(first.headers.get('idempotency-replayed')).toBeNull()
    expect(second.headers.get('idempotency-replayed')).toBe('true')
    expect(await countOf('messages')).toBe(1)
  })

  it('is done once when it comes twenty times at once', async () => {
    const idempotencyKey = freshKey()
    const answers = await Promise.all(Array.from({ length: 20 }, () => send(idempotencyKey)))
    const statuses = answers.map(({ status }) => status)
    expect(statuses).toContain(202)
    expect(statuses.filter((status) => status !== 202 && status !== 409)).toEqual([])
    expect(await countOf('messages')).toBe(1)
    expect((await send(idempotencyKey)).status).toBe(202)
    expect(await countOf('messages')).toBe(1)
  })

  it('uploads a file once, whatever boundary its form has', async () => {
    const idempotencyKey = freshKey()
    const formOf = (boundary: string) => ({
      raw: `--${boundary}\r\ncontent-disposition: form-data; name="file"; filename="a.txt"\r\n\r\nhello\r\n--${boundary}--\r\n`,
      headers: {
        'content-type': `multipart/form-data; boundary=${boundary}`,
        'idempotency-key': idempotencyKey,
      },
      key,
    })
    const path = messages.replace('messages', 'attachments')
    const first = await call('POST', path, formOf('one'))
    const second = await call('POST', path, formOf('another'))
    expect([first.status, second.status]).toEqual([201, 201])
    expect(await second.json()).toEqual(await first.json())
    expect(await countOf('attachments')).toBe(1)
  })

  it('never gives a secret a second time, nor keeps it', async () => {
    const options = {
      key,
      body: { name: 'Nightly', scopes: ['read'] },
      headers: { 'idempotency-key': freshKey() },
    }
    const made = z
      .object({ id: z.string(), secret: z.string() })
      .parse(await (await call('POST', '/api-keys', options)).json())
    const again = await call('POST', '/api-keys', options)
    expect(again.status).toBe(409)
    expect(again.headers.get('content-type')).toBe('application/problem+json')
    expect(await again.text()).not.toContain(made.secret)
    const { rows } = await rest.sql.query('select * from idempotency_keys')
    expect(JSON.stringify(rows)).not.toContain(made.secret)
  })
})

describe('another request with the same key', () => {
  it.each<[string, Call]>([
    ['another text', { body: { text: 'Goodbye' } }],
    ['another field', { body: { text: 'Hello', clientKey: 'a-client-key' } }],
  ])('is refused: %s', async (_, options) => {
    const idempotencyKey = freshKey()
    await send(idempotencyKey)
    const other = await send(idempotencyKey, options)
    expect(other.status).toBe(422)
    expect(await other.json()).toMatchObject({ code: 'idempotency_mismatch' })
    expect(await countOf('messages')).toBe(1)
  })

  it('is refused: another operation', async () => {
    const idempotencyKey = freshKey()
    await send(idempotencyKey)
    const other = await call('POST', '/employees', {
      key,
      body: { text: 'Hello' },
      headers: { 'idempotency-key': idempotencyKey },
    })
    expect(other.status).toBe(400)
    const pause = await call('POST', messages.replace('messages', 'pause'), {
      key,
      headers: { 'idempotency-key': idempotencyKey },
    })
    expect(pause.status).toBe(422)
  })
})

describe('keys of different callers', () => {
  it('have nothing to do with each other', async () => {
    const idempotencyKey = freshKey()
    await send(idempotencyKey)
    const colleague = await keyOf(owner)
    expect((await send(idempotencyKey, { key: colleague, body: { text: 'Mine' } })).status).toBe(202)
    const stranger = await keyOf((await addCompany(rest.sql, { planKey: 'company' })).owner)
    expect((await send(idempotencyKey, { key: stranger })).status).toBe(404)
  })
})

describe('a refused request', () => {
  it('is not remembered: it can be put right and sent again', async () => {
    const idempotencyKey = freshKey()
    expect((await send(idempotencyKey, { body: { text: '' } })).status).toBe(400)
    expect((await send(idempotencyKey)).status).toBe(202)
  })
})

describe('work that breaks after its last write', () => {
  const request = { key: 'broken-work', hash: Buffer.alloc(32) }
  const rename = () => transact(owner, (tx) => tx.updateTable('companies').set({ name: 'Renamed' }).execute())

  it('leaves neither the work nor the answer behind', async () => {
    const broken = idempotent(owner, request, async () => {
      await rename()
      throw new Error('the process dies here')
    })
    await expect(broken).rejects.toThrow('dies here')
    const { rows } = await rest.sql.query('select name from companies where id = $1', [owner.companyId])
    expect(rows[0]).not.toEqual({ name: 'Renamed' })
    const { repeated } = await idempotent(owner, request, async () => ({
      answer: { status: 200, body: 'done' },
    }))
    expect(repeated).toBe(false)
  })

  it('is a conflict for whoever asks while it goes on', async () => {
    let goOn: () => void = () => undefined
    const pause = new Promise<void>((resolve) => {
      goOn = resolve
    })
    let begun: () => void = () => undefined
    const start = new Promise<void>((resolve) => {
      begun = resolve
    })
    const slow = { key: 'slow-work', hash: Buffer.alloc(32) }
    const first = idempotent(owner, slow, async () => {
      begun()
      await pause
      return { answer: { status: 200, body: 'done' } }
    })
    await start
    await expect(idempotent(owner, slow, () => Promise.reject(new Error('twice')))).rejects.toMatchObject({
      code: 'conflict',
    })
    goOn()
    expect(await first).toEqual({ answer: { status: 200, body: 'done' }, repeated: false })
    const { answer, repeated } = await idempotent(owner, slow, () => Promise.reject(new Error('twice')))
    expect({ answer, repeated }).toEqual({ answer: { status: 200, body: 'done' }, repeated: true })
  })
})
