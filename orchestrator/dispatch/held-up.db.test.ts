// Who begins nothing new because a run of theirs is parked and sleeps meanwhile, and what the tasks that wait for them say of it: one rule,
// which stands in lib/run/holds-up.ts and in deskhand.has_work.
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { latestEventIds, readEventsAfter } from '#lib/live/read-events.ts'
import { cancelTask } from '#lib/task/cancel-task.ts'
import { listTasks } from '#lib/task/list-tasks.ts'
import { readTask } from '#lib/task/read-task.ts'
import { type RefusalReason, refusalReasons } from '#lib/wire/refusal.ts'
import {
  askAsOrchestrator,
  type DesksAtWork,
  type DesksDatabase,
  openDesksDatabase,
} from '#tests/support/desks-at-work.ts'
import { firstNotes, readFreeDesks } from './claim-work.ts'
import { parkRun } from './park-run.ts'

let database: DesksDatabase
let desks: DesksAtWork
beforeAll(async () => {
  database = await openDesksDatabase()
})
afterAll(() => database.close())
beforeEach(async () => {
  desks = await database.furnish()
})

const said = 'the same step 25 times'
const figures = { capMicros: 2_000_000, spentMicros: 2_000_000, wantedMicros: 1, raisableMicros: null, said }

/** A run of Ada's; another task waits for her. */
async function parked(reason: RefusalReason) {
  const { id } = await desks.forAda({ title: 'The shop' })
  const run = await desks.claimed()
  await parkRun(run, firstNotes(run.runId), { reason, ...figures })
  const { runs, number } = await readTask(desks.company.owner, { id })
  return { runId: run.runId, number, parkedAt: runs[0]?.parkedAt }
}
const isFree = async () =>
  (await readFreeDesks(desks.hostName)).some(({ deskId }) => deskId === desks.ada.deskId)
const hasWork = async (employeeId = desks.ada.employeeId) =>
  (await askAsOrchestrator(`deskhand.has_work('${employeeId}')::int`)) === 1
const deskState = async () => {
  const { rows } = await database.pool.query('select desired_state from desks where id = $1', [
    desks.ada.deskId,
  ])
  return rows[0]?.desired_state
}
const whyOf = async (task: { id: string }) => (await readTask(desks.company.owner, task)).why

describe('a task behind one whose run is parked', () => {
  it.each(refusalReasons)('for %s says that it is held up, exactly when it is', async (reason) => {
    await parked(reason)
    const next = await desks.forAda()
    const isHeldUp = reason === 'employee_allowance' || reason === 'company_allowance'
    expect([await isFree(), (await whyOf(next))?.code]).toEqual([!isHeldUp, isHeldUp ? 'held_up' : 'queued'])
    expect(await hasWork()).toBe(!isHeldUp)
  })

  it('keeps nobody awake whom it does not concern, and everybody else', async () => {
    const { runId } = await parked('employee_allowance')
    await desks.forAda()
    const bo = await desks.addPerson('Bo')
    await desks.give({ assigneeId: bo.employeeId })
    expect([await hasWork(), await hasWork(bo.employeeId)]).toEqual([false, true])
    await database.pool.query(`update runs set parked_reason = 'company_allowance' where id = $1`, [runId])
    expect([await hasWork(), await hasWork(bo.employeeId)]).toEqual([false, false])
  })

  it('lets its desk sleep until that one goes on, and wakes it then', async () => {
    const { runId } = await parked('company_allowance')
    const next = await desks.forAda()
    await database.pool.query("update employees set active_at = now() - interval '30 days' where id = $1", [
      desks.ada.employeeId,
    ])
    await desks.setDesk("desired_at = now() - interval '30 days', ready_at = now() - interval '30 days'")
    await askAsOrchestrator('deskhand.sleep_idle_desks()')
    await askAsOrchestrator('deskhand.wake_desks_with_tasks()')
    expect(await deskState()).toBe('asleep')
    expect((await whyOf(next))?.code).toBe('held_up')
    await database.pool.query('update runs set parked_at = null, parked_reason = null where id = $1', [runId])
    await database.pool.query(`update runs set ended_at = now(), outcome = 'released' where id = $1`, [runId])
    await askAsOrchestrator('deskhand.wake_desks_with_tasks()')
    expect(await deskState()).toBe('running')
  })

  it('says by which one, and since when, on its page and on the board', async () => {
    const { number, parkedAt } = await parked('employee_allowance')
    const next = await desks.forAda()
    const why = { code: 'held_up', since: parkedAt, text: expect.stringContaining(`#${number} “The shop”`) }
    expect(await whyOf(next)).toMatchObject(why)
    const { items } = await listTasks(desks.company.owner, { status: ['ready'], limit: 10 })
    expect(items).toMatchObject([{ id: next.id, why }])
  })

  it('is held up no more when that run has ended', async () => {
    const { runId } = await parked('company_allowance')
    const next = await desks.forAda()
    await database.pool.query(`update runs set ended_at = now(), outcome = 'released' where id = $1`, [runId])
    expect([await isFree(), (await whyOf(next))?.code]).toEqual([true, 'queued'])
  })
})

describe('whoever has such a task on a page is told', () => {
  const latest = async () =>
    (await latestEventIds([desks.company.companyId])).get(desks.company.companyId) ?? 0
  /** By the title: the reason of each task that was told of by what is done here. */
  async function told(act: () => Promise<unknown>) {
    const from = await latest()
    await act()
    const { events } = await readEventsAfter(desks.company.companyId, from)
    const cards = events.flatMap(({ event }) => (event.event === 'task' ? [event.data] : []))
    return Object.fromEntries(cards.map(({ title, why }) => [title, why?.code]))
  }
  const giveAll = async () => {
    const bo = await desks.addPerson('Bo')
    await desks.forAda({ title: 'Hers' })
    await desks.give({ title: 'His', assigneeId: bo.employeeId })
    const whole = await desks.give({ title: 'Whole' })
    await desks.give({ title: 'Part', assigneeId: bo.employeeId, parentId: whole.id })
  }
  const begun = async () => {
    const { id } = await desks.forAda({ title: 'The shop' })
    const run = await desks.claimed()
    await giveAll()
    return { id, run }
  }
  const goOn = (runId: string) =>
    database.pool.query(
      'update runs set parked_at = null, parked_reason = null, parked_wanted_micros = 0 where id = $1',
      [runId],
    )

  it('each time that run is parked or goes on', async () => {
    const { run } = await begun()
    const park = () => parkRun(run, firstNotes(run.runId), { reason: 'company_allowance', ...figures })
    const held = { Hers: 'held_up', His: 'held_up', Part: 'held_up', Whole: 'part_waits' }
    expect(await told(park)).toMatchObject(held)
    expect(await told(() => goOn(run.runId))).toMatchObject({ Hers: 'assignee_busy', His: 'queued' })
    expect(
      await told(() =>
        database.pool.query(
          `update runs set parked_at = now(), parked_reason = 'company_allowance' where id = $1`,
          [run.runId],
        ),
      ),
    ).toMatchObject(held)
  })

  it('when that task is cancelled meanwhile', async () => {
    const { id, run } = await begun()
    await parkRun(run, firstNotes(run.runId), { reason: 'company_allowance', ...figures })
    const free = { Hers: 'queued', His: 'queued', Part: 'queued', Whole: 'part_waits' }
    expect(await told(() => cancelTask(desks.company.owner, { id }))).toMatchObject(free)
  })

  it('and nobody else for one employee’s allowance', async () => {
    const { run } = await begun()
    const park = () => parkRun(run, firstNotes(run.runId), { reason: 'employee_allowance', ...figures })
    expect(await told(park)).toEqual({ Hers: 'held_up', 'The shop': 'asks_to_continue' })
    expect(await told(() => goOn(run.runId))).toMatchObject({ Hers: 'assignee_busy' })
  })
})
