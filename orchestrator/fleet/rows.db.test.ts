import pg from 'pg'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { closeDatabase, openDatabase } from '#lib/db/database.ts'
import { verifyModelKey } from '#lib/desk/desk-keys.ts'
import { addCompany, insertRow } from '#tests/support/company.ts'
import { type FreshDatabase, freshDatabase } from '#tests/support/database.ts'
import { addAnswer, addEmployee, addHost, addMessage, type Employee } from '#tests/support/employee.ts'
import { readDesired, type WantedDesk } from './read-desired.ts'
import { writeObserved } from './write-observed.ts'

const installation = { installationSecret: 'i'.repeat(40), modelProxyUrl: 'http://127.0.0.1:3002' }
let fresh: FreshDatabase
let sql: pg.Client
let hostId: string
let ada: Employee
let company: Awaited<ReturnType<typeof addCompany>>

beforeAll(async () => {
  fresh = await freshDatabase()
  openDatabase({ databaseUrl: fresh.databaseUrl, maxConnections: 3, applicationName: 'test' })
  sql = new pg.Client({ connectionString: fresh.databaseUrl })
  await sql.connect()
})
afterAll(async () => {
  await sql.end()
  await closeDatabase()
  await fresh.drop()
})
beforeEach(async () => {
  hostId = await addHost(sql)
  company = await addCompany(sql, { name: 'Acme' })
  ada = await addEmployee(sql, company.companyId, { desk: { host_id: hostId } })
})

async function onlyDesk(): Promise<WantedDesk> {
  const [desk, ...others] = await readDesired(hostId, installation)
  if (!desk || others.length > 0) throw new Error('not exactly one desk')
  return desk
}

describe('what is wanted', () => {
  it('is all a runtime needs to make the desk', async () => {
    const { desired, history, spec } = await onlyDesk()
    expect(desired).toMatchObject({
      deskId: ada.deskId,
      state: 'running',
      generation: 1,
      nudge: 0,
      isBusy: false,
      fault: null,
    })
    expect(history).toMatchObject({
      state: 'none',
      phase: 'waiting_for_host',
      crashes: [],
      nextAttemptAt: null,
    })
    expect(spec?.files.map(({ path }) => path)).toEqual(
      expect.arrayContaining(['SOUL.md', 'IDENTITY.md', 'AGENTS.md', 'USER.md']),
    )
    expect(JSON.stringify(spec?.gatewayConfig({ port: 4711, workspaceDir: '/w', stateDir: '/s' }))).toContain(
      '4711',
    )
    expect(
      verifyModelKey(
        installation.installationSecret,
        spec?.environment.ANTHROPIC_API_KEY ?? '',
        ada.deskId,
        1,
      ),
    ).toBe(true)
  })

  it('is the same each time it is read', async () => {
    const [one, two] = [await onlyDesk(), await onlyDesk()]
    expect(two.desired).toEqual(one.desired)
  })

  it.each([
    ['the name', "update employees set name = 'Grace' where id = $1", ['filesHash']],
    ['the skills', "update employees set skills = '{weekly-plan}' where id = $1", ['filesHash']],
    [
      'the model, which goes along with each message',
      "update employees set model = 'claude-haiku-4-5' where id = $1",
      [],
    ],
    [
      'the company',
      "update companies set about = 'Anvils.' where id = (select company_id from employees where id = $1)",
      ['filesHash'],
    ],
    [
      'the generation',
      'update desks set desired_generation = 2 where employee_id = $1',
      ['generation', 'configHash'],
    ],
  ])('follows a change of %s', async (_, change, changed) => {
    const before = (await onlyDesk()).desired
    await sql.query(change, [ada.employeeId])
    const after = (await onlyDesk()).desired
    const differs = (['filesHash', 'configHash', 'generation'] as const).filter(
      (field) => before[field] !== after[field],
    )
    expect(differs.sort()).toEqual([...changed].sort())
  })

  it('knows who is in the middle of an answer', async () => {
    await addAnswer(sql, ada, await addMessage(sql, ada, company.owner), { status: 'streaming' })
    expect((await onlyDesk()).desired.isBusy).toBe(true)
  })

  it('knows who works on a task, and who only waits for a person', async () => {
    const task = await insertRow(sql, 'tasks', { company_id: ada.companyId, title: 'Do it', status: 'ready' })
    const worker = await insertRow(sql, 'workers', {
      company_id: ada.companyId,
      name: 'Ada',
      executor: 'openclaw',
    })
    const run = await insertRow(sql, 'runs', {
      company_id: ada.companyId,
      task_id: task.id,
      worker_id: worker.id,
      employee_id: ada.employeeId,
      attempt: 1,
      lease_hash: Buffer.alloc(32),
      lease_expires_at: new Date(),
    })
    expect((await onlyDesk()).desired.isBusy).toBe(true)
    const about = { company_id: ada.companyId, task_id: task.id, run_id: run.id }
    await insertRow(sql, 'questions', { ...about, asker_key: 'ask_1', text: 'When?' })
    expect((await onlyDesk()).desired.isBusy).toBe(false)
  })

  it('of a desk that cannot be rendered says why, and the others are read all the same', async () => {
    await sql.query("update employees set role_key = 'astronaut' where id = $1", [ada.employeeId])
    const bob = await addEmployee(sql, company.companyId, { desk: { host_id: hostId } })
    const desks = await readDesired(hostId, installation)
    expect(desks.map(({ desired }) => [desired.deskId, desired.fault?.code])).toEqual([
      [ada.deskId, 'cannot_be_made'],
      [bob.deskId, undefined],
    ])
  })

  it('leaves out other hosts and what is gone', async () => {
    await addEmployee(sql, company.companyId, { desk: { host_id: await addHost(sql) } })
    await addEmployee(sql, company.companyId, {
      desk: { host_id: hostId, desired_state: 'absent', observed_state: 'gone' },
    })
    expect((await onlyDesk()).desired.deskId).toBe(ada.deskId)
  })
})

describe('what was observed', () => {
  const now = Date.parse('2026-11-21T12:00:00Z')
  const report = {
    state: 'starting' as const,
    phase: 'starting_gateway',
    generation: 1,
    nudge: 0,
    failure: null,
    crashes: [],
    nextAttemptAt: null,
    build: { release: null, proven: null, complaint: null },
    phaseSince: null,
  }
  const write = async (changes: Partial<Parameters<typeof writeObserved>[0]['report']>, at = now) =>
    writeObserved({
      deskId: ada.deskId,
      hostId,
      past: (await onlyDesk()).history,
      report: { ...report, ...changes },
      now: at,
    })
  const row = async () => (await sql.query('select * from desks where id = $1', [ada.deskId])).rows[0]

  it('is written, read back the same, and written once', async () => {
    const failure = { code: 'crashed', text: 'It crashed.', action: 'Start it.' }
    const changes = {
      state: 'failed' as const,
      phase: 'given_up',
      failure,
      crashes: [now - 5000, now],
      nextAttemptAt: now + 1000,
      build: { release: 'desk:2', proven: 'desk:1', complaint: failure },
    }
    expect(await write(changes)).toBe(true)
    const { phaseSince: _, ...expected } = { ...report, ...changes }
    expect((await onlyDesk()).history).toEqual({ ...expected, phaseAt: now })
    expect(await write(changes, now + 60_000)).toBe(false)
  })

  it('tells when a phase began', async () => {
    await write({})
    await write({ crashes: [now] }, now + 3000)
    expect((await row()).observed_phase_at).toEqual(new Date(now))
    await write({ phase: 'waiting_for_ready', phaseSince: now }, now + 6000)
    await write({ state: 'ready', phase: 'ready', phaseSince: now + 9000 }, now + 9500)
    expect(await row()).toMatchObject({ observed_phase_at: new Date(now + 9000) })
  })

  it.each([
    ['the start', [{ state: 'ready' as const, phase: 'ready' }]],
    ['the start without the warm-up', [{ phase: 'warming_up' }, { state: 'ready' as const, phase: 'ready' }]],
  ])('tells how long it took: %s, by the clock of the database', async (_, reports) => {
    await write({ isLaunch: true })
    await sql.query("update desks set launched_at = launched_at - interval '9 seconds' where id = $1", [
      ada.deskId,
    ])
    for (const changes of reports) {
      await write(changes)
      await sql.query("update desks set launched_at = launched_at - interval '9 seconds' where id = $1", [
        ada.deskId,
      ])
    }
    const { ready_after_ms: readyAfterMs, launched_at: launchedAt } = await row()
    expect(launchedAt).toBeNull()
    expect(readyAfterMs).toBeGreaterThanOrEqual(9_000)
    expect(readyAfterMs).toBeLessThan(10_000)
    await write({ phase: 'moving_in' })
    await write({ state: 'ready', phase: 'ready' })
    expect((await row()).ready_after_ms).toBe(readyAfterMs)
  })

  it('of a desk that another host has by now is left to it', async () => {
    const { history } = await onlyDesk()
    await sql.query('update desks set host_id = $1 where id = $2', [await addHost(sql), ada.deskId])
    await writeObserved({ deskId: ada.deskId, hostId, past: history, report, now })
    expect((await row()).observed_state).toBe('none')
  })

  it('gone lets a fired employee leave, and nobody else', async () => {
    const { history } = await onlyDesk()
    const gone = { ...report, state: 'gone' as const, phase: 'gone' }
    const leftAt = async () =>
      (await sql.query('select left_at from employees where id = $1', [ada.employeeId])).rows[0].left_at
    await writeObserved({ deskId: ada.deskId, hostId, past: history, report: gone, now })
    expect(await leftAt()).toBeNull()
    await sql.query('update employees set fired_at = now(), home_kept_until = now() where id = $1', [
      ada.employeeId,
    ])
    await writeObserved({ deskId: ada.deskId, hostId, past: history, report: gone, now })
    expect(await leftAt()).toEqual(new Date(now))
  })
})
