// What nobody should send: every one is refused with a typed 4xx, and nothing of ours leaks.
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { z } from 'zod'
import type { Member } from '#lib/access/caller.ts'
import { hire } from '#lib/employee/hire.ts'
import { problem } from '#lib/wire/shapes.ts'
import { addCompany } from '#tests/support/company.ts'
import { type Call, call, type Key, keyOf, openRest, type Rest } from '#tests/support/rest.ts'

let rest: Rest
let owner: Member
let key: Key
let messages: string
let attachments: string

beforeAll(async () => {
  rest = await openRest()
  owner = (await addCompany(rest.sql, { planKey: 'company' })).owner
  key = await keyOf(owner)
  const { id } = await hire(owner, { roleKey: 'executive-assistant', name: 'Ada' })
  messages = `/employees/${id}/messages`
  attachments = `/employees/${id}/attachments`
})
afterAll(() => rest.close())
beforeEach(() => rest.sql.query('delete from rate_counters'))

async function refused(method: string, path: string, options: Call) {
  const response = await call(method, path, { key, ...options })
  const text = await response.text()
  expect(text).not.toMatch(/\bat \S+:\d+|node_modules|select |kysely|postgres|\/work\//i)
  expect(response.headers.get('x-content-type-options')).toBe('nosniff')
  return problem.parse(JSON.parse(text))
}

const json = { 'content-type': 'application/json' }
const nested = (depth: number) => `{"text":${'['.repeat(depth)}${']'.repeat(depth)}}`
const text = (value: string) => ({ raw: `{"text":"${value}"}`, headers: json })

const bodies: [what: string, sent: Call, status: number, code: string][] = [
  ['no body', { headers: json }, 400, 'invalid'],
  ['broken JSON', { raw: '{', headers: json }, 400, 'invalid'],
  ['JSON that is no object', { raw: '"text"', headers: json }, 400, 'invalid'],
  ['null', { raw: 'null', headers: json }, 400, 'invalid'],
  ['a list', { raw: '[]', headers: json }, 400, 'invalid'],
  ['a NUL character', text('a\\u0000b'), 400, 'invalid'],
  ['half of a surrogate pair', text('\\ud800'), 400, 'invalid'],
  [
    'bytes that are no UTF-8',
    { raw: Buffer.from('7b2274657874223a22ff227d', 'hex'), headers: json },
    400,
    'invalid',
  ],
  ['__proto__', { raw: '{"__proto__":{"admin":true},"text":"x"}', headers: json }, 400, 'invalid'],
  ['an unknown field', { body: { text: 'x', companyId: 'y' } }, 400, 'invalid'],
  ['a field of another type', { body: { text: { $ne: null } } }, 400, 'invalid'],
  ['a shallow nest', { raw: nested(20), headers: json }, 400, 'invalid'],
  ['a nest of 100,000', { raw: nested(100_000), headers: json }, 400, 'invalid'],
  ['an empty message', { body: { text: ' \n' } }, 400, 'invalid'],
  ['a text that is too long', { body: { text: 'x'.repeat(32_001) } }, 400, 'invalid'],
  ['300 KB', { body: { text: 'x'.repeat(300_000) } }, 413, 'too_large'],
  [
    'a length that lies',
    { body: { text: 'x' }, headers: { 'content-length': '99999999' } },
    413,
    'too_large',
  ],
  [
    'a form',
    { raw: 'text=x', headers: { 'content-type': 'application/x-www-form-urlencoded' } },
    415,
    'unsupported_media',
  ],
  [
    'text/plain',
    { raw: '{"text":"x"}', headers: { 'content-type': 'text/plain' } },
    415,
    'unsupported_media',
  ],
  [
    'UTF-16',
    { raw: '{"text":"x"}', headers: { 'content-type': 'application/json; charset=utf-16' } },
    415,
    'unsupported_media',
  ],
  [
    'gzip',
    { body: { text: 'x' }, headers: { ...json, 'content-encoding': 'gzip' } },
    415,
    'unsupported_media',
  ],
  ['an attachment of nobody', { body: { text: 'x', attachments: [crypto.randomUUID()] } }, 404, 'not_found'],
  [
    'six attachments',
    { body: { text: 'x', attachments: Array(6).fill(crypto.randomUUID()) } },
    400,
    'invalid',
  ],
  ['a replaced message of nobody', { body: { text: 'x', replaces: crypto.randomUUID() } }, 404, 'not_found'],
  [
    'an Idempotency-Key of spaces',
    { body: { text: 'x' }, headers: { 'idempotency-key': 'a b' } },
    400,
    'invalid',
  ],
  [
    'an Idempotency-Key of 121',
    { body: { text: 'x' }, headers: { 'idempotency-key': 'a'.repeat(121) } },
    400,
    'invalid',
  ],
]

describe('a message is refused for', () => {
  it.each(bodies)('%s', async (_, sent, status, code) => {
    const before = await countOfMessages()
    expect(await refused('POST', messages, sent)).toMatchObject({ status, code })
    expect(await countOfMessages()).toEqual(before)
  })
})

async function countOfMessages(): Promise<unknown> {
  const { rows } = await rest.sql.query('select count(*) from messages')
  return rows[0]
}

describe('a list is refused for', () => {
  it.each([
    'limit=0',
    'limit=101',
    'limit=x',
    'limit=1e9',
    'limit=1&limit=2',
    'cursor=x',
    'cursor=%00',
    'unknown=1',
    '__proto__=1',
    `cursor=${Buffer.from('["2026-01-01T00:00:00.000Z","x"]').toString('base64url')}`,
    `cursor=${'a'.repeat(401)}`,
  ])('?%s', async (query) => {
    expect(await refused('GET', `/employees?${query}`, {})).toMatchObject({ status: 400, code: 'invalid' })
  })

  it.each(['after=-1', 'before=1.5', 'after=99999999999999999999', 'cursor=after:x', 'cursor=sideways:1'])(
    'messages ?%s',
    async (query) => {
      expect(await refused('GET', `${messages}?${query}`, {})).toMatchObject({ status: 400, code: 'invalid' })
    },
  )
})

describe('hiring is refused for', () => {
  const person = { roleKey: 'executive-assistant', name: 'Ada' }
  it.each<[string, Record<string, unknown>]>([
    ['an unknown role', { ...person, roleKey: '../../etc' }],
    ['no name', { ...person, name: ' ' }],
    ['an endless name', { ...person, name: 'x'.repeat(301) }],
    ['an unknown skill', { ...person, skills: ['world-domination'] }],
    ['an unknown model', { ...person, model: 'gpt-4' }],
    ['an allowance below nothing', { ...person, allowanceMicros: -1 }],
    ['an allowance beyond counting', { ...person, allowanceMicros: 1e300 }],
    ['own words that are missing', { ...person, toneKey: 'own' }],
  ])('%s', async (_, body) => {
    expect(await refused('POST', '/employees', { body })).toMatchObject({ status: 400, code: 'invalid' })
  })
})

describe('a key is refused for', () => {
  it.each<[string, Record<string, unknown>]>([
    ['no scope', { name: 'x', scopes: [] }],
    ['an unknown scope', { name: 'x', scopes: ['root'] }],
    ['the past', { name: 'x', scopes: ['read'], expiresAt: '2020-01-01T00:00:00Z' }],
    ['no day of any calendar', { name: 'x', scopes: ['read'], expiresAt: '2027-02-30T00:00:00Z' }],
  ])('%s', async (_, body) => {
    expect(await refused('POST', '/api-keys', { body })).toMatchObject({ status: 400, code: 'invalid' })
  })
})

describe('a file is refused for', () => {
  const big = Buffer.alloc(4 * 1024 * 1024 + 1, 'x')
  const formOf = (...files: [string, BlobPart][]) => {
    const form = new FormData()
    for (const [field, content] of files) form.append(field, new File([content], 'a.txt'))
    return form
  }
  it.each<[string, Call, number, string]>([
    ['being empty', { raw: '', headers: { 'content-type': 'text/plain' } }, 400, 'invalid'],
    ['being too large', { raw: big, headers: { 'content-type': 'text/plain' } }, 413, 'too_large'],
    ['being too large in a form', { raw: formOf(['file', big]) }, 413, 'too_large'],
    ['being a program', { raw: Buffer.from('7f454c4602010100', 'hex') }, 415, 'unsupported_media'],
    [
      'being a zip that says it is text',
      { raw: Buffer.from('504b0304140000000000ff', 'hex'), headers: { 'content-type': 'text/plain' } },
      415,
      'unsupported_media',
    ],
    ['another field', { raw: formOf(['upload', 'x']) }, 400, 'invalid'],
    ['being two', { raw: formOf(['file', 'x'], ['file', 'y']) }, 400, 'invalid'],
    [
      'a broken form',
      { raw: '--x\r\nnonsense', headers: { 'content-type': 'multipart/form-data; boundary=x' } },
      400,
      'invalid',
    ],
    [
      'a form without a boundary',
      { raw: 'x', headers: { 'content-type': 'multipart/form-data' } },
      400,
      'invalid',
    ],
  ])('%s', async (_, sent, status, code) => {
    expect(await refused('POST', attachments, sent)).toMatchObject({ status, code })
  })

  it('a name with a NUL character', async () => {
    expect(await refused('POST', `${attachments}?name=a%00b`, { raw: 'x' })).toMatchObject({ status: 400 })
  })

  it.each([
    ['../../etc/passwd', 'passwd'],
    ['C:\\secrets\\plan.txt', 'plan.txt'],
    ['a\r\nset-cookie: x', 'aset-cookie: x'],
    ['\u202Egnp.exe', 'gnp.exe'],
  ])('never by its path: %j is kept as %j', async (name, kept) => {
    const response = await call('POST', `${attachments}?name=${encodeURIComponent(name)}`, { key, raw: 'x' })
    const uploaded = z.object({ id: z.string(), name: z.string() }).parse(await response.json())
    expect(uploaded.name).toBe(kept)
    const read = await call('GET', `/attachments/${uploaded.id}`, { key })
    expect(read.status).toBe(200)
    expect(read.headers.get('set-cookie')).toBeNull()
  })
})
