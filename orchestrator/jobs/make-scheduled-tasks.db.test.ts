import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import type { Member } from '#lib/access/caller.ts'
import { addCompany } from '#tests/support/company.ts'
import { addEmployee } from '#tests/support/employee.ts'
import { addSchedule, addTemplate } from '#tests/support/recurring.ts'
import { openVerbWorld, type VerbWorld } from '#tests/support/verbs.ts'
import { makeScheduledTasks } from './make-scheduled-tasks.ts'

type Row = Record<string, unknown>

let world: VerbWorld
let owner: Member

beforeAll(async () => {
  world = await openVerbWorld()
})
afterAll(() => world.close())
beforeEach(async () => {
  owner = (await addCompany(world.sql)).owner
})

const hourMs = 3_600_000
/** Every hour, the last time a moment ago, whenever the test runs. */
async function hourly(spec: Row = {}, columns: Row = {}) {
  const minute = new Date().getUTCMinutes()
  const nextAt = new Date()
  nextAt.setUTCSeconds(0, 0)
  const template = await addTemplate(world.sql, owner.companyId, spec)
  const facts = { cron: `${minute} * * * *`, next_at: nextAt, ...columns }
  return { id: await addSchedule(world.sql, owner.companyId, template, facts), template, nextAt }
}
const ago = (from: Date, hours: number) => new Date(from.getTime() - hours * hourMs)
const tasks = async () =>
  (await world.sql.query('select * from tasks where company_id = $1 order by number', [owner.companyId])).rows
const schedule = async (id: string) =>
  (await world.sql.query('select * from schedules where id = $1', [id])).rows[0]
const notes = async () =>
  (
    await world.sql.query('select * from notifications where company_id = $1 and settled_at is null', [
      owner.companyId,
    ])
  ).rows

describe('a schedule whose time has come', () => {
  it('makes its task, once, and is set to its next time', async () => {
    const { id, template, nextAt } = await hourly({ labels: ['report'] })
    await makeScheduledTasks()
    await makeScheduledTasks()
    const [task, ...others] = await tasks()
    expect(others).toEqual([])
    expect(task).toMatchObject({
      title: 'Write the report',
      labels: ['report'],
      status: 'ready',
      template_id: template,
      schedule_id: id,
      created_by: null,
    })
    expect(task.creator_name).toMatch(/^Schedule “Template /)
    expect(await schedule(id)).toMatchObject({
      last_task_id: task.id,
      last_at: nextAt,
      next_at: new Date(nextAt.getTime() + hourMs),
      failure: null,
    })
  })

  it('has it planned where the template asks for a plan', async () => {
    await hourly({ plan: 'auto' })
    await makeScheduledTasks()
    const [task] = await tasks()
    expect(task.status).toBe('planning')
    const { rows } = await world.sql.query('select state from plans where task_id = $1', [task.id])
    expect(rows).toEqual([{ state: 'wanted' }])
  })

  it('makes one task with eight orchestrators at once', async () => {
    const ids = []
    for (let count = 0; count < 25; count++) ids.push((await hourly()).id)
    await Promise.all(Array.from({ length: 8 }, () => makeScheduledTasks()))
    const made = await tasks()
    expect(made.map((task) => task.schedule_id).sort()).toEqual(ids.sort())
  })

  it('that rests makes none', async () => {
    await hourly({}, { enabled: false })
    await makeScheduledTasks()
    expect(await tasks()).toEqual([])
  })

  it('makes none before its time', async () => {
    await hourly({}, { next_at: new Date(Date.now() + 60_000) })
    await makeScheduledTasks()
    expect(await tasks()).toEqual([])
  })
})

describe('times that passed while nothing ran', () => {
  const missed = async (whenMissed: string) => {
    const minute = (new Date().getUTCMinutes() + 30) % 60
    const made = await hourly({}, { cron: `${minute} * * * *`, when_missed: whenMissed })
    await world.sql.query('update schedules set next_at = $2 where id = $1', [made.id, ago(made.nextAt, 5.5)])
    await makeScheduledTasks()
    return made
  }

  it('make one task together', async () => {
    const { id, nextAt } = await missed('once')
    expect(await tasks()).toHaveLength(1)
    expect(await schedule(id)).toMatchObject({ last_at: ago(nextAt, 0.5), next_at: ago(nextAt, -0.5) })
  })

  it('or none', async () => {
    const { id, nextAt } = await missed('skip')
    expect(await tasks()).toEqual([])
    expect(await schedule(id)).toMatchObject({ last_at: null, next_at: ago(nextAt, -0.5) })
  })
})

describe('a template for somebody who was fired', () => {
  it('is told to people once, and the schedule goes on', async () => {
    const ada = await addEmployee(world.sql, owner.companyId)
    const fired = 'update employees set fired_at = now(), home_kept_until = now() where id = $1'
    await world.sql.query(fired, [ada.employeeId])
    const { id, nextAt } = await hourly({ assigneeId: ada.employeeId })
    await makeScheduledTasks()
    expect(await tasks()).toEqual([])
    const failed = await schedule(id)
    expect(failed).toMatchObject({
      enabled: true,
      next_at: ago(nextAt, -1),
      failure: { code: 'assignee_left' },
    })
    expect(failed.failure.text).toContain('Ada was fired')
    await world.sql.query('update schedules set next_at = $2 where id = $1', [id, nextAt])
    await makeScheduledTasks()
    expect(await notes()).toMatchObject([
      { kind: 'schedule', schedule_id: id, user_id: null, text: expect.stringContaining('Ada was fired') },
    ])
  })

  it('holds no other schedule up, and is settled when it works again', async () => {
    const ada = await addEmployee(world.sql, owner.companyId, {
      employee: { fired_at: new Date(), home_kept_until: new Date() },
    })
    const broken = await hourly({ assigneeId: ada.employeeId })
    const sound = await hourly()
    await makeScheduledTasks()
    expect((await tasks()).map((task) => task.schedule_id)).toEqual([sound.id])
    const takeBack = 'update employees set fired_at = null, home_kept_until = null where id = $1'
    await world.sql.query(takeBack, [ada.employeeId])
    await world.sql.query('update schedules set next_at = $2 where id = $1', [broken.id, broken.nextAt])
    await makeScheduledTasks()
    expect(await schedule(broken.id)).toMatchObject({ failure: null })
    expect(await notes()).toEqual([])
  })
})

describe('a schedule whose last task is not finished', () => {
  const dueAgain = async (made: { id: string; nextAt: Date }) => {
    await world.sql.query('update schedules set next_at = $2 where id = $1', [made.id, made.nextAt])
    await makeScheduledTasks()
  }

  it('makes no other beside it, says so, and goes on when it is', async () => {
    const made = await hourly()
    await makeScheduledTasks()
    for (let times = 0; times < 3; times++) await dueAgain(made)
    expect(await tasks()).toHaveLength(1)
    expect(await schedule(made.id)).toMatchObject({
      enabled: true,
      next_at: ago(made.nextAt, -1),
      failure: { code: 'last_unfinished', text: expect.stringContaining('#1,') },
    })
    expect(await notes()).toEqual([])
    await world.sql.query(`update tasks set status = 'cancelled' where company_id = $1`, [owner.companyId])
    await dueAgain(made)
    expect(await tasks()).toHaveLength(2)
    expect(await schedule(made.id)).toMatchObject({ failure: null })
  })

  it.each(['in_review', 'done', 'failed'])('counts one that is %s as finished', async (status) => {
    const made = await hourly()
    await makeScheduledTasks()
    const failure = status === 'failed' ? { code: 'x', text: 'It broke.', action: 'Look.' } : null
    const end = 'update tasks set status = $2, failure = $3 where company_id = $1'
    await world.sql.query(end, [owner.companyId, status, failure])
    await dueAgain(made)
    expect(await tasks()).toHaveLength(2)
  })
})

it('a template that describes no task any more is told to people', async () => {
  const { id } = await hourly({ title: '' })
  await makeScheduledTasks()
  expect(await schedule(id)).toMatchObject({ enabled: true, failure: { code: 'invalid' } })
  expect(await notes()).toHaveLength(1)
})

it('a schedule that nobody can read any more is switched off and holds no other up', async () => {
  const { id } = await hourly({}, { time_zone: 'Mars/Base' })
  const sound = await hourly()
  await makeScheduledTasks()
  expect((await tasks()).map((task) => task.schedule_id)).toEqual([sound.id])
  expect(await schedule(id)).toMatchObject({
    enabled: false,
    next_at: null,
    failure: { code: 'unknown_times' },
  })
})
