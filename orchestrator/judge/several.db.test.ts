import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest'
import { insertRow } from '#tests/support/company.ts'
import { type JudgedWorld, openJudgedWorld } from './testing/judged-world.ts'

let world: JudgedWorld

beforeAll(async () => {
  world = await openJudgedWorld()
})
afterAll(() => world.close())
beforeEach(() => world.begin())
afterEach(() => world.end())

const page = { id: 'page', title: 'The page', kind: 'file_exists', path: 'index.html' }

describe('several judges', () => {
  it('judge each run once', async () => {
    const runs = []
    for (let count = 0; count < 20; count++)
      runs.push(
        await world.reported([{ id: 'one', kind: 'text_contains', text: 'x' }], { run: { summary: 'x' } }),
      )
    for (let count = 0; count < 3; count++) world.judge()
    for (const run of runs) expect((await world.verdictOn(run)).task.status).toBe('in_review')
    const { rows } = await world.sql.query(
      `select task_id from task_timeline where company_id = $1 and kind = 'checked' group by task_id having count(*) > 1`,
      [world.companyId],
    )
    expect(rows).toEqual([])
  })

  it('take over from one that is gone, and keep what it had found', async () => {
    const run = await world.reported([{ id: 'one', kind: 'text_contains', text: 'x' }, page])
    await insertRow(world.sql, 'check_results', {
      ...{
        company_id: world.companyId,
        task_id: run.taskId,
        run_id: run.runId,
        check_id: 'one',
        kind: 'text_contains',
      },
      ...{ outcome: 'passed', text: 'Found before.' },
    })
    await world.sql.query(`update runs set judged_until = now() - interval '1 second' where id = $1`, [
      run.runId,
    ])
    world.judge()
    expect((await world.verdictOn(run)).results).toMatchObject([
      { text: 'Found before.' },
      { outcome: 'failed' },
    ])
  })

  it('leave a task alone that moved on meanwhile', async () => {
    const employee = await world.atDesk()
    const run = await world.reported(
      [{ id: 'run', kind: 'command', command: 'sleep 1', timeoutSeconds: 5 }],
      {
        employee,
      },
    )
    const judge = world.judge()
    await vi.waitFor(async () => {
      const { rows } = await world.sql.query('select judged_until from runs where id = $1', [run.runId])
      expect(rows[0].judged_until).not.toBeNull()
    })
    await world.sql.query(`update tasks set status = 'cancelled' where id = $1`, [run.taskId])
    await judge.stop()
    expect(await world.taskOf(run)).toMatchObject({ status: 'cancelled' })
    expect(await world.resultsOf(run)).toEqual([])
  })
})

it('checks that nobody can read go to a person', async () => {
  const run = await world.reported([{ id: 'one', kind: 'future' }])
  world.judge()
  expect((await world.verdictOn(run)).task).toMatchObject({
    status: 'in_review',
    feedback: expect.stringContaining('could not be read'),
  })
})
