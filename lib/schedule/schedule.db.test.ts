import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import type { Member } from '#lib/access/caller.ts'
import { hire } from '#lib/employee/hire.ts'
import { changeTemplate } from '#lib/template/change-template.ts'
import { createTaskFromTemplate } from '#lib/template/create-task-from-template.ts'
import { createTemplate } from '#lib/template/create-template.ts'
import { deleteTemplate } from '#lib/template/delete-template.ts'
import { listTemplates } from '#lib/template/list-templates.ts'
import { addCompany, addKey, addMember, insertRow } from '#tests/support/company.ts'
import { auditOf, openVerbWorld, outcome, type VerbWorld } from '#tests/support/verbs.ts'
import { changeSchedule } from './change-schedule.ts'
import { createSchedule } from './create-schedule.ts'
import { deleteSchedule } from './delete-schedule.ts'
import { listSchedules } from './list-schedules.ts'

let world: VerbWorld
let owner: Member
let stranger: Member

beforeAll(async () => {
  world = await openVerbWorld()
})
afterAll(() => world.close())
beforeEach(async () => {
  owner = (await addCompany(world.sql, { planKey: 'studio' })).owner
  stranger = (await addCompany(world.sql)).owner
})

const aTemplate = (name = 'Report') =>
  createTemplate(owner, { name, spec: { title: 'Write it', plan: 'none' } })
const daily = { cron: '0 9 * * *', timeZone: 'Europe/Berlin' }

describe('a template', () => {
  it('is refused when it is longer than what is kept', async () => {
    const rubric = { kind: 'rubric', rubric: 'é'.repeat(2000) } as const
    const checks = Array.from({ length: 9 }, (_, at) => ({ ...rubric, id: `r${at}` }))
    const spec = { title: 'Write it', checks, description: 'd'.repeat(20_000) }
    expect(
      await outcome(() =>
        createTemplate(owner, { name: 'Long', spec: { ...spec, description: '\n'.repeat(20_000) } }),
      ),
    ).toBe('too_large')
    expect(await outcome(() => createTemplate(owner, { name: 'Long', spec }))).toBe('done')
  })

  it('is made, changed, listed and deleted by members, with an audit', async () => {
    const member = await addMember(world.sql, owner.companyId)
    const { id, spec } = await createTemplate(member, { name: 'Report', spec: { title: 'Write it' } })
    expect(spec).toMatchObject({
      title: 'Write it',
      priority: 1,
      plan: 'auto',
      checks: [],
      needsReview: true,
    })
    const changed = await changeTemplate(member, { id, name: 'Weekly report' })
    expect(changed).toMatchObject({ name: 'Weekly report', spec: { title: 'Write it' } })
    expect((await listTemplates(member, { limit: 50 })).items).toEqual([changed])
    await deleteTemplate(member, { id })
    expect((await listTemplates(member, { limit: 50 })).items).toEqual([])
    expect(await auditOf(world.sql, owner.companyId)).toEqual([
      'template.created',
      'template.changed',
      'template.deleted',
    ])
  })

  it('has a name of its own', async () => {
    const { id } = await aTemplate('One')
    await aTemplate('Two')
    expect(await outcome(() => aTemplate('One'))).toBe('conflict')
    expect(await outcome(() => changeTemplate(owner, { id, name: 'Two' }))).toBe('conflict')
    expect(await outcome(() => changeTemplate(owner, { id, name: 'One' }))).toBe('done')
  })

  it('is refused with a check that nothing could ever be held against', async () => {
    const checks = [{ id: 'page', kind: 'file_matches' as const, path: 'a.txt', pattern: '(?=x)' }]
    const input = { name: 'Report', spec: { title: 'Write it', checks } }
    expect(await outcome(() => createTemplate(owner, input))).toBe('invalid')
  })

  it('names nobody who does not work here', async () => {
    const ada = await hire(owner, { roleKey: 'researcher', name: 'Ada' })
    const spec = { title: 'Write it', assigneeId: ada.id }
    expect(await outcome(() => createTemplate(stranger, { name: 'Report', spec }))).toBe('invalid')
    await world.sql.query('update employees set fired_at = now(), home_kept_until = now() where id = $1', [
      ada.id,
    ])
    expect(await outcome(() => createTemplate(owner, { name: 'Report', spec }))).toBe('conflict')
  })

  it('is changed and deleted by nobody else', async () => {
    const { id } = await aTemplate()
    const reader = await addKey(world.sql, owner.companyId, { scopes: ['read'] })
    expect(await outcome(() => changeTemplate(stranger, { id, name: 'Mine' }))).toBe('not_found')
    expect(await outcome(() => deleteTemplate(stranger, { id }))).toBe('not_found')
    expect(await outcome(() => deleteTemplate(reader, { id }))).toBe('not_allowed')
  })

  it('goes by pages', async () => {
    const ids = [(await aTemplate('A')).id, (await aTemplate('B')).id, (await aTemplate('C')).id]
    const first = await listTemplates(owner, { limit: 2 })
    const second = await listTemplates(owner, { limit: 2, cursor: first.nextCursor ?? '' })
    expect(first.items).toHaveLength(2)
    // Those of the same millisecond stand in any order.
    expect([...first.items, ...second.items].map(({ id }) => id).sort()).toEqual(ids.sort())
    expect(second.nextCursor).toBeNull()
  })

  it('ends somewhere', async () => {
    await world.sql.query(
      `insert into task_templates (company_id, name, spec) select $1, 'T' || n, '{"title":"x"}' from generate_series(1, 200) n`,
      [owner.companyId],
    )
    expect(await outcome(() => aTemplate())).toBe('limit_reached')
  })
})

describe('a task from a template', () => {
  it('is what the template says, and remembers it', async () => {
    const { id } = await createTemplate(owner, {
      name: 'Report',
      spec: { title: 'Write it', labels: ['report'], priority: 2, plan: 'none' },
    })
    const task = await createTaskFromTemplate(owner, { id })
    expect(task).toMatchObject({ title: 'Write it', labels: ['report'], priority: 2, status: 'ready' })
    expect(task.createdBy).toMatchObject({ userId: owner.userId })
    const { rows } = await world.sql.query('select template_id from tasks where id = $1', [task.id])
    expect(rows).toEqual([{ template_id: id }])
    expect((await auditOf(world.sql, owner.companyId)).at(-1)).toBe('task.created')
  })

  it('is planned where the template asks for a plan', async () => {
    const { id } = await createTemplate(owner, { name: 'Report', spec: { title: 'Write it' } })
    expect(await createTaskFromTemplate(owner, { id })).toMatchObject({
      status: 'planning',
      plan: { state: 'wanted' },
    })
  })

  it('is made by nobody else', async () => {
    const { id } = await aTemplate()
    expect(await outcome(() => createTaskFromTemplate(stranger, { id }))).toBe('not_found')
  })
})

describe('a schedule', () => {
  it('shows its next five times and begins with the first', async () => {
    const { id: templateId } = await aTemplate()
    const made = await createSchedule(owner, { templateId, ...daily })
    expect(made).toMatchObject({ templateName: 'Report', whenMissed: 'once', enabled: true, lastAt: null })
    expect(made.upcoming).toHaveLength(5)
    expect(made.nextAt).toBe(made.upcoming[0])
    expect((await listSchedules(owner, { limit: 50 })).items).toEqual([made])
  })

  it('rests and goes on; what went wrong is forgotten', async () => {
    const { id: templateId } = await aTemplate()
    const { id } = await createSchedule(owner, { templateId, ...daily })
    const failure = JSON.stringify({ code: 'assignee_left', text: 'Ada left.', action: 'Choose somebody.' })
    await world.sql.query('update schedules set failure = $2 where id = $1', [id, failure])
    const note = { company_id: owner.companyId, kind: 'schedule', schedule_id: id, text: 'Ada left.' }
    await insertRow(world.sql, 'notifications', note)
    expect(await changeSchedule(owner, { id, enabled: false })).toMatchObject({
      enabled: false,
      nextAt: null,
      upcoming: [],
      failure: null,
      cron: daily.cron,
    })
    const { rows } = await world.sql.query('select settled_at from notifications where schedule_id = $1', [
      id,
    ])
    expect(rows[0].settled_at).not.toBeNull()
    const again = await changeSchedule(owner, { id, enabled: true, cron: '0 10 * * *' })
    expect(again).toMatchObject({ enabled: true, cron: '0 10 * * *', timeZone: daily.timeZone })
    expect(again.nextAt).toBe(again.upcoming[0])
  })

  it.each([{ cron: '* * * * *' }, { cron: '0 9 * *' }, { timeZone: 'Mars/Base' }])(
    'is refused when it could not be kept: %j',
    async (wrong) => {
      const { id: templateId } = await aTemplate()
      expect(await outcome(() => createSchedule(owner, { templateId, ...daily, ...wrong }))).toBe('invalid')
      const { id } = await createSchedule(owner, { templateId, ...daily })
      expect(await outcome(() => changeSchedule(owner, { id, ...wrong }))).toBe('invalid')
    },
  )

  it('goes with its template, or alone', async () => {
    const { id: templateId } = await aTemplate()
    const first = await createSchedule(owner, { templateId, ...daily })
    await createSchedule(owner, { templateId, ...daily })
    await deleteSchedule(owner, { id: first.id })
    expect((await listSchedules(owner, { limit: 50 })).items).toHaveLength(1)
    await deleteTemplate(owner, { id: templateId })
    expect((await listSchedules(owner, { limit: 50 })).items).toEqual([])
  })

  it('is nobody else’s', async () => {
    const { id: templateId } = await aTemplate()
    const { id } = await createSchedule(owner, { templateId, ...daily })
    expect(await outcome(() => createSchedule(stranger, { templateId, ...daily }))).toBe('not_found')
    expect(await outcome(() => changeSchedule(stranger, { id, enabled: false }))).toBe('not_found')
    expect(await outcome(() => deleteSchedule(stranger, { id }))).toBe('not_found')
  })
})
