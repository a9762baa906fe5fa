import { once } from 'node:events'
import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import express from 'express'
import pg from 'pg'
import pino from 'pino'
import { afterAll, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest'
import { closeDatabase, openDatabase } from '#lib/db/database.ts'
import { latestEventIds } from '#lib/live/read-events.ts'
import { addCompany, addKey, addMember, type Company } from '#tests/support/company.ts'
import { type FreshDatabase, freshDatabase } from '#tests/support/database.ts'
import { addEmployee } from '#tests/support/employee.ts'
import { addTask } from '#tests/support/tasks.ts'
import { followEvents } from './events-route.ts'
import { type HintListener, listenHints } from './listen-hints.ts'
import { type EventStream, streamEvents } from './stream-events.ts'

const log = pino({ level: 'silent' })
let fresh: FreshDatabase
let sql: pg.Pool
let hints: HintListener
let stream: EventStream
let server: Server
let company: Company

beforeAll(async () => {
  fresh = await freshDatabase()
  sql = new pg.Pool({ connectionString: fresh.databaseUrl, max: 4 })
  openDatabase({ databaseUrl: fresh.databaseUrl, maxConnections: 8, applicationName: 'test' })
  hints = listenHints({ databaseUrl: fresh.databaseUrl, log })
  stream = streamEvents({ hints, log })
  const app = express().get('/events', followEvents(stream))
  server = createServer(app).listen(0, '127.0.0.1')
  await once(server, 'listening')
  await vi.waitFor(() => expect(hints.isListening()).toBe(true))
})
afterAll(async () => {
  stream.close()
  server.closeAllConnections()
  server.close()
  await hints.close()
  await closeDatabase()
  await sql.end()
  await fresh.drop()
})
beforeEach(async () => {
  company = await addCompany(sql)
})

interface Heard {
  id: number
  event: string
  data: Record<string, unknown>
}

interface Listening {
  status: number
  heard: Heard[]
  ended: Promise<void>
  leave: () => void
}

async function listen(query: Record<string, string>, lastEventId?: number): Promise<Listening> {
  const { port } = server.address() as AddressInfo
  const leaving = new AbortController()
  const headers = lastEventId === undefined ? {} : { 'last-event-id': String(lastEventId) }
  const url = `http://127.0.0.1:${port}/events?${new URLSearchParams(query)}`
  const response = await fetch(url, { headers, signal: leaving.signal })
  const heard: Heard[] = []
  const ended = response.ok && response.body ? readFrames(response.body, heard) : Promise.resolve()
  return { status: response.status, heard, ended: ended.catch(() => undefined), leave: () => leaving.abort() }
}

async function readFrames(body: ReadableStream<Uint8Array>, heard: Heard[]): Promise<void> {
  let text = ''
  const decoder = new TextDecoder()
  for await (const piece of body) {
    const frames = (text + decoder.decode(piece, { stream: true })).split('\n\n')
    text = frames.pop() ?? ''
    for (const frame of frames) {
      const fields = Object.fromEntries(frame.split('\n').map((line) => line.split(/: (.*)/s)))
      if (fields.event)
        heard.push({ id: Number(fields.id), event: fields.event, data: JSON.parse(fields.data) })
    }
  }
}

const asOwner = (one = company) => ({ companyId: one.companyId, userId: one.owner.userId })
const rename = (employeeId: string, name: string) =>
  sql.query('update employees set name = $2 where id = $1', [employeeId, name])

/** Returns once the reader is in the channel and hears what happens from now on. */
async function listenNow(query: Record<string, string> = asOwner()): Promise<Listening> {
  const before = stream.readers()
  const listening = await listen(query)
  await vi.waitFor(() => expect(stream.readers()).toBeGreaterThan(before))
  return listening
}

describe('the event stream', () => {
  it('tells a change as the present truth of its subject', async () => {
    const { employeeId } = await addEmployee(sql, company.companyId)
    const reader = await listenNow()
    await rename(employeeId, 'Grace')
    await vi.waitFor(() =>
      expect(reader.heard.at(-1)).toMatchObject({
        event: 'employee',
        data: { id: employeeId, name: 'Grace' },
      }),
    )
    reader.leave()
  })

  it('tells of a run what it changes, each with a number of its own: the card, the runs and the page of its task', async () => {
    const taskId = await addTask(sql, company.companyId)
    const reader = await listenNow()
    await rename((await addEmployee(sql, company.companyId)).employeeId, 'Before')
    const { rows } = await sql.query(
      "insert into events (company_id, kind, subject_id) values ($1, 'task.run', $2) returning id",
      [company.companyId, taskId],
    )
    const id = rows[0].id
    const told = [
      { id: id - 2, event: 'task', data: { id: taskId } },
      { id: id - 1, event: 'run', data: { taskId } },
      { id, event: 'task.activity', data: { taskId } },
    ]
    await vi.waitFor(() => expect(reader.heard.slice(-3)).toMatchObject(told), 10_000)
    expect(reader.heard.at(-4)?.id).toBeLessThan(id - 2)
    reader.leave()
    const cutOff = await listen(asOwner(), id - 2)
    await vi.waitFor(() => expect(cutOff.heard).toMatchObject(told.slice(1)))
    cutOff.leave()
  })

  it('tells nothing of another company', async () => {
    const other = await addCompany(sql)
    const { employeeId } = await addEmployee(sql, other.companyId)
    const mine = await addEmployee(sql, company.companyId)
    const reader = await listenNow()
    await rename(employeeId, 'Theirs')
    await rename(mine.employeeId, 'Ours')
    await vi.waitFor(() => expect(reader.heard.at(-1)?.data).toMatchObject({ name: 'Ours' }))
    expect(reader.heard.filter((one) => one.data.id === employeeId)).toEqual([])
    reader.leave()
  })

  it('goes on after the last event a reader saw, and leaves nothing out', async () => {
    const { employeeId } = await addEmployee(sql, company.companyId)
    const first = await listenNow()
    await rename(employeeId, 'One')
    await vi.waitFor(() => expect(first.heard.length).toBeGreaterThan(0))
    first.leave()
    await rename(employeeId, 'Two')
    const second = await listen(asOwner(), first.heard.at(-1)?.id)
    await vi.waitFor(() => expect(second.heard.at(-1)?.data).toMatchObject({ name: 'Two' }))
    second.leave()
  })

  it('reaches a reader who was still catching up when the only other one left', async () => {
    const { employeeId } = await addEmployee(sql, company.companyId)
    const first = await listenNow()
    const { rows } = await sql.query('select max(id) as id from events')
    const lock = await sql.connect()
    await lock.query('begin; lock table events in access exclusive mode')
    const second = await listen(asOwner(), Number(rows[0].id))
    first.leave()
    await vi.waitFor(() => expect(stream.readers()).toBe(0))
    await lock.query('commit')
    lock.release()
    await vi.waitFor(() => expect(stream.readers()).toBe(1))
    await rename(employeeId, 'Heard')
    await vi.waitFor(() => expect(second.heard.at(-1)?.data).toMatchObject({ name: 'Heard' }))
    second.leave()
  })

  it('begins where a page was read when it says so', async () => {
    const { rows } = await sql.query('select coalesce(max(id), 0) as id from events')
    const { employeeId } = await addEmployee(sql, company.companyId)
    const reader = await listen({ ...asOwner(), after: String(rows[0].id) })
    await vi.waitFor(() => expect(reader.heard.at(-1)?.data).toMatchObject({ id: employeeId }))
    reader.leave()
  })

  it('tells a reader whose events are gone to begin anew', async () => {
    await addEmployee(sql, company.companyId)
    await sql.query('delete from events')
    const reader = await listen(asOwner(), 0)
    await vi.waitFor(() => expect(reader.heard[0]?.event).toBe('reset'))
    reader.leave()
  })

  it('tells a reader from a future that was rolled back to begin anew, and keeps up from there', async () => {
    const { employeeId } = await addEmployee(sql, company.companyId)
    const reader = await listen(asOwner(), 900_000_000_000)
    await vi.waitFor(() => expect(reader.heard[0]?.event).toBe('reset'))
    await vi.waitFor(() => expect(stream.readers()).toBe(1))
    await rename(employeeId, 'Heard')
    await vi.waitFor(() => expect(reader.heard.at(-1)?.data).toMatchObject({ name: 'Heard' }))
    reader.leave()
  })

  it('lets a reader come back after its own last event, though newer ids were given to other companies', async () => {
    const { employeeId } = await addEmployee(sql, company.companyId)
    const { rows } = await sql.query('select max(id) as id from events')
    await addEmployee(sql, (await addCompany(sql)).companyId)
    const issued = await sql.query('select max(id) as id from events')
    const first = await listen(asOwner(), Number(issued.rows[0].id))
    await vi.waitFor(() => expect(stream.readers()).toBe(1))
    const second = await listen(asOwner(), Number(rows[0].id))
    await vi.waitFor(() => expect(stream.readers()).toBe(2))
    await rename(employeeId, 'Heard')
    for (const { heard } of [first, second])
      await vi.waitFor(() => expect(heard.at(-1)?.data).toMatchObject({ name: 'Heard' }))
    first.leave()
    second.leave()
  })

  it('tells what is committed late, though another company has a later event by then', async () => {
    const { employeeId } = await addEmployee(sql, company.companyId)
    const other = await addCompany(sql)
    const late = await sql.connect()
    await late.query('begin')
    await late.query("update employees set name = 'Late' where id = $1", [employeeId])
    await late.query('set constraints all immediate')
    await addEmployee(sql, other.companyId)
    const reader = await listenNow()
    await late.query('commit')
    late.release()
    await vi.waitFor(() => expect(reader.heard.at(-1)?.data).toMatchObject({ name: 'Late' }))
    reader.leave()
  })

  it('misses nothing while its own LISTEN connection is cut', async () => {
    const { employeeId } = await addEmployee(sql, company.companyId)
    const reader = await listenNow()
    await sql.query(
      "select pg_terminate_backend(pid) from pg_stat_activity where application_name = 'deskhand-hints' and datname = current_database()",
    )
    await rename(employeeId, 'While deaf')
    await vi.waitFor(() => expect(reader.heard.at(-1)?.data).toMatchObject({ name: 'While deaf' }), {
      timeout: 20_000,
    })
    reader.leave()
  })

  it('looks for what is new of a company only among its own events', async () => {
    await addEmployee(sql, company.companyId)
    const { rows } = await sql.query('select max(id) as id from events')
    await addEmployee(sql, (await addCompany(sql)).companyId)
    const latest = await latestEventIds([company.companyId])
    expect(latest).toEqual(new Map([[company.companyId, Number(rows[0].id)]]))
  })

  it('finds what nobody gave a hint of within seconds', async () => {
    const { employeeId } = await addEmployee(sql, company.companyId)
    const reader = await listenNow()
    const event = `insert into events (company_id, kind, subject_id) values ($1, 'run', $2)`
    await sql.query(event, [company.companyId, employeeId])
    const heard = { event: 'run', data: { taskId: employeeId } }
    await vi.waitFor(() => expect(reader.heard.at(-1)).toMatchObject(heard), { timeout: 5_000 })
    reader.leave()
  })

  it('ends the stream of somebody who is removed', async () => {
    const member = await addMember(sql, company.companyId)
    const reader = await listenNow({ companyId: company.companyId, userId: member.userId })
    await sql.query('delete from members where user_id = $1', [member.userId])
    await reader.ended
  })

  it('ends the stream of a key that is revoked', async () => {
    const key = await addKey(sql, company.companyId)
    const reader = await listenNow({ companyId: company.companyId, apiKeyId: key.apiKeyId })
    await sql.query('update api_keys set revoked_at = now() where id = $1', [key.apiKeyId])
    await reader.ended
  })

  it('does not begin for strangers', async () => {
    const stranger = await addCompany(sql)
    const answers = await Promise.all([
      listen({ companyId: company.companyId, userId: stranger.owner.userId }),
      listen({ companyId: stranger.companyId, userId: company.owner.userId }),
    ])
    expect(answers.map((answer) => answer.status)).not.toContain(200)
  })

  it('keeps 300 readers up to date, each event once and in order', async () => {
    const { employeeId } = await addEmployee(sql, company.companyId)
    const before = stream.readers()
    const readers = await Promise.all(Array.from({ length: 300 }, () => listen(asOwner())))
    await vi.waitFor(() => expect(stream.readers()).toBe(before + 300), { timeout: 30_000 })
    for (let turn = 1; turn <= 10; turn++) await rename(employeeId, `Name ${turn}`)
    await vi.waitFor(
      () => expect(readers.every((one) => one.heard.at(-1)?.data.name === 'Name 10')).toBe(true),
      { timeout: 30_000 },
    )
    for (const reader of readers) {
      const ids = reader.heard.map((one) => one.id)
      expect(ids).toEqual([...new Set(ids)].sort((a, b) => a - b))
      reader.leave()
    }
  })
})
