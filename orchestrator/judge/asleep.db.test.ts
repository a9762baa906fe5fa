// Nobody stays awake for a check that waits for an allowance: all that had to be seen at the desk was seen.
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest'
import type { Employee } from '#tests/support/employee.ts'
import { type JudgedRun, type JudgedWorld, openJudgedWorld } from './testing/judged-world.ts'

let world: JudgedWorld
let employee: Employee

beforeAll(async () => {
  world = await openJudgedWorld()
})
afterAll(() => world.close())
beforeEach(async () => {
  await world.begin()
  const longAgo = new Date(Date.now() - 86_400_000)
  employee = await world.atDesk({ desired_at: longAgo, ready_at: longAgo })
  await world.sql.query('update employees set active_at = $2 where id = $1', [employee.employeeId, longAgo])
})
afterEach(() => world.end())

const rubric = { id: 'good', title: 'Good', kind: 'rubric', rubric: 'The page greets.', passMark: 70 }
const page = { id: 'page', title: 'The page', kind: 'file_exists', path: 'index.html' }

/** Without money for a grade, until somebody raises its allowance. */
const reported = (checks: Record<string, unknown>[]) =>
  world.reported(checks, { employee, task: { allowance_micros: 1 } })
const lookedAt = async (run: JudgedRun) => {
  const isPutOff = async () => {
    const { rows } = await world.sql.query(
      `select from runs where id = $1 and judged_until between clock_timestamp() + interval '10 seconds' and clock_timestamp() + interval '21 seconds'
        and exists (select from check_results where run_id = $1 and check_id = 'good' and outcome = 'error')`,
      [run.runId],
    )
    expect(rows).toHaveLength(1)
  }
  await vi.waitFor(isPutOff, { timeout: 10_000, interval: 50 })
}
const lookAgain = (run: JudgedRun) =>
  world.sql.query('update runs set judged_until = now() where id = $1', [run.runId])
const raise = (run: JudgedRun) =>
  world.sql.query('update tasks set allowance_micros = 5000000 where id = $1', [run.taskId])
/** What the sweep makes of it. */
const isAsleep = async () => {
  await world.sql.query('begin')
  await world.sql.query('set local role deskhand_orchestrator')
  await world.sql.query('select deskhand.sleep_idle_desks()')
  await world.sql.query('commit')
  const { rows } = await world.sql.query('select desired_state from desks where id = $1', [employee.deskId])
  return rows[0].desired_state === 'asleep'
}

describe('a desk whose work is judged', () => {
  it('stays awake until it was looked at, and sleeps while a grade waits for an allowance', async () => {
    await world.desk.write('index.html', 'Hello')
    const run = await reported([rubric, page])
    expect(await isAsleep()).toBe(false)
    world.judge()
    await lookedAt(run)
    expect(await isAsleep()).toBe(true)
  })

  it('need not be woken for the grade once it is paid', async () => {
    const run = await reported([rubric])
    world.judge()
    await lookedAt(run)
    expect(await isAsleep()).toBe(true)
    await world.sql.query(`update desks set observed_state = 'stopped' where id = $1`, [employee.deskId])
    await raise(run)
    await lookAgain(run)
    expect((await world.verdictOn(run)).task.status).toBe('in_review')
    const { rows } = await world.sql.query('select desired_state from desks where id = $1', [employee.deskId])
    expect(rows).toEqual([{ desired_state: 'asleep' }])
  })

  it('stays awake while something at it could not be seen yet', async () => {
    world.desk.setDown(true)
    const run = await reported([rubric, page])
    world.judge()
    await lookedAt(run)
    expect(await isAsleep()).toBe(false)
    world.desk.setDown(false)
    await world.desk.write('index.html', 'Hello')
    await lookAgain(run)
    await vi.waitFor(async () =>
      expect((await world.resultsOf(run)).at(-1)).toMatchObject({ outcome: 'passed' }),
    )
    await lookedAt(run)
    expect(await isAsleep()).toBe(true)
  })
})
