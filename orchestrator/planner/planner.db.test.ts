// The planner against the practice model over HTTP and a real Postgres: what people find when they look at their task.
import { randomUUID } from 'node:crypto'
import pino from 'pino'
import { Registry } from 'prom-client'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest'
import type { Member } from '#lib/access/caller.ts'
import { transact } from '#lib/db/transact.ts'
import { fire } from '#lib/employee/fire.ts'
import { costMicrosOf, type Model, modelById } from '#lib/model/models.ts'
import { approvePlan } from '#lib/plan/approve-plan.ts'
import { askForPlan } from '#lib/plan/ask-for-plan.ts'
import { changePlan } from '#lib/plan/change-plan.ts'
import { readPlan } from '#lib/plan/read-plan.ts'
import { approveTask } from '#lib/task/approve-task.ts'
import { createTask } from '#lib/task/create-task.ts'
import { updateTask } from '#lib/task/update-task.ts'
import type { Plan } from '#lib/wire/plan.ts'
import { type PracticeModel, startPracticeModel } from '#local/practice-model/start.ts'
import { type HintListener, listenHints } from '#orchestrator/events/listen-hints.ts'
import { addCompany } from '#tests/support/company.ts'
import { addEmployee } from '#tests/support/employee.ts'
import { freePort } from '#tests/support/free-port.ts'
import { openVerbWorld, outcome, type VerbWorld } from '#tests/support/verbs.ts'
import { claimPlans } from './claim-plans.ts'
import { type Planner, startPlanner } from './start-planner.ts'

const log = pino({ level: 'silent' })
const haiku = knownModel('claude-haiku-4-5')

function knownModel(id: string): Model {
  const model = modelById(id)
  if (!model) throw new Error(`${id} is not offered`)
  return model
}

let world: VerbWorld
let practice: PracticeModel
let hints: HintListener
let owner: Member
let iris: string
let alan: string
const planners: Planner[] = []

beforeAll(async () => {
  world = await openVerbWorld()
  practice = await startPracticeModel({ port: await freePort() })
  hints = listenHints({ databaseUrl: world.databaseUrl, log })
})
afterAll(async () => {
  await hints.close()
  await practice.stop()
  await world.close()
})
beforeEach(async () => {
  owner = (await addCompany(world.sql, { name: 'Lovelace Works', planKey: 'company' })).owner
  iris = await hired('Iris', 'content-writer')
  alan = await hired('Alan', 'software-engineer')
})
afterEach(async () => {
  await Promise.all(planners.splice(0).map((planner) => planner.stop()))
  await world.sql.query("update plans set state = 'replaced' where state in ('wanted', 'proposed')")
})

async function hired(name: string, roleKey: string): Promise<string> {
  const employee = { name, role_key: roleKey }
  return (await addEmployee(world.sql, owner.companyId, { employee })).employeeId
}

function plan(url = practice.url): Planner {
  const pace = { backOffMs: [20, 20], answerWithinMs: 5_000, sweepMs: 50 }
  const planner = startPlanner({
    upstream: { url, apiKey: undefined },
    model: haiku,
    hints,
    registry: new Registry(),
    log,
    pace,
  })
  planners.push(planner)
  return planner
}

const write = (title: string, description = '', more: { plan?: 'auto' | 'ask'; requires?: string[] } = {}) =>
  createTask(owner, { title, description, ...more })

async function made(taskId: string): Promise<Plan> {
  return vi.waitFor(
    async () => {
      const found = await readPlan(owner, { id: taskId })
      expect(found.madeAt).not.toBeNull()
      return found
    },
    { timeout: 15_000, interval: 25 },
  )
}

async function partsOf(taskId: string) {
  const { rows } = await world.sql.query(
    `select id, title, status, assignee_id, part_role, part_reason, needs_review, open_dependencies, checks, plan_id
      from tasks where parent_id = $1 order by number`,
    [taskId],
  )
  return rows
}

async function statusOf(taskId: string): Promise<string> {
  const { rows } = await world.sql.query('select status from tasks where id = $1', [taskId])
  return rows[0].status
}

const setApproval = (setting: string) =>
  world.sql.query('update companies set plan_approval = $2 where id = $1', [owner.companyId, setting])

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
    }
    expect(usage.inputTokens).toBeGreaterThan(500)
    expect(usage.outputTokens).toBeGreaterThan(100)
    expect(found.costMicros).toBe(costMicrosOf(haiku, usage))
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
    expect(await attempt([{ ...first, description: 'ok\0' }])).toBe('done')
  })
})

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
