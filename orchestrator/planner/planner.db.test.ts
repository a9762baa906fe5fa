// The planner against the practice model over HTTP and a real Postgres: what people find when they look at their task.
import { randomUUID } from 'node:crypto'
import { describe, expect, it } from 'vitest'
import { transact } from '#lib/db/transact.ts'
import { fire } from '#lib/employee/fire.ts'
import { costMicrosOf, priceOn } from '#lib/model/prices.ts'
import { approvePlan } from '#lib/plan/approve-plan.ts'
import { askForPlan } from '#lib/plan/ask-for-plan.ts'
import { changePlan } from '#lib/plan/change-plan.ts'
import { readPlan } from '#lib/plan/read-plan.ts'
import { approveTask } from '#lib/task/approve-task.ts'
import { createTask } from '#lib/task/create-task.ts'
import { outcome } from '#tests/support/verbs.ts'
import {
  alan,
  haiku,
  iris,
  made,
  openPlanningOffice,
  owner,
  partsOf,
  plan,
  setApproval,
  statusOf,
  world,
  write,
} from './testing/planning-office.ts'

openPlanningOffice()

describe('a task that several can share', () => {
  it('becomes parts side by side and one that waits for both, each with a reason', async () => {
    plan()
    const { id } = await write('Make a small landing page and check it')
    const found = await made(id)
    expect(found).toMatchObject({
      state: 'approved',
      madeBy: 'model',
      model: 'claude-haiku-4-5',
      practice: true,
      risk: 'low',
      repairs: [],
    })
    const parts = await partsOf(id)
    expect(
      parts.map(({ title, assignee_id, open_dependencies, status }) => [
        title,
        assignee_id,
        open_dependencies,
        status,
      ]),
    ).toEqual([
      ['Write the words of the page', iris, 0, 'ready'],
      ['Build the page', alan, 0, 'ready'],
      ['Check the page and the words', expect.toBeOneOf([iris, alan]), 2, 'ready'],
    ])
    expect(new Set(parts.map(({ part_role }) => part_role)).size).toBe(3)
    for (const part of parts) {
      expect(part.part_reason).toContain(':')
      expect(part.checks.length).toBeGreaterThan(0)
      expect(part).toMatchObject({ needs_review: false, plan_id: found.id })
    }
    expect(await statusOf(id)).toBe('ready')
    const { rows } = await world.sql.query('select kind from task_timeline where task_id = $1 order by id', [
      id,
    ])
    expect(rows.map(({ kind }) => kind)).toEqual(['created', 'planned', 'plan_approved', 'status'])
  })

  it('is paid for in the ledger, by the company and at nobody’s desk', async () => {
    plan()
    const { id } = await write('Make a small landing page and check it')
    const found = await made(id)
    const { rows } = await world.sql.query('select * from ledger_entries where plan_id = $1', [found.id])
    expect(rows).toHaveLength(1)
    const [entry] = rows
    expect(entry).toMatchObject({
      company_id: owner.companyId,
      employee_id: null,
      desk_id: null,
      state: 'settled',
      practice: true,
      http_status: 200,
    })
    const usage = {
      inputTokens: entry.input_tokens,
      outputTokens: entry.output_tokens,
      cacheReadTokens: entry.cache_read_tokens,
      cacheWriteTokens: entry.cache_write_tokens,
      cacheWriteHourTokens: 0,
    }
    expect(usage.inputTokens).toBeGreaterThan(500)
    expect(usage.outputTokens).toBeGreaterThan(100)
    const price = priceOn(haiku.id, new Date())
    expect(found.costMicros).toBe(price && costMicrosOf(price, usage))
    expect(found.costMicros).toBe(Number(entry.cost_micros))
  })
})

describe('a task for one', () => {
  it('is given to whom the plan names, and makes no parts', async () => {
    plan()
    const { id } = await write('Write a text about plums', 'SAY Plums.')
    expect(await made(id)).toMatchObject({ state: 'approved', steps: [{ assigneeId: iris }] })
    expect(await partsOf(id)).toEqual([])
    const { rows } = await world.sql.query(
      'select status, assignee_id, description, part_role from tasks where id = $1',
      [id],
    )
    expect(rows).toEqual([
      { status: 'ready', assignee_id: iris, description: 'SAY Plums.', part_role: 'does it all' },
    ])
  })
})

describe('a task for somebody', () => {
  it('stays with whom a person chose', async () => {
    plan()
    const step = { key: 'a', title: 'A', role: 'r', reason: 'r', description: '', assignee: 'e2' }
    const text = `PLAN ${JSON.stringify({ summary: 's', risk: 'low', steps: [step] })}`
    const { id } = await createTask(owner, { title: 'Write', description: text, assigneeId: iris })
    const found = await made(id)
    expect(found.steps).toMatchObject([{ assigneeId: iris }])
    expect(found.repairs).toEqual(['Iris was chosen by whoever wrote the task, and keeps it.'])
  })
})

describe('approval', () => {
  it.each([
    ['always', 'Write a text', 'proposed'],
    ['risky', 'Write a text', 'approved'],
    ['risky', 'Send the newsletter by sending an email to all customers', 'proposed'],
    ['never', 'Delete all old customers', 'approved'],
  ])('where plans are approved %s, the plan for "%s" is %s', async (setting, title, state) => {
    await setApproval(setting)
    plan()
    const { id } = await write(title)
    expect(await made(id)).toMatchObject({ state })
    expect(await statusOf(id)).toBe(state === 'proposed' ? 'planning' : 'ready')
  })

  it('is asked for when the task says so, whatever the company says', async () => {
    await setApproval('never')
    plan()
    const { id } = await write('Write a text', '', { plan: 'ask' })
    expect(await made(id)).toMatchObject({ state: 'proposed' })
    const { rows } = await world.sql.query(
      "select settled_at from notifications where task_id = $1 and kind = 'plan'",
      [id],
    )
    expect(rows).toEqual([{ settled_at: null }])
    await approveTask(owner, { id })
    expect(await statusOf(id)).toBe('ready')
    expect(await readPlan(owner, { id })).toMatchObject({ state: 'approved' })
    expect(await outcome(() => transact(owner, (tx) => approvePlan(tx, owner, id)))).toBe('conflict')
  })

  it('finds out that somebody was fired since, and what to change', async () => {
    plan()
    const { id } = await write('Make a landing page', '', { plan: 'ask' })
    const { steps } = await made(id)
    await fire(owner, { id: iris })
    await expect(approveTask(owner, { id })).rejects.toThrow(
      /"Write the words of the page" is given to does not work here any more/,
    )
    expect(await partsOf(id)).toEqual([])
    const changed = steps.map((step) => ({ ...step, assigneeId: alan }))
    expect(await changePlan(owner, { id, steps: changed })).toMatchObject({
      state: 'proposed',
      madeBy: 'model',
    })
    await approveTask(owner, { id })
    expect((await partsOf(id)).map(({ assignee_id }) => assignee_id)).toEqual([alan, alan, alan])
  })

  it('gives way to a new plan, which hears what was said', async () => {
    plan()
    const { id } = await write('Make a landing page')
    const first = await made(id)
    const parts = await partsOf(id)
    expect(await askForPlan(owner, { id, guidance: 'Only one of them, please' })).toMatchObject({
      state: 'wanted',
    })
    expect((await partsOf(id)).map(({ status }) => status)).toEqual(parts.map(() => 'cancelled'))
    const second = await made(id)
    expect(second.id).not.toBe(first.id)
    expect((await partsOf(id)).filter(({ status }) => status === 'ready')).toHaveLength(3)
  })

  it('refuses what a person writes that does not hold', async () => {
    plan()
    const { id } = await write('Make a landing page', '', { plan: 'ask' })
    const { steps } = await made(id)
    const [first, second] = steps
    if (!first || !second) throw new Error('no steps')
    const attempt = (changed: typeof steps) => outcome(() => changePlan(owner, { id, steps: changed }))
    expect(await attempt([{ ...first, assigneeId: randomUUID() }])).toBe('invalid')
    expect(await attempt([first, first])).toBe('invalid')
    expect(
      await attempt([
        { ...first, dependsOn: [second.key] },
        { ...second, dependsOn: [first.key] },
      ]),
    ).toBe('invalid')
    expect(await attempt([{ ...first, dependsOn: ['nothing'] }])).toBe('invalid')
    expect(await attempt([{ ...first, model: 'gpt-99' }])).toBe('invalid')
    const pattern = { id: 'p', title: '', kind: 'file_matches' as const, path: 'a', pattern: '(' }
    expect(await attempt([{ ...first, checks: [pattern] }])).toBe('invalid')
    expect(await attempt([{ ...first, description: 'ok\0' }])).toBe('done')
  })
})
