// Sweeps of several companies at the same moment: each waits for the events of one company after the other until it is committed.
import { randomUUID } from 'node:crypto'
import type pg from 'pg'
import { afterAll, expect, test } from 'vitest'
import { actAs } from '#tests/support/act-as.ts'
import { addCompany, insertRow } from '#tests/support/company.ts'
import { openConnections } from '#tests/support/connections.ts'
import { addTask, addWorker } from '#tests/support/tasks.ts'

const { connect, untilBlocked, close } = await openConnections()
const sql = await connect('seeder')
const first = await connect('first')
const second = await connect('second')
const reader = await connect('reader')
afterAll(close)

async function addLost(companyId: string, minutesAgo: number): Promise<void> {
  await insertRow(sql, 'runs', {
    id: randomUUID(),
    company_id: companyId,
    task_id: await addTask(sql, companyId, { status: 'running' }),
    worker_id: await addWorker(sql, companyId),
    attempt: 1,
    lease_hash: Buffer.alloc(32),
    lease_expires_at: new Date(Date.now() - minutesAgo * 60_000),
  })
}

/** How many it ended; they are told of with the commit only. */
async function sweep(client: pg.Client, atMost: number): Promise<number> {
  await client.query('begin')
  await actAs(client, 'orchestrator')
  const { rows } = await client.query<{ swept: number }>('select deskhand.sweep_leases($1) as swept', [
    atMost,
  ])
  return Number(rows[0]?.swept)
}

test('two sweeps that found the same companies in another order wait for each other in one', async () => {
  const ids = [(await addCompany(sql)).companyId, (await addCompany(sql)).companyId].sort()
  const [one = '', other = ''] = ids
  await addLost(one, 4)
  await addLost(other, 3)
  await addLost(other, 2)
  await addLost(one, 1)
  // Somebody tells something of both companies, so that both sweeps wait at the first one they would tell of.
  await reader.query('begin')
  for (const id of ids)
    await reader.query(`select pg_advisory_xact_lock(hashtextextended('deskhand.events:' || $1::text, 0))`, [
      id,
    ])
  expect([await sweep(first, 2), await sweep(second, 4)]).toEqual([2, 2])
  const commits = [first, second].map((client) => client.query('commit'))
  const outcomes = Promise.allSettled(commits)
  await untilBlocked('first')
  await untilBlocked('second')
  await reader.query('commit')
  expect((await outcomes).map(({ status }) => status)).toEqual(['fulfilled', 'fulfilled'])
})
