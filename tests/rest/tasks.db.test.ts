// Tasks over REST, from handing out to approval, with what is said and given along.
import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { z } from 'zod'
import type { Member } from '#lib/access/caller.ts'
import { comment, task, taskFile } from '#lib/wire/task.ts'
import { addCompany } from '#tests/support/company.ts'
import { addEmployee } from '#tests/support/employee.ts'
import { type Call, call, type Key, keyOf, openRest, type Rest } from '#tests/support/rest.ts'

let rest: Rest
let owner: Member
let key: Key

beforeAll(async () => {
  rest = await openRest()
})
afterAll(() => rest.close())
beforeEach(async () => {
  await rest.sql.query('delete from rate_counters')
  owner = (await addCompany(rest.sql, { planKey: 'studio' })).owner
  key = await keyOf(owner, ['read', 'write'])
})

async function ask(method: string, path: string, status: number, options: Call = {}): Promise<unknown> {
  const response = await call(method, path, { key, ...options })
  const text = await response.text()
  expect(`${response.status} ${response.status === status ? '' : text}`).toBe(`${status} `)
  return text === '' ? undefined : JSON.parse(text)
}

const made = async (body: object = {}) =>
  task.parse(await ask('POST', '/tasks', 201, { body: { title: 'Make a page', plan: 'none', ...body } }))
const reach = (id: string, ...statuses: string[]) =>
  Promise.all(statuses).then(async (all) => {
    for (const status of all) await rest.sql.query('update tasks set status = $2 where id = $1', [id, status])
  })

describe('tasks', () => {
  it('are handed out, found, changed, sent back and approved', async () => {
    const { id } = await made({ labels: ['web'], description: 'In blue.' })
    expect(await ask('GET', '/tasks?label=web&status=ready&search=blue', 200)).toMatchObject({
      items: [{ id, number: 1, why: { code: 'no_worker' } }],
      nextCursor: null,
    })
    expect(await ask('PATCH', `/tasks/${id}`, 200, { body: { priority: 3 } })).toMatchObject({ priority: 3 })
    await reach(id, 'claimed', 'running', 'in_review')
    const body = { feedback: 'The logo is missing.' }
    expect(await ask('POST', `/tasks/${id}/send-back`, 200, { body })).toMatchObject({
      status: 'ready',
      ...body,
    })
    await reach(id, 'claimed', 'running', 'in_review')
    expect(await ask('POST', `/tasks/${id}/approve`, 200)).toMatchObject({ status: 'done', why: null })
    expect(await ask('POST', `/tasks/${id}/cancel`, 409)).toMatchObject({ code: 'conflict' })
    const timeline = await ask('GET', `/tasks/${id}/timeline`, 200)
    expect(timeline).toMatchObject({ hasMore: false })
    const kinds = z.object({ items: z.array(z.object({ kind: z.string() })) }).parse(timeline)
    expect(new Set(kinds.items.map((line) => line.kind))).toEqual(
      new Set(['created', 'changed', 'status', 'sent_back', 'approved']),
    )
  })

  it('are cancelled and tried again', async () => {
    const { id } = await made()
    expect(await ask('POST', `/tasks/${id}/cancel`, 200)).toMatchObject({ status: 'cancelled' })
    expect(await ask('POST', `/tasks/${id}/retry`, 200)).toMatchObject({ status: 'ready' })
  })

  it('are changed many at once, with an answer for each', async () => {
    const [one, other] = [await made(), await made()]
    await reach(other.id, 'claimed', 'running', 'in_review', 'done')
    const body = { ids: [one.id, other.id, randomUUID()], do: 'cancel' }
    const options = { body, headers: { 'idempotency-key': randomUUID() } }
    const first = await ask('POST', '/tasks/bulk', 200, options)
    expect(first).toMatchObject({
      results: [
        { id: one.id, code: 'done', words: '', task: { id: one.id, status: 'cancelled' } },
        { id: other.id, code: 'conflict', task: null },
        { code: 'not_found', task: null },
      ],
    })
    expect(await ask('POST', '/tasks/bulk', 200, options)).toEqual(first)
    const wrong = { ids: [one.id], do: 'priority', value: 'high' }
    expect(await ask('POST', '/tasks/bulk', 400, { body: wrong })).toMatchObject({ code: 'invalid' })
  })

  it('are made once for each Idempotency-Key', async () => {
    const options = { body: { title: 'Once' }, headers: { 'idempotency-key': randomUUID() } }
    const first = await ask('POST', '/tasks', 201, options)
    expect(await ask('POST', '/tasks', 201, options)).toEqual(first)
    expect(await ask('GET', '/tasks', 200)).toMatchObject({ items: [{ title: 'Once' }] })
  })

  it.each<[string, object]>([
    ['an empty title', { title: ' ' }],
    ['a field nobody knows', { colour: 'blue' }],
    ['a priority of 9', { priority: 9 }],
    ['a capability of two words', { requires: ['two words'] }],
    ['a check outside the workspace', { checks: [{ id: 'a', kind: 'file_exists', path: '../secret' }] }],
    ['a pattern that is none', { checks: [{ id: 'a', kind: 'file_matches', path: 'a', pattern: '(' }] }],
    ['a status it cannot begin with', { status: 'done' }],
  ])('are not made with %s', async (_, wrong) => {
    await ask('POST', '/tasks', 400, { body: { title: 'A task', plan: 'none', ...wrong } })
  })

  it('take any text as it is', async () => {
    const title = `'); drop table tasks; -- 👩‍💻`
    expect((await made({ title })).title).toBe(title)
  })
})

describe('comments', () => {
  it('are kept in their order, and tell whom they name', async () => {
    const { id } = await made()
    const { employeeId } = await addEmployee(rest.sql, owner.companyId)
    const text = `@${owner.email.split('@')[0]} and @Ada, look.`
    const said = comment.parse(await ask('POST', `/tasks/${id}/comments`, 201, { body: { text } }))
    expect(said).toMatchObject({
      text,
      authorKind: 'api_key',
      mentions: { users: [owner.userId], employees: [employeeId] },
    })
    await ask('POST', `/tasks/${id}/comments`, 201, { body: { text: 'Second' } })
    expect(await ask('GET', `/tasks/${id}/comments`, 200)).toMatchObject({
      items: [{ text }, { text: 'Second' }],
    })
    const { rows } = await rest.sql.query(
      'select user_id, kind, comment_id from notifications where task_id = $1',
      [id],
    )
    expect(rows).toEqual([{ user_id: owner.userId, kind: 'mention', comment_id: said.id }])
  })
})

describe('a long comment', () => {
  it('may have an emoji where the timeline cuts it', async () => {
    const { id } = await made()
    const text = `${'x'.repeat(499)}👩‍💻 and more`
    expect(await ask('POST', `/tasks/${id}/comments`, 201, { body: { text } })).toMatchObject({ text })
  })
})

describe('files', () => {
  const raw = Buffer.from('<script>alert(1)</script>')
  const attach = async (id: string, name: string) =>
    taskFile.parse(
      await ask('POST', `/tasks/${id}/files?name=${encodeURIComponent(name)}`, 201, {
        raw,
        headers: { 'content-type': 'text/html' },
      }),
    )

  it('are given along under names of their own, and can do nothing when they are opened', async () => {
    const { id } = await made()
    const file = await attach(id, '../../page.html')
    expect(file).toMatchObject({ path: 'page.html', mediaType: 'text/plain', kind: 'attachment' })
    expect(await attach(id, 'page.html')).toMatchObject({ path: 'page (2).html' })
    expect(await ask('GET', `/tasks/${id}/files`, 200)).toMatchObject({ items: [{ id: file.id }, {}] })
    const read = await call('GET', `/tasks/${id}/files/${file.id}`, { key })
    expect(Buffer.from(await read.arrayBuffer()).equals(raw)).toBe(true)
    expect(read.headers.get('content-type')).toBe('text/plain; charset=utf-8')
    expect(read.headers.get('content-disposition')).toMatch(/^attachment;/)
    expect(read.headers.get('content-security-policy')).toContain('sandbox')
    await ask('DELETE', `/tasks/${id}/files/${file.id}`, 204)
    await ask('GET', `/tasks/${id}/files/${file.id}`, 404)
  })

  it('are kept by nobody without asking whether they were replaced', async () => {
    const { id } = await made()
    const file = await attach(id, 'page.html')
    const path = `/tasks/${id}/files/${file.id}`
    const read = (kept?: string) =>
      call('GET', path, { key, ...(kept !== undefined && { headers: { 'if-none-match': kept } }) })
    const first = await read()
    expect(first.headers.get('cache-control')).toBe('private, no-cache')
    const etag = first.headers.get('etag') ?? ''
    expect(etag).toBe(`"${file.sha256}"`)
    for (const kept of [etag, `W/${etag}, "other"`, '*']) {
      const same = await read(kept)
      expect([same.status, same.headers.get('etag'), await same.text()]).toEqual([304, etag, ''])
    }
    const change = `update task_files set content = 'new', size_bytes = 3, sha256 = sha256('new') where id = $1`
    await rest.sql.query(change, [file.id])
    const changed = await read(etag)
    expect([changed.status, await changed.text()]).toEqual([200, 'new'])
  })

  it('are read by the keys of workers', async () => {
    const { id } = await made()
    const file = await attach(id, 'page.html')
    const worker = await keyOf(owner, ['work'])
    expect((await call('GET', `/tasks/${id}/files/${file.id}`, { key: worker })).status).toBe(200)
    expect((await call('GET', `/tasks/${id}`, { key: worker })).status).toBe(403)
  })

  it('are at most fifty of at most 10 MB', async () => {
    const { id } = await made()
    const large = { raw: new Uint8Array(10 * 1024 * 1024 + 1), headers: { 'content-type': 'image/png' } }
    await ask('POST', `/tasks/${id}/files?name=a.png`, 413, large)
    await ask('POST', `/tasks/${id}/files?name=a.png`, 201, {
      ...large,
      raw: new Uint8Array(10 * 1024 * 1024),
    })
    for (let count = 1; count < 50; count++) await attach(id, 'page.html')
    await ask('POST', `/tasks/${id}/files?name=b`, 409, { raw })
  })
})
