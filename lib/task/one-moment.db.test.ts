// What is read of tasks takes several statements. Somebody writes between two of them: what is shown is before it or after it, never a mixture.
import pg from 'pg'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import type { Member } from '#lib/access/caller.ts'
import { readEventsAfter } from '#lib/live/read-events.ts'
import { addCompany, insertRow, sha256 } from '#tests/support/company.ts'
import { openVerbWorld, type VerbWorld } from '#tests/support/verbs.ts'
import { createTask } from './create-task.ts'
import { listTasks } from './list-tasks.ts'
import { readTask } from './read-task.ts'

let world: VerbWorld
let writer: pg.Client
let owner: Member
let task: { id: string }
let runId: string

beforeAll(async () => {
  world = await openVerbWorld()
  writer = new pg.Client({ connectionString: world.databaseUrl })
  await writer.connect()
})
afterAll(async () => {
  await writer.end()
  await world.close()
})
beforeEach(async () => {
  owner = (await addCompany(world.sql, { planKey: 'company' })).owner
  task = await createTask(owner, { title: 'Make a page', plan: 'none' })
  const worker = await insertRow(world.sql, 'workers', {
    company_id: owner.companyId,
    name: 'builder',
    executor: 'command',
  })
  await world.sql.query(`update tasks set status = 'claimed', attempts = 1 where id = $1`, [task.id])
  const run = await insertRow(world.sql, 'runs', {
    company_id: owner.companyId,
    task_id: task.id,
    worker_id: worker.id,
    attempt: 1,
    lease_hash: sha256(task.id),
    lease_expires_at: new Date(Date.now() + 60_000),
    started_at: new Date(),
    heartbeat_at: new Date(),
  })
  runId = String(run.id)
  await world.sql.query(`update tasks set status = 'running' where id = $1`, [task.id])
})

/** Begins to read and is held up before the first statement that needs `table`; goes on when `write` is committed. */
async function heldUpBefore<T>(
  table: string,
  read: () => Promise<T>,
  write: () => Promise<unknown>,
): Promise<T> {
  await writer.query('begin')
  await writer.query(`lock table ${table} in access exclusive mode`)
  const reading = read()
  await expect.poll(isSomebodyHeldUp, { interval: 5, timeout: 10_000 }).toBe(true)
  await write()
  await writer.query('commit')
  return reading
}

async function isSomebodyHeldUp(): Promise<boolean> {
  const { rowCount } = await world.sql.query(
    `select from pg_stat_activity where datname = current_database() and application_name = 'test' and wait_event_type = 'Lock'`,
  )
  return rowCount === 1
}

const ask = () =>
  writer.query(
    `insert into questions (company_id, task_id, run_id, asker_key, text, asked_at) values ($1, $2, $3, 'k', 'Which colour?', now())`,
    [owner.companyId, task.id, runId],
  )
/** The run ends, and the task is given out again. */
const giveBack = async () => {
  await writer.query(`update runs set ended_at = clock_timestamp(), outcome = 'released' where id = $1`, [
    runId,
  ])
  await writer.query(`update tasks set status = 'ready' where id = $1`, [task.id])
}
const nothingAsked = { why: null, openQuestions: 0 }
const asked = { why: { code: 'question_open' }, openQuestions: 1 }

describe('a task that is read while somebody writes', () => {
  it('has its question and what it waits for, or neither', async () => {
    const before = await heldUpBefore('check_results', () => readTask(owner, task), ask)
    expect(before).toMatchObject({ ...nothingAsked, questions: [] })
    expect(await readTask(owner, task)).toMatchObject({ ...asked, questions: [{ text: 'Which colour?' }] })
  })

  it('is on the board with its worker or without, as its status says', async () => {
    const list = async () => (await listTasks(owner, { limit: 10 })).items
    expect(await heldUpBefore('runs', list, giveBack)).toMatchObject([
      { status: 'running', worker: { name: 'builder' }, why: null },
    ])
    expect(await list()).toMatchObject([{ status: 'ready', worker: null }])
  })

  it('is told of as it was at one moment', async () => {
    const { rows } = await world.sql.query('select max(id)::int as id from events where company_id = $1', [
      owner.companyId,
    ])
    const told = async () =>
      (await readEventsAfter(owner.companyId, rows[0].id - 1)).events.flatMap(({ event }) =>
        event.event === 'task' ? event.data : [],
      )
    expect(await heldUpBefore('runs', told, giveBack)).toMatchObject([
      { status: 'running', worker: { name: 'builder' }, why: null },
    ])
    expect((await told()).at(-1)).toMatchObject({ status: 'ready', worker: null })
  })
})
