// The life of a worker outside over REST, waiting for work with the orchestrator's room and without it.
import { once } from 'node:events'
import { createServer, type Server } from 'node:http'
import express from 'express'
import pg from 'pg'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { z } from 'zod'
import type { Member } from '#lib/access/caller.ts'
import { claim as claimShape, reportAnswer } from '#lib/wire/run.ts'
import { problem } from '#lib/wire/shapes.ts'
import { waitUntil } from '#local/supervisor/wait.ts'
import { type HintListener, listenHints } from '#orchestrator/events/listen-hints.ts'
import { openLog } from '#orchestrator/log.ts'
import { waitForWork } from '#orchestrator/workers/wait-for-work.ts'
import { openWaitingRoom, type WaitingRoom } from '#orchestrator/workers/waiting-room.ts'
import { addCompany } from '#tests/support/company.ts'
import { freePort } from '#tests/support/free-port.ts'
import { type Call, call, type Key, keyOf, openRest, type Rest } from '#tests/support/rest.ts'
import { addTask } from '#tests/support/tasks.ts'

let rest: Rest
let server: Server
let room: WaitingRoom
let hints: HintListener
let owner: Member
let key: Key
let isRoomOpen = true
let refusals = 0

beforeAll(async () => {
  const port = await freePort()
  rest = await openRest(`http://127.0.0.1:${port}`)
  const log = openLog('silent')
  hints = listenHints({ databaseUrl: process.env.DATABASE_URL ?? '', log })
  room = openWaitingRoom({ hints, log })
  const app = express().use((_, response, next) => {
    if (isRoomOpen) return next()
    refusals += 1
    response.destroy()
  })
  server = createServer(app.get('/work', waitForWork(room)))
  server.listen(port, '127.0.0.1')
  await once(server, 'listening')
  await waitUntil(hints.isListening, 20_000)
})
afterAll(async () => {
  room.close()
  await hints.close()
  server.closeAllConnections()
  server.close()
  await rest.close()
})
beforeEach(async () => {
  isRoomOpen = true
  owner = (await addCompany(rest.sql)).owner
  key = await keyOf(owner, ['work'])
})

const post = (path: string, body: object, options: Call = {}) => call('POST', path, { key, body, ...options })
const task = (columns = {}) => addTask(rest.sql, owner.companyId, columns)

async function register(name = 'Mill', facts = {}): Promise<string> {
  const answer = await post('/workers', { name, executor: 'command', ...facts })
  return z.object({ id: z.string() }).parse(await answer.json()).id
}

async function claimed(workerId: string, waitSeconds = 0, options: Call = {}) {
  const answer = await post('/claims', { workerId, waitSeconds }, options)
  return answer.status === 204 ? undefined : claimShape.parse(await answer.json())
}

const untilWaiting = (count: number) => expect.poll(() => room.waiting()).toBe(count)

describe('a worker', () => {
  it('registers, claims, reports and ends; the same report again is answered the same', async () => {
    const workerId = await register()
    expect(await claimed(workerId)).toBeUndefined()
    const id = await task({ title: 'Make a page' })
    const claim = await claimed(workerId)
    expect(claim?.task).toMatchObject({ id, title: 'Make a page' })
    const run = `/runs/${claim?.run.id}`
    const leaseToken = claim?.run.leaseToken
    const statuses = [
      await post(`${run}/heartbeat`, { leaseToken }),
      await post(`${run}/progress`, { leaseToken, state: 'drawing' }),
      await post(`${run}/log`, { leaseToken, firstLine: 0, lines: ['One', 'Two'] }),
      await call('POST', `${run}/artifact?leaseToken=${leaseToken}&path=site/index.html`, {
        key,
        raw: '<h1>Looms</h1>',
        headers: { 'content-type': 'application/octet-stream' },
      }),
    ].map(({ status }) => status)
    expect(statuses).toEqual([200, 204, 204, 200])
    const complete = async (summary: string) => post(`${run}/complete`, { leaseToken, summary })
    const answer = reportAnswer.parse(await (await complete('Here it is')).json())
    expect(answer).toMatchObject({ taskId: id, outcome: 'completed', taskStatus: 'in_review' })
    expect(await (await complete('Here it is')).json()).toEqual(answer)
    const other = await complete('Something else')
    expect(other.status).toBe(409)
    expect(problem.parse(await other.json()).code).toBe('lease_lost')
  })

  it('gives back and fails', async () => {
    const workerId = await register()
    await task()
    for (const [verb, outcome, body] of [
      ['release', 'released', {}],
      ['fail', 'failed', { reason: 'No' }],
    ] as const) {
      const claim = await claimed(workerId)
      const answer = await post(`/runs/${claim?.run.id}/${verb}`, {
        leaseToken: claim?.run.leaseToken,
        ...body,
      })
      expect(await answer.json()).toMatchObject({ outcome, taskStatus: 'ready' })
    }
  })

  it('is drained, listed and forgotten by those who manage the company', async () => {
    const workerId = await register()
    const managing = await keyOf(owner, ['read', 'admin'])
    const ask = (method: string, path: string, body?: object) =>
      call(method, path, { key: managing, ...(body && { body }) })
    expect((await ask('POST', `/workers/${workerId}/drain`, { draining: true })).status).toBe(200)
    await task()
    expect(await claimed(workerId)).toBeUndefined()
    expect(await (await ask('GET', '/workers')).json()).toMatchObject({
      items: [{ id: workerId, drainingAt: expect.any(String) }],
    })
    expect((await ask('DELETE', `/workers/${workerId}`)).status).toBe(204)
    expect(await (await ask('GET', '/workers')).json()).toEqual({ items: [] })
  })
})

describe('what workers do', () => {
  it('is counted apart, and leaves no Idempotency-Key behind', async () => {
    const workerId = await register()
    await task()
    const answer = await post('/claims', { workerId }, { headers: { 'idempotency-key': 'once' } })
    expect(answer.headers.get('ratelimit-limit')).toBe('12000')
    const { rows } = await rest.sql.query('select key from idempotency_keys where company_id = $1', [
      owner.companyId,
    ])
    expect(rows).toEqual([])
    const buckets = await rest.sql.query('select bucket from rate_counters where bucket like $1', [
      `%${key.id}`,
    ])
    expect(buckets.rows).toEqual([{ bucket: `api:work:${key.id}` }])
  })
})

describe('waiting', () => {
  it('ends as soon as there is something to do', async () => {
    const waiting = claimed(await register(), 30)
    await untilWaiting(1)
    const createdAtMs = performance.now()
    const id = await task()
    expect((await waiting)?.task.id).toBe(id)
    expect(performance.now() - createdAtMs).toBeLessThan(900)
  })

  it('calls one for each task, and only one who can do it', async () => {
    const able = await register('Able', { capabilities: ['gpu'] })
    const plain = [await register('Plain 1'), await register('Plain 2')]
    const leaving = new AbortController()
    const answers = [able, ...plain].map(async (workerId) => {
      const claim = await claimed(workerId, 30, { signal: leaving.signal })
      return claim && { workerId, id: claim.task.id }
    })
    await untilWaiting(3)
    const first = await task({ requires: ['gpu'] })
    expect(await Promise.race(answers)).toEqual({ workerId: able, id: first })
    await task()
    expect(await Promise.race(answers.slice(1))).toBeDefined()
    await untilWaiting(1)
    leaving.abort()
    const all = await Promise.all(answers)
    expect(all.filter(Boolean)).toHaveLength(2)
    await untilWaiting(0)
  })

  it('answers a hint that came before it was known what the worker can do', async () => {
    const workerIds = [await register('Able', { capabilities: ['gpu'] }), await register('Plain')]
    const leaving = new AbortController()
    const called: string[] = []
    const holder = new pg.Client({ connectionString: process.env.DATABASE_URL })
    await holder.connect()
    await holder.query('begin; lock table workers')
    const waiting = workerIds.map(async (workerId) => {
      await room.wait({ companyId: owner.companyId, workerId }, 30_000, leaving.signal)
      called.push(workerId)
    })
    const hint = {
      kind: 'work',
      companyId: owner.companyId,
      subjectId: '',
      work: { assigneeId: null, requires: ['gpu'] },
    }
    const heard = Promise.withResolvers<void>()
    const unsubscribe = hints.subscribe({
      hint: ({ work }) => void (work && heard.resolve()),
      resync: () => undefined,
    })
    await rest.sql.query(`select pg_notify('deskhand_events', $1)`, [JSON.stringify(hint)])
    await heard.promise
    unsubscribe()
    await holder.end()
    await expect.poll(() => called).toEqual(workerIds.slice(0, 1))
    expect(room.waiting()).toBe(1)
    leaving.abort()
    await Promise.all(waiting)
  })

  it('is not for a worker of another company', async () => {
    const other = await addCompany(rest.sql)
    await room.wait(
      { companyId: other.companyId, workerId: await register() },
      30_000,
      new AbortController().signal,
    )
    expect(room.waiting()).toBe(0)
  })

  it('ends although no hint came: a back-off that is over tells nobody', async () => {
    const waiting = claimed(await register(), 30)
    await untilWaiting(1)
    const id = await task({ available_at: new Date(Date.now() + 300) })
    expect((await waiting)?.task.id).toBe(id)
  })

  it('goes on without the orchestrator', async () => {
    isRoomOpen = false
    const waiting = claimed(await register(), 30)
    await expect.poll(() => refusals).toBeGreaterThan(0)
    const id = await task()
    expect((await waiting)?.task.id).toBe(id)
  })

  it('is over in time', async () => {
    expect(await claimed(await register(), 1)).toBeUndefined()
  })
})
