// What one worker or one row may not do to all others: fill the timeline, or stand in the way of the sweep.
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import type { KeyHolder } from '#lib/access/caller.ts'
import { addCompany, addKey } from '#tests/support/company.ts'
import { addTask, addWorker } from '#tests/support/tasks.ts'
import { openVerbWorld, type VerbWorld } from '#tests/support/verbs.ts'
import { claimRun } from './claim-run.ts'
import { reportProgress } from './report-progress.ts'
import { sweepLeases } from './sweep-leases.ts'

let world: VerbWorld
let key: KeyHolder

beforeAll(async () => {
  world = await openVerbWorld()
})
afterAll(() => world.close())
beforeEach(async () => {
  key = await addKey(world.sql, (await addCompany(world.sql)).companyId, { scopes: ['work'] })
})

async function claimed() {
  const taskId = await addTask(world.sql, key.companyId)
  const claim = await claimRun(key, { workerId: await addWorker(world.sql, key.companyId) })
  if (!claim) throw new Error('Nothing was claimed')
  return { taskId, lease: { runId: claim.run.id, leaseToken: claim.run.leaseToken } }
}

async function toldOf(taskId: string): Promise<(string | null)[]> {
  const { rows } = await world.sql.query(
    `select data ->> 'note' as note from task_timeline where task_id = $1 and kind = 'progress' order by id`,
    [taskId],
  )
  return rows.map(({ note }) => note)
}

describe('progress', () => {
  it('that says nothing new is told once, and told again after something else', async () => {
    const { taskId, lease } = await claimed()
    for (const note of ['one', 'one', 'two', 'two', 'one'])
      await reportProgress(key, { ...lease, state: 'reading', note })
    expect(await toldOf(taskId)).toEqual(['one', 'two', 'one'])
  })

  it('is told by each run anew, even in the same words', async () => {
    const { taskId, lease } = await claimed()
    await reportProgress(key, { ...lease, state: 'reading' })
    await world.sql.query(`update runs set lease_expires_at = now() - interval '1 second' where id = $1`, [
      lease.runId,
    ])
    await sweepLeases()
    await world.sql.query('update tasks set available_at = now() where id = $1', [taskId])
    const again = await claimRun(key, { workerId: await addWorker(world.sql, key.companyId) })
    if (!again) throw new Error('Nothing was claimed')
    await reportProgress(key, {
      runId: again.run.id,
      leaseToken: again.run.leaseToken,
      state: 'reading',
    })
    expect(await toldOf(taskId)).toHaveLength(2)
  })

  it('goes on after five hundred lines, without further lines', async () => {
    const { taskId, lease } = await claimed()
    await world.sql.query(
      `insert into task_timeline (company_id, task_id, run_id, kind, actor_kind, data)
       select $1, $2, $3, 'progress', 'worker', '{}' from generate_series(1, 500)`,
      [key.companyId, taskId, lease.runId],
    )
    await reportProgress(key, { ...lease, state: 'still reading' })
    expect(await toldOf(taskId)).toHaveLength(500)
    const { rows } = await world.sql.query('select progress_state from tasks where id = $1', [taskId])
    expect(rows[0]).toEqual({ progress_state: 'still reading' })
  })
})

describe('the sweep', () => {
  it('ends the others when one cannot be ended', async () => {
    const poisoned = await claimed()
    const healthy = await claimed()
    await world.sql.query(
      `update runs set lease_expires_at = now() - interval '1 second' where id = any ($1)`,
      [[poisoned.lease.runId, healthy.lease.runId]],
    )
    await world.sql.query(
      `create function pg_temp.refuse() returns trigger language plpgsql as $$ begin raise exception 'poisoned'; end $$`,
    )
    await world.sql.query(
      `create trigger poison before update on runs for each row when (old.id = '${poisoned.lease.runId}') execute function pg_temp.refuse()`,
    )
    try {
      expect(await sweepLeases()).toBe(1)
    } finally {
      await world.sql.query('drop trigger poison on runs')
    }
    const { rows } = await world.sql.query('select id, outcome from runs where id = any ($1)', [
      [poisoned.lease.runId, healthy.lease.runId],
    ])
    expect(new Map(rows.map(({ id, outcome }) => [id, outcome]))).toEqual(
      new Map([
        [poisoned.lease.runId, null],
        [healthy.lease.runId, 'lost'],
      ]),
    )
    expect(await sweepLeases()).toBe(1)
  })
})
