// What a report may do: only who holds a living lease changes anything, and a repeat changes nothing more.

import { sql } from 'kysely'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import type { KeyHolder } from '#lib/access/caller.ts'
import { transactAsOrchestrator } from '#lib/db/transact.ts'
import type { Claim } from '#lib/wire/run.ts'
import { addCompany, addKey, type Company } from '#tests/support/company.ts'
import { addTask, addWorker } from '#tests/support/tasks.ts'
import { openVerbWorld, outcome, type VerbWorld } from '#tests/support/verbs.ts'
import { appendLog } from './append-log.ts'
import { claimRun } from './claim-run.ts'
import { completeRun, failRun, releaseRun } from './end-run.ts'
import { heartbeat } from './heartbeat.ts'
import { putArtifact } from './put-artifact.ts'
import { reportProgress } from './report-progress.ts'
import { sweepLeases } from './sweep-leases.ts'

let world: VerbWorld
let company: Company
let key: KeyHolder

beforeAll(async () => {
  world = await openVerbWorld()
})
afterAll(() => world.close())
beforeEach(async () => {
  company = await addCompany(world.sql)
  key = await addKey(world.sql, company.companyId, { scopes: ['work'] })
})

interface Held {
  runId: string
  leaseToken: string
  taskId: string
}

async function claimed(columns = {}, taskId?: string): Promise<Held> {
  const id = taskId ?? (await addTask(world.sql, company.companyId, columns))
  const workerId = await addWorker(world.sql, company.companyId)
  const claim: Claim | undefined = await claimRun(key, { workerId })
  if (claim?.task.id !== id) throw new Error('Another task was claimed')
  return { runId: claim.run.id, leaseToken: claim.run.leaseToken, taskId: id }
}

const leaseOf = ({ runId, leaseToken }: Held) => ({ runId, leaseToken })

async function taskOf({ taskId }: Held): Promise<Record<string, unknown>> {
  const { rows } = await world.sql.query('select * from tasks where id = $1', [taskId])
  return rows[0] ?? {}
}

async function timelineOf({ taskId }: Held): Promise<string[]> {
  const { rows } = await world.sql.query(
    `select kind, data from task_timeline where task_id = $1 order by id`,
    [taskId],
  )
  return rows.map(({ kind, data }) => (kind === 'status' ? `${data.from} -> ${data.to}` : kind))
}

const expire = ({ runId }: Held) =>
  world.sql.query(`update runs set lease_expires_at = now() - interval '1 second' where id = $1`, [runId])
const dueNow = ({ taskId }: Held) =>
  world.sql.query('update tasks set available_at = now() where id = $1', [taskId])

/** Each report once. */
function everyReport(held: Held): (() => Promise<unknown>)[] {
  const lease = leaseOf(held)
  return [
    () => heartbeat(key, lease),
    () => reportProgress(key, { ...lease, state: 'reading' }),
    () => appendLog(key, { ...lease, firstLine: 0, lines: ['one'] }),
    () => putArtifact(key, { ...lease, path: 'a.txt', content: Buffer.from('text') }),
    () => completeRun(key, { ...lease, summary: 'Done' }),
    () => failRun(key, { ...lease, reason: 'No', canRetry: true, summary: '' }),
    () => releaseRun(key, { ...lease, reason: '' }),
  ]
}

/** All that a report could change. */
async function everything({ taskId }: Held): Promise<string> {
  const tables = ['tasks', 'runs', 'task_timeline', 'run_logs', 'task_files']
  const rows = await Promise.all(
    tables.map((table) =>
      world.sql.query(
        `select * from ${table} where ${table === 'tasks' ? 'id' : 'task_id'} = $1 order by 1`,
        [taskId],
      ),
    ),
  )
  return JSON.stringify(rows.map((one) => one.rows))
}

async function expectRefused(held: Held): Promise<void> {
  const before = await everything(held)
  for (const report of everyReport(held)) expect(await outcome(report)).toBe('lease_lost')
  expect(await everything(held)).toBe(before)
}

describe('a report', () => {
  it('of a live run is taken: the first sign of life lets the task run', async () => {
    const held = await claimed()
    const { leaseExpiresAt, draining } = await heartbeat(key, leaseOf(held))
    expect(draining).toBe(false)
    expect(Date.parse(leaseExpiresAt)).toBeGreaterThan(Date.now() + 50_000)
    await heartbeat(key, leaseOf(held))
    expect(await taskOf(held)).toMatchObject({ status: 'running' })
    await reportProgress(key, { ...leaseOf(held), state: 'capturing_frames', note: '3 of 9' })
    expect(await taskOf(held)).toMatchObject({ progress_state: 'capturing_frames', progress_note: '3 of 9' })
    expect(await timelineOf(held)).toEqual(['created', 'claimed', 'claimed -> running', 'progress'])
  })

  it('with another token changes nothing', async () => {
    const held = await claimed()
    await expectRefused({ ...held, leaseToken: 'x'.repeat(32) })
  })

  it('after the lease has run out changes nothing, swept or not', async () => {
    const held = await claimed()
    await heartbeat(key, leaseOf(held))
    await expire(held)
    await expectRefused(held)
    await sweepLeases()
    await expectRefused(held)
  })

  it('of a run whose task was cancelled changes nothing', async () => {
    const held = await claimed()
    await world.sql.query(`update tasks set status = 'cancelled' where id = $1`, [held.taskId])
    await expectRefused(held)
  })

  it('of another company, or of no run at all, finds nothing', async () => {
    const held = await claimed()
    const stranger = await addKey(world.sql, (await addCompany(world.sql)).companyId, { scopes: ['work'] })
    const before = await everything(held)
    expect(await outcome(() => heartbeat(stranger, leaseOf(held)))).toBe('not_found')
    expect(await outcome(() => completeRun(stranger, { ...leaseOf(held), summary: '' }))).toBe('not_found')
    expect(await everything(held)).toBe(before)
  })

  it('may come from the orchestrator', async () => {
    const held = await claimed()
    await reportProgress('orchestrator', { ...leaseOf(held), state: 'reading' })
    expect(await completeRun('orchestrator', { ...leaseOf(held), summary: 'Done' })).toMatchObject({
      taskStatus: 'in_review',
    })
    expect(await outcome(() => heartbeat('orchestrator', leaseOf(held)))).toBe('lease_lost')
  })
})

describe('the log', () => {
  it('keeps repeated lines once, however they are cut', async () => {
    const held = await claimed()
    const append = (firstLine: number, lines: string[]) =>
      appendLog(key, { ...leaseOf(held), firstLine, lines })
    await append(0, ['a', 'b'])
    await append(0, ['a', 'b'])
    await append(1, ['b', 'c', 'd'])
    await append(0, ['a'])
    await append(4, ['e'])
    const { rows } = await world.sql.query('select first_line, lines from run_logs order by first_line')
    expect(rows.flatMap(({ lines }) => lines)).toEqual(['a', 'b', 'c', 'd', 'e'])
    expect(rows.map(({ first_line }) => first_line)).toEqual([0, 2, 4])
  })
})

describe('an artifact', () => {
  it('is kept by its path, and replaced when it comes again', async () => {
    const held = await claimed()
    const put = (text: string) =>
      putArtifact(key, { ...leaseOf(held), path: 'site/index.html', content: Buffer.from(text) })
    const first = await put('one')
    const again = await put('two!')
    expect(again).toMatchObject({ id: first.id, sizeBytes: 4, mediaType: 'text/plain', kind: 'artifact' })
    const { rows } = await world.sql.query('select content from task_files where task_id = $1', [held.taskId])
    expect(rows).toEqual([{ content: Buffer.from('two!') }])
  })

  it('is one of at most 200, and 10 MB at most', async () => {
    const held = await claimed()
    await world.sql.query(
      `insert into task_files (company_id, task_id, run_id, kind, path, media_type, size_bytes, sha256, content)
      select $1, $2, $3, 'artifact', 'file ' || at, 'text/plain', 0, sha256(''), '' from generate_series(1, 200) at`,
      [company.companyId, held.taskId, held.runId],
    )
    const put = (path: string, size = 1) =>
      outcome(() => putArtifact(key, { ...leaseOf(held), path, content: Buffer.alloc(size) }))
    expect(await put('file 7')).toBe('done')
    expect(await put('one more')).toBe('limit_reached')
    expect(await put('file 8', 10 * 1024 * 1024 + 1)).toBe('too_large')
  })
})

describe('an attempt that ended because its allowance is used up', () => {
  it('says so by a code, and what to do', async () => {
    const held = await claimed()
    const report = { ...leaseOf(held), reason: 'No money left.', canRetry: false, summary: '' }
    expect(await failRun(key, { ...report, code: 'allowance_used_up' })).toMatchObject({
      taskStatus: 'failed',
      failure: { code: 'allowance_used_up', action: 'Raise the allowance of the task, then try again.' },
    })
  })
})

describe('completing', () => {
  it('brings the task to review, and a repeat is answered the same without doing anything', async () => {
    const held = await claimed()
    const report = { ...leaseOf(held), summary: 'Made it', result: { b: 1, a: [1] }, usage: { tokens: 5 } }
    const answer = await completeRun(key, report)
    expect(answer).toEqual({
      runId: held.runId,
      taskId: held.taskId,
      outcome: 'completed',
      taskStatus: 'in_review',
      failure: null,
    })
    expect(await taskOf(held)).toMatchObject({
      status: 'in_review',
      summary: 'Made it',
      result: { a: [1], b: 1 },
    })
    const before = await everything(held)
    expect(await completeRun(key, { ...report, result: { a: [1], b: 1 } })).toEqual(answer)
    expect(await everything(held)).toBe(before)
    expect(await timelineOf(held)).toEqual([
      'created',
      'claimed',
      'claimed -> running',
      'reported',
      'running -> in_review',
    ])
  })

  it('is answered the same although a person has moved the task on meanwhile', async () => {
    const held = await claimed()
    const answer = await completeRun(key, { ...leaseOf(held), summary: 'Made it' })
    await world.sql.query(`update tasks set status = 'done' where id = $1`, [held.taskId])
    expect(await completeRun(key, { ...leaseOf(held), summary: 'Made it' })).toEqual(answer)
  })

  it('with other words after the end is refused, as is every other report', async () => {
    const held = await claimed()
    await completeRun(key, { ...leaseOf(held), summary: 'Made it' })
    await expectRefused(held)
  })

  it('ends a part that needs no review', async () => {
    const held = await claimed({ needs_review: false })
    expect(await completeRun(key, { ...leaseOf(held), summary: '' })).toMatchObject({ taskStatus: 'done' })
  })

  it('leaves work with checks to the judge: the run has ended, the task has not', async () => {
    const checks = JSON.stringify([{ id: 'a', title: '', kind: 'text_contains', text: 'x' }])
    const held = await claimed({ checks })
    expect(await completeRun(key, { ...leaseOf(held), summary: 'x' })).toMatchObject({
      taskStatus: 'running',
    })
    expect(await taskOf(held)).toMatchObject({ status: 'running', checking_run_id: held.runId })
    await expire(held)
    expect(await sweepLeases()).toBe(0)
  })

  it('at the same time twice counts once', async () => {
    const held = await claimed()
    const both = await Promise.all(
      ['One', 'Two'].map((summary) => outcome(() => completeRun(key, { ...leaseOf(held), summary }))),
    )
    expect(both.toSorted()).toEqual(['done', 'lease_lost'])
  })
})

const waitOf = async (held: Held) => {
  const { rows } = await world.sql.query<{ wait: number }>(
    'select extract(epoch from available_at - now())::float as wait from tasks where id = $1',
    [held.taskId],
  )
  return rows[0]?.wait ?? Number.NaN
}

describe('failing', () => {
  const fail = (held: Held, canRetry = true) =>
    failRun(key, { ...leaseOf(held), reason: 'The site is down', canRetry, summary: '' })

  it('lets the task wait longer each time, and ends it with the reason after three attempts', async () => {
    const first = await claimed()
    const answer = await fail(first)
    expect(answer).toMatchObject({
      outcome: 'failed',
      taskStatus: 'ready',
      failure: { code: 'worker_failed', text: 'The site is down' },
    })
    expect(await fail(first)).toEqual(answer)
    expect(await waitOf(first)).toSatisfy((wait: number) => wait > 7 && wait <= 12)
    await dueNow(first)
    const second = await claimed({}, first.taskId)
    await fail(second)
    expect(await waitOf(first)).toSatisfy((wait: number) => wait > 31 && wait <= 48)
    await dueNow(first)
    const third = await claimed({}, first.taskId)
    expect(await fail(third)).toMatchObject({ taskStatus: 'failed' })
    expect(await taskOf(third)).toMatchObject({ status: 'failed', failure: { text: 'The site is down' } })
  })

  it('ends it at once where the worker says that trying again is no use', async () => {
    expect(await fail(await claimed(), false)).toMatchObject({ taskStatus: 'failed' })
  })
})

describe('a report that is too large to keep', () => {
  it('is refused, and a smaller one is taken', async () => {
    const lease = leaseOf(await claimed())
    const complete = (result: unknown) => outcome(() => completeRun(key, { ...lease, summary: '', result }))
    expect(await complete('a'.repeat(70_000))).toBe('too_large')
    expect(await complete('a'.repeat(60_000))).toBe('done')
  })
})

describe('giving back', () => {
  it('counts as no attempt, and the next may take it at once; again and again it waits', async () => {
    const first = await claimed()
    expect(await releaseRun(key, { ...leaseOf(first), reason: 'I am leaving' })).toMatchObject({
      outcome: 'released',
      taskStatus: 'ready',
    })
    expect(await taskOf(first)).toMatchObject({ attempts: 0 })
    const second = await claimed({}, first.taskId)
    await releaseRun(key, { ...leaseOf(second), reason: '' })
    expect(await waitOf(second)).toBeGreaterThan(7)
  })

  it('is no end, although fewer attempts are allowed meanwhile', async () => {
    const held = await claimed()
    await world.sql.query('update tasks set attempts = 3, max_attempts = 1 where id = $1', [held.taskId])
    expect(await releaseRun(key, { ...leaseOf(held), reason: '' })).toMatchObject({ taskStatus: 'ready' })
  })
})

describe('the sweep', () => {
  it('gives what was lost to the next, and ends it after three attempts', async () => {
    let held = await claimed()
    await heartbeat(key, leaseOf(held))
    for (const status of ['ready', 'ready', 'failed']) {
      await expire(held)
      expect(await sweepLeases()).toBe(1)
      expect(await taskOf(held)).toMatchObject({ status, progress_state: null })
      if (status === 'failed') break
      await dueNow(held)
      held = await claimed({}, held.taskId)
    }
    expect(await taskOf(held)).toMatchObject({ failure: { code: 'lease_lost' }, attempts: 3 })
    const { rows } = await world.sql.query(
      'select attempt, outcome from runs where task_id = $1 order by 1',
      [held.taskId],
    )
    expect(rows).toEqual([1, 2, 3].map((attempt) => ({ attempt, outcome: 'lost' })))
    expect((await timelineOf(held)).filter((kind) => kind === 'lease_lost')).toHaveLength(3)
  })

  it('by many at once sweeps each once', async () => {
    const held = await Promise.all([1, 2, 3].map(() => addTask(world.sql, company.companyId)))
    for (const _ of held) {
      const workerId = await addWorker(world.sql, company.companyId)
      await claimRun(key, { workerId })
    }
    await world.sql.query(
      `update runs set lease_expires_at = now() - interval '1 second' where ended_at is null and company_id = $1`,
      [company.companyId],
    )
    const swept = await Promise.all([1, 2, 3, 4].map(() => sweepLeases()))
    expect(swept.reduce((sum, one) => sum + one, 0)).toBe(3)
  })
})

describe('queues', () => {
  it('without tasks are cleared away, others are kept', async () => {
    const id = await addTask(world.sql, company.companyId, { requires: ['gpu'] })
    await addTask(world.sql, company.companyId, { requires: ['browser'] })
    await world.sql.query(`update tasks set status = 'cancelled' where id = $1`, [id])
    await transactAsOrchestrator((tx) => sql`select deskhand.prune_task_queues()`.execute(tx))
    const { rows } = await world.sql.query('select requires from task_queues where company_id = $1', [
      company.companyId,
    ])
    expect(rows).toEqual([{ requires: ['browser'] }])
  })
})
