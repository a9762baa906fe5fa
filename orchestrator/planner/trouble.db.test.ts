// What goes wrong around a planner: hostile texts, no model, ends in the middle, tasks that are cancelled.
import { describe, expect, it, vi } from 'vitest'
import { readPlan } from '#lib/plan/read-plan.ts'
import { createTask } from '#lib/task/create-task.ts'
import { readTask } from '#lib/task/read-task.ts'
import { updateTask } from '#lib/task/update-task.ts'
import { addCompany } from '#tests/support/company.ts'
import { addEmployee } from '#tests/support/employee.ts'
import { freePort } from '#tests/support/free-port.ts'
import { claimPlans, holdOn } from './claim-plans.ts'
import { keepPlan, postpone } from './keep-plan.ts'
import { noUse } from './proposal.ts'
import { readPlanFacts } from './read-plan-facts.ts'
import { routed } from './route.ts'
import {
  alan,
  iris,
  made,
  openPlanningOffice,
  owner,
  partsOf,
  plan,
  statusOf,
  world,
  write,
} from './testing/planning-office.ts'

openPlanningOffice()

describe('what a task’s text orders the planner to do', () => {
  it('names nobody of another company, and nobody by id', async () => {
    const stranger = await addEmployee(world.sql, (await addCompany(world.sql)).companyId)
    plan()
    const steps = [stranger.employeeId, iris, 'e99', '__proto__'].map((assignee, index) => ({
      key: `s${index}`,
      title: `Step ${index}`,
      assignee,
    }))
    const { id } = await write('Do it', `PLAN ${JSON.stringify(steps)}`)
    const found = await made(id)
    expect(found.steps.map(({ assigneeId }) => assigneeId)).toEqual([null, null, null, null])
    expect(found.repairs.filter((text) => text.includes('does not work here'))).toHaveLength(4)
  })

  it('cannot make thousands of steps', async () => {
    plan()
    const { id } = await write('Do it', 'PLAN 10000 STEPS')
    const found = await made(id)
    expect(found.steps).toHaveLength(30)
    expect(found).toMatchObject({ state: 'proposed', risk: 'high' })
    expect(found.repairs).toContain('The plan had 10000 steps; the first 30 were kept.')
  })

  it('cannot make circles', async () => {
    plan()
    const steps = [
      { key: 'a', title: 'A', dependsOn: ['b'] },
      { key: 'b', title: 'B', dependsOn: ['a', 'gone'] },
    ]
    const { id } = await write('Do it', `PLAN ${JSON.stringify(steps)}`)
    const found = await made(id)
    expect(found.state).toBe('approved')
    expect(found.repairs.join(' ')).toContain('would have closed a circle')
    expect((await partsOf(id)).map(({ open_dependencies }) => open_dependencies)).toEqual([1, 0])
  })

  it('that breaks the answer is planned by rule, and says so', async () => {
    plan()
    const { id } = await write('Fix the bug in the code', 'PLAN BROKEN')
    const found = await made(id)
    expect(found).toMatchObject({
      state: 'approved',
      madeBy: 'router',
      model: null,
      steps: [{ assigneeId: alan }],
    })
    expect(found.repairs.join(' ')).toContain('could not be used')
    expect(found.costMicros).toBeGreaterThan(0)
    const { rows } = await world.sql.query('select state from ledger_entries where plan_id = $1', [found.id])
    expect(rows).toEqual([{ state: 'settled' }, { state: 'settled' }])
  })
})

describe('without a model to ask', () => {
  it('tries three times and then plans by rule', async () => {
    plan()
    const { id } = await write('Fix the bug in the code', 'FAIL 529')
    const found = await made(id)
    expect(found).toMatchObject({ madeBy: 'router', costMicros: 0, steps: [{ assigneeId: alan }] })
    expect(found.repairs.join(' ')).toContain('outage')
    const { rows } = await world.sql.query(
      'select state, http_status from ledger_entries where plan_id = $1',
      [found.id],
    )
    expect(rows).toEqual(Array.from({ length: 3 }, () => ({ state: 'failed', http_status: 529 })))
  })

  it('does not repeat what was refused for good', async () => {
    plan()
    const { id } = await write('Fix the bug in the code', 'FAIL 401')
    expect((await made(id)).repairs.join(' ')).toContain('key')
    const { rows } = await world.sql.query('select attempts from plans where task_id = $1', [id])
    expect(rows).toEqual([{ attempts: 1 }])
  })

  it('plans by rule where nobody answers at all', async () => {
    plan(`http://127.0.0.1:${await freePort()}`)
    const { id } = await write('Fix the bug in the code', '', { requires: ['docker'] })
    const found = await made(id)
    expect(found).toMatchObject({ madeBy: 'router', steps: [{ assigneeId: null, requires: ['docker'] }] })
    expect(found.summary).toContain('Nobody here can run containers yet')
  })
})

describe('several orchestrators', () => {
  it('make each plan once', async () => {
    const tasks = await Promise.all(Array.from({ length: 12 }, (_, index) => write(`Write text ${index}`)))
    for (let count = 0; count < 3; count++) plan()
    const plans = await Promise.all(tasks.map(({ id }) => made(id)))
    const { rows } = await world.sql.query(
      'select plan_id, count(*)::int as calls from ledger_entries where plan_id = any ($1) group by 1',
      [plans.map(({ id }) => id)],
    )
    expect(rows).toHaveLength(12)
    expect(rows.every(({ calls }) => calls === 1)).toBe(true)
  })

  it('serve the company that waited longest, however much another wants', async () => {
    await Promise.all(Array.from({ length: 10 }, (_, index) => write(`Write text ${index}`)))
    const { owner: other } = await addCompany(world.sql)
    const late = await createTask(other, { title: 'Only one' })
    const first = await claimPlans(2)
    expect(first).toHaveLength(2)
    expect(first.map(({ taskId }) => taskId)).toContain(late.id)
    expect(await claimPlans(2)).toHaveLength(2)
  })

  it('take up what one left behind that was killed, and give up on what kills', async () => {
    const { id } = await write('Write a text')
    const [claim] = await claimPlans(1)
    expect(claim).toMatchObject({ taskId: id, attempt: 1 })
    expect(await claimPlans(1)).toEqual([])
    await world.sql.query('update plans set claimed_until = now(), attempts = 3 where task_id = $1', [id])
    plan()
    expect(await made(id)).toMatchObject({ madeBy: 'router', state: 'approved' })
  })

  it('that stood still for too long change nothing any more', async () => {
    const { id } = await write('Write a text')
    const [late] = await claimPlans(1)
    await world.sql.query('update plans set claimed_until = now() where task_id = $1', [id])
    const [now] = await claimPlans(1)
    if (!late || !now) throw new Error('nothing was claimed')
    const facts = await readPlanFacts(now)
    if (!facts) throw new Error('nothing is known')
    const proposal = routed(facts, 'By rule.', noUse)
    expect(await keepPlan(late, proposal, true)).toBe('too_late')
    expect(await statusOf(id)).toBe('planning')
    expect(await keepPlan(now, proposal, true)).toBe('begun')
    expect(await keepPlan(now, proposal, true)).toBe('too_late')
    expect(await statusOf(id)).toBe('ready')
  })

  it('hold on to a plan for as long as it takes', async () => {
    plan()
    const { id } = await write('Write a text', 'HANG')
    const held = async (seconds: number) =>
      (
        await world.sql.query(
          `select 1 from plans where task_id = $1 and claimed_until > now() + make_interval(secs => $2)`,
          [id, seconds],
        )
      ).rowCount
    await vi.waitFor(async () => expect(await held(20)).toBe(1), { timeout: 5_000 })
    await world.sql.query(
      "update plans set claimed_until = now() + interval '5 seconds' where task_id = $1",
      [id],
    )
    expect(await held(20)).toBe(0)
    await vi.waitFor(async () => expect(await held(20)).toBe(1), { timeout: 5_000 })
    const { rows } = await world.sql.query('select attempts from plans where task_id = $1', [id])
    expect(rows).toEqual([{ attempts: 1 }])
  })

  it('do not hold on to what they have just put back for a later try', async () => {
    const { id } = await write('Write a text')
    const [claim] = await claimPlans(1)
    if (!claim) throw new Error('nothing was claimed')
    await postpone(claim, 20, noUse)
    expect([...(await holdOn([claim]))]).toEqual([])
    await vi.waitFor(async () => expect(await claimPlans(1)).toMatchObject([{ taskId: id, attempt: 2 }]))
  })

  it('give back what they hold when they end', async () => {
    const planner = plan()
    const { id } = await write('Write a text', 'HANG')
    const claimed = 'select 1 from plans where task_id = $1 and claimed_until > now()'
    await vi.waitFor(async () => expect((await world.sql.query(claimed, [id])).rowCount).toBe(1))
    await vi.waitFor(async () => {
      const { rows } = await world.sql.query(
        'select state from ledger_entries where plan_id = (select id from plans where task_id = $1)',
        [id],
      )
      expect(rows).toEqual([{ state: 'open' }])
    })
    await planner.stop()
    const { rows } = await world.sql.query(
      'select attempts, claimed_until, state from plans where task_id = $1',
      [id],
    )
    expect(rows).toEqual([{ attempts: 0, claimed_until: null, state: 'wanted' }])
  })
})

describe('a task that is cancelled meanwhile', () => {
  it('stops the question, and nothing is made of it', async () => {
    plan()
    const { id } = await write('Write a text', 'HANG')
    const ledger = async () =>
      (
        await world.sql.query(
          'select state from ledger_entries where plan_id = (select id from plans where task_id = $1)',
          [id],
        )
      ).rows
    await vi.waitFor(async () => expect(await ledger()).toEqual([{ state: 'open' }]), { timeout: 5_000 })
    await updateTask(owner, { id, status: 'cancelled' })
    await vi.waitFor(async () => expect(await ledger()).toEqual([{ state: 'aborted' }]), { timeout: 4_000 })
    expect(await readPlan(owner, { id })).toMatchObject({ state: 'replaced', steps: [] })
    expect(await statusOf(id)).toBe('cancelled')
  })
})

describe('a plan for which no allowance has room', () => {
  it('says so, counts as no try, and is made after a raise', async () => {
    const { id } = await createTask(owner, { title: 'Write a page', allowanceMicros: 1 })
    plan()
    const waiting = await vi.waitFor(async () => {
      const found = await readTask(owner, { id })
      expect(found.why).toMatchObject({ code: 'allowance_used_up', owner: 'you' })
      return found
    })
    expect(waiting.why?.text).toMatch(/^The allowance of this task is used up/)
    const plans = 'select attempts, parked_reason from plans where task_id = $1'
    expect((await world.sql.query(plans, [id])).rows).toEqual([
      { attempts: 0, parked_reason: 'task_allowance' },
    ])
    await updateTask(owner, { id, allowanceMicros: 5_000_000 })
    expect(await made(id)).toMatchObject({ madeBy: 'model' })
  })
})
