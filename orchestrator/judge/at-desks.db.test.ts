import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest'
import { insertRow } from '#tests/support/company.ts'
import { addHost } from '#tests/support/employee.ts'
import { type JudgedWorld, openJudgedWorld } from './testing/judged-world.ts'

let world: JudgedWorld

beforeAll(async () => {
  world = await openJudgedWorld()
})
afterAll(() => world.close())
beforeEach(() => world.begin())
afterEach(() => world.end())

const page = { id: 'page', title: 'The page', kind: 'file_exists', path: 'index.html' }
const headline = { id: 'headline', kind: 'file_matches', path: 'index.html', pattern: '<h1>.+</h1>' }

describe('work at a desk', () => {
  it('that holds comes to review', async () => {
    const employee = await world.atDesk()
    const run = await world.reported([page, headline], { employee })
    await world.desk.write(`tasks/${run.number}/index.html`, '<h1>Hello</h1>\n')
    world.judge()
    const { task, results } = await world.verdictOn(run)
    expect(task).toMatchObject({ status: 'in_review', feedback: '' })
    expect(results).toMatchObject([
      { check_id: 'headline', outcome: 'passed', evidence: { line: '<h1>Hello</h1>' } },
      { check_id: 'page', outcome: 'passed', text: `tasks/${run.number}/index.html is there (15 bytes).` },
    ])
  })

  it('is looked for beside its folder too, and nowhere else', async () => {
    const employee = await world.atDesk()
    const run = await world.reported([page, { ...page, id: 'other', path: 'other.html' }], { employee })
    await world.desk.write('index.html', 'Hello')
    await world.desk.write(`tasks/${run.number + 1}/other.html`, 'Of another task')
    world.judge()
    const { task, results } = await world.verdictOn(run)
    expect(results).toMatchObject([
      { check_id: 'other', outcome: 'failed' },
      { check_id: 'page', outcome: 'passed', text: 'index.html is there (5 bytes).' },
    ])
    expect(task.status).toBe('ready')
  })

  it('that does not hold goes back with what was found, then holds, and a part is done by itself', async () => {
    const employee = await world.atDesk()
    const run = await world.reported([page], { employee, task: { needs_review: false } })
    world.judge()
    const { task } = await world.verdictOn(run)
    expect(task.status).toBe('ready')
    expect(task.feedback).toBe(
      `The work was checked, and this did not hold:\n- The page: index.html is not there (looked for tasks/${run.number}/index.html or index.html).`,
    )
    await world.desk.write(`tasks/${run.number}/index.html`, 'Hello')
    const second = await insertRow(world.sql, 'runs', {
      ...{
        company_id: world.companyId,
        task_id: run.taskId,
        worker_id: run.workerId,
        employee_id: employee.employeeId,
      },
      ...{
        attempt: 2,
        lease_hash: Buffer.alloc(32),
        lease_expires_at: new Date(),
        ended_at: new Date(),
        outcome: 'completed',
      },
    })
    await world.sql.query(`update tasks set status = 'claimed', attempts = 2 where id = $1`, [run.taskId])
    await world.sql.query(`update tasks set status = 'running', checking_run_id = $2 where id = $1`, [
      run.taskId,
      second.id,
    ])
    expect((await world.verdictOn(run)).task).toMatchObject({ status: 'done', feedback: '' })
  })

  it('goes to a person when the attempts are used up', async () => {
    const employee = await world.atDesk()
    const run = await world.reported([page], { employee, task: { max_attempts: 1 } })
    world.judge()
    expect((await world.verdictOn(run)).task).toMatchObject({
      status: 'in_review',
      feedback: expect.stringContaining('The page'),
    })
  })

  it.each([
    ['test -f index.html', 'passed', ''],
    ['echo wrong >&2; exit 3', 'failed', 'ended with 3: wrong'],
    ['sleep 20', 'failed', 'had not ended after 1 seconds'],
    ['test -z "$OPENCLAW_GATEWAY_TOKEN$ANTHROPIC_API_KEY"', 'passed', ''],
    [`printf 'a\\0b'; exit 1`, 'failed', 'ended with 1'],
    [`head -c 9000 /dev/zero | tr '\\0' '\\033' | tee /dev/stderr; exit 1`, 'failed', 'ended with 1'],
  ])('by the command %s', async (command, outcome, words) => {
    const employee = await world.atDesk()
    const run = await world.reported([{ id: 'run', kind: 'command', command, timeoutSeconds: 1 }], {
      employee,
    })
    await world.desk.write(`tasks/${run.number}/index.html`, 'Hello')
    world.judge()
    const { results } = await world.verdictOn(run)
    expect(results).toMatchObject([{ outcome, text: expect.stringContaining(words) }])
  })

  it('is not opened by a path that says more than a path', async () => {
    const employee = await world.atDesk()
    const evil = { ...page, path: '"; touch pwned; echo "$(touch pwned)`touch pwned`' }
    const run = await world.reported([evil, { ...page, id: 'pwned', path: 'pwned' }], { employee })
    world.judge()
    expect((await world.verdictOn(run)).results).toMatchObject([{ outcome: 'failed' }, { outcome: 'failed' }])
  })

  it('waits for a desk that sleeps, and wakes it', async () => {
    const employee = await world.atDesk({ desired_state: 'asleep', observed_state: 'stopped' })
    const run = await world.reported([page], { employee })
    await world.desk.write('index.html', 'Hello')
    world.judge()
    const desiredOf = async () =>
      (await world.sql.query('select desired_state from desks where id = $1', [employee.deskId])).rows[0]
        .desired_state
    await vi.waitFor(async () => expect(await desiredOf()).toBe('running'), { timeout: 5000 })
    expect(await world.taskOf(run)).toMatchObject({ status: 'running', checking_run_id: run.runId })
    await world.sql.query(`update desks set observed_state = 'ready' where id = $1`, [employee.deskId])
    expect((await world.verdictOn(run)).task.status).toBe('in_review')
  })

  it('at a desk that is gone goes to a person', async () => {
    const employee = await world.atDesk({ desired_state: 'absent' })
    const run = await world.reported([page], { employee, task: { needs_review: false } })
    world.judge()
    const { task, results } = await world.verdictOn(run)
    expect(results).toMatchObject([{ outcome: 'error', text: 'Ada’s desk is gone.' }])
    expect(task).toMatchObject({ status: 'in_review', feedback: expect.stringContaining('a person has to') })
  })

  it('at a desk that does not answer is looked at again', async () => {
    const employee = await world.atDesk()
    const run = await world.reported([page], { employee })
    await world.desk.write('index.html', 'Hello')
    world.desk.setDown(true)
    world.judge()
    await vi.waitFor(async () => expect(await world.resultsOf(run)).toMatchObject([{ outcome: 'error' }]))
    expect(await world.taskOf(run)).toMatchObject({ status: 'running', checking_run_id: run.runId })
    world.desk.setDown(false)
    // Its pause is over sooner than it would be.
    await vi.waitFor(async () => {
      const { rowCount } = await world.sql.query(
        'update runs set judged_until = now() where id = $1 and judge_tries = 1',
        [run.runId],
      )
      expect(rowCount).toBe(1)
    })
    const { task, results } = await world.verdictOn(run)
    expect(task.status).toBe('in_review')
    expect(results).toMatchObject([{ outcome: 'passed' }])
  })

  it('is left to the host where the desk stands', async () => {
    const elsewhere = await addHost(world.sql)
    const away = await world.reported([page], { employee: await world.atDesk({ host_id: elsewhere }) })
    const here = await world.reported([page], { employee: await world.atDesk() })
    world.judge()
    await world.verdictOn(here)
    expect(await world.taskOf(away)).toMatchObject({ checking_run_id: away.runId })
    await world.sql.query('update tasks set checking_run_id = null where id = $1', [away.taskId])
  })

  it.each([true, false])(
    'at a host that is gone for good goes to a person, by whoever comes (%s)',
    async (mayAct) => {
      const gone = await addHost(world.sql, { seen_at: new Date(Date.now() - 20 * 60_000) })
      const lately = await addHost(world.sql, { seen_at: new Date(Date.now() - 10 * 60_000) })
      const lost = await world.reported([page], {
        employee: await world.atDesk({ host_id: gone }),
        task: { needs_review: false },
      })
      const away = await world.reported([page], { employee: await world.atDesk({ host_id: lately }) })
      world.judge(mayAct)
      const { task, results } = await world.verdictOn(lost)
      expect(results).toMatchObject([
        { outcome: 'error', text: expect.stringContaining('has not been seen') },
      ])
      expect(task).toMatchObject({
        status: 'in_review',
        feedback: expect.stringContaining('a person has to'),
      })
      expect(await world.taskOf(away)).toMatchObject({ checking_run_id: away.runId })
      await world.sql.query('update tasks set checking_run_id = null where id = $1', [away.taskId])
    },
  )

  it('waits for the own host, however long that was away', async () => {
    const seenAt = 'update hosts set seen_at = $1 where name = $2'
    await world.sql.query(seenAt, [new Date(Date.now() - 20 * 60_000), 'here'])
    const run = await world.reported([page], { employee: await world.atDesk() })
    const outside = await world.reported([{ id: 'words', kind: 'text_contains', text: 'Hello' }])
    world.judge(false)
    await world.verdictOn(outside)
    expect(await world.taskOf(run)).toMatchObject({ checking_run_id: run.runId })
    await world.desk.write('index.html', 'Hello')
    world.judge()
    expect((await world.verdictOn(run)).results).toMatchObject([{ outcome: 'passed' }])
    await world.sql.query(seenAt, [new Date(), 'here'])
  })

  it('is not looked into by a process that looks after no desks', async () => {
    const desks = await world.reported([page], { employee: await world.atDesk() })
    const outside = await world.reported([{ id: 'words', kind: 'text_contains', text: 'Hello' }], {
      run: { summary: 'Hello' },
    })
    world.judge(false)
    await world.verdictOn(outside)
    expect(await world.taskOf(desks)).toMatchObject({ checking_run_id: desks.runId })
    await world.sql.query('update tasks set checking_run_id = null where id = $1', [desks.taskId])
  })
})
