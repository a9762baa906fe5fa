import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest'
import { insertRow } from '#tests/support/company.ts'
import { readWork } from './claim-work.ts'
import { failed } from './finding.ts'
import { type JudgedWorld, openJudgedWorld } from './testing/judged-world.ts'
import { writeFinding, writeVerdict } from './write-finding.ts'

let world: JudgedWorld

beforeAll(async () => {
  world = await openJudgedWorld()
})
afterAll(() => world.close())
beforeEach(() => world.begin())
afterEach(() => world.end())

const page = { id: 'page', title: 'The page', kind: 'file_exists', path: 'index.html' }

describe('several judges', () => {
  it('look at each run once', async () => {
    const runs = []
    for (let count = 0; count < 20; count++)
      runs.push(await world.reported([{ id: 'good', kind: 'rubric', rubric: 'It is good.' }]))
    for (let count = 0; count < 3; count++) world.judge()
    for (const run of runs) expect((await world.verdictOn(run)).task.status).toBe('in_review')
    expect(world.model.timesAsked()).toBe(20)
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

  it('have room for a company whatever another has to be looked at', async () => {
    const slow = [{ id: 'slow', kind: 'command', command: 'sleep 3' }]
    const others = []
    for (let count = 0; count < 6; count++)
      others.push(await world.reported(slow, { employee: await world.atDesk() }))
    await world.begin()
    const run = await world.reported([{ id: 'one', kind: 'text_contains', text: 'x' }])
    world.judge()
    await world.verdictOn(run)
    for (const other of others) expect((await world.taskOf(other)).checking_run_id).toBe(other.runId)
    await world.sql.query("update tasks set status = 'cancelled' where checking_run_id is not null")
  })

  it('leave a task alone that moved on meanwhile', async () => {
    const run = await world.reported([page])
    const work = await readWork(run, { name: 'here', isHeld: true })
    await world.sql.query(`update tasks set status = 'cancelled' where id = $1`, [run.taskId])
    const [check] = work.checks
    if (!check) throw new Error('It has a check.')
    await writeFinding(work, check, failed('Not there.'), 1)
    expect(await writeVerdict(work, false, 'Not there.')).toBeNull()
    expect(await world.taskOf(run)).toMatchObject({ status: 'cancelled', feedback: '' })
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

it('a fault of ours does not keep a task for ever', async () => {
  await world.sql.query(`
    create function fail() returns trigger language plpgsql as $$ begin raise exception 'a fault'; end $$;
    create trigger faulty before insert on check_results for each row when (new.check_id = 'cursed') execute function fail()`)
  const run = await world.reported([{ ...page, id: 'cursed' }])
  world.judge()
  const triesOf = async () =>
    (await world.sql.query('select judge_tries from runs where id = $1', [run.runId])).rows[0].judge_tries
  await vi.waitFor(async () => expect(await triesOf()).toBe(1))
  await world.sql.query('update runs set judge_tries = 3, judged_until = now() where id = $1', [run.runId])
  expect((await world.verdictOn(run)).task).toMatchObject({
    status: 'in_review',
    feedback: 'The checks could not be looked at. A person has to look.',
  })
})
