// What the dispatcher reads and decides from rows: who works, who is free, who is woken, to whom a task goes, and whose a run is.
import { randomUUID } from 'node:crypto'
import { sql } from 'kysely'
import pg from 'pg'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { closeDatabase, openDatabase } from '#lib/db/database.ts'
import { transactAsOrchestrator } from '#lib/db/transact.ts'
import { completeRun } from '#lib/run/end-run.ts'
import { heartbeat } from '#lib/run/heartbeat.ts'
import { createTask } from '#lib/task/create-task.ts'
import { readTask } from '#lib/task/read-task.ts'
import type { CreateTaskInput, Task } from '#lib/wire/task.ts'
import { newTurn } from '#orchestrator/turn/fold-turn.ts'
import type { Turn } from '#orchestrator/turn/turn.ts'
import { addCompany, type Company, insertRow } from '#tests/support/company.ts'
import { type FreshDatabase, freshDatabase } from '#tests/support/database.ts'
import { addEmployee, addHost, type Employee } from '#tests/support/employee.ts'
import { askPeople } from './ask-people.ts'
import { claimWork, readFreeDesks, takeOver } from './claim-work.ts'
import { handOver } from './hand-over.ts'
import { readRuns } from './read-runs.ts'
import { routeTasks } from './route-tasks.ts'
import type { RunFacts } from './run.ts'
import { deskOfStrayRun } from './stray-run.ts'
import { createRunWriter } from './write-run.ts'

let fresh: FreshDatabase
let pool: pg.Pool
let company: Company
let hostName: string
let ada: Employee

beforeAll(async () => {
  fresh = await freshDatabase()
  openDatabase({ databaseUrl: fresh.databaseUrl, maxConnections: 4, applicationName: 'test' })
  pool = new pg.Pool({ connectionString: fresh.databaseUrl, max: 2 })
})
afterAll(async () => {
  await pool.end()
  await closeDatabase()
  await fresh.drop()
})
beforeEach(async () => {
  company = await addCompany(pool)
  hostName = `host-${randomUUID()}`
  ada = await addPerson('Ada')
  await keepWorkers()
})

let hostId = ''
async function addPerson(
  name: string,
  desk: Record<string, unknown> = {},
  runtime = 'process',
): Promise<Employee> {
  const { rows } = await pool.query('select id from hosts where name = $1', [hostName])
  hostId = rows[0]?.id ?? (await addHost(pool, { name: hostName, runtime }))
  return addEmployee(pool, company.companyId, {
    employee: { name, skills: ['weekly-plan'] },
    desk: {
      host_id: hostId,
      desired_state: 'running',
      observed_state: 'ready',
      observed_generation: 1,
      ...desk,
    },
  })
}

const keepWorkers = () => transactAsOrchestrator((tx) => sql`select deskhand.keep_desk_workers()`.execute(tx))
async function count(call: string): Promise<number> {
  const { rows } = await transactAsOrchestrator((tx) =>
    sql<{ n: number }>`select ${sql.raw(call)} as n`.execute(tx),
  )
  return Number(rows[0]?.n)
}
const give = (more: Partial<CreateTaskInput> = {}): Promise<Task> =>
  createTask(company.owner, { title: 'Do it', plan: 'none', ...more })
const forAda = (more: Partial<CreateTaskInput> = {}) => give({ assigneeId: ada.employeeId, ...more })
const workerOf = async (employee: Employee) =>
  (await pool.query('select * from workers where employee_id = $1', [employee.employeeId])).rows[0]
const setDesk = (change: string, employee = ada) =>
  pool.query(`update desks set ${change} where id = $1`, [employee.deskId])
const deskState = async (employee = ada) =>
  (await pool.query('select desired_state from desks where id = $1', [employee.deskId])).rows[0]
    ?.desired_state
async function claimed(): Promise<RunFacts> {
  const [desk] = await readFreeDesks(hostName)
  const run = desk && (await claimWork(desk))
  if (!run) throw new Error('Nothing was claimed')
  return run
}

describe('the worker of an employee', () => {
  it('can what their role, their skills and their desk can', async () => {
    expect(await workerOf(ada)).toMatchObject({
      name: `Ada ${ada.employeeId.slice(0, 8)}`,
      executor: 'openclaw',
      capabilities: ['executive-assistant', 'openclaw', 'weekly-plan'],
      max_concurrent: 1,
    })
    hostName = `host-${randomUUID()}`
    const bob = await addPerson('Bob', {}, 'docker')
    await keepWorkers()
    expect((await workerOf(bob)).capabilities).toContain('browser')
  })

  it('follows a new name, goes with the firing and comes back', async () => {
    const { id } = await workerOf(ada)
    await pool.query("update employees set name = 'Quinn' where id = $1", [ada.employeeId])
    await keepWorkers()
    expect(await workerOf(ada)).toMatchObject({ id, name: expect.stringMatching(/^Quinn /) })
    await pool.query(
      "update employees set fired_at = now(), home_kept_until = now() + interval '1 day' where id = $1",
      [ada.employeeId],
    )
    await keepWorkers()
    expect((await workerOf(ada)).forgotten_at).not.toBeNull()
    await pool.query('update employees set fired_at = null, home_kept_until = null where id = $1', [
      ada.employeeId,
    ])
    await keepWorkers()
    expect((await workerOf(ada)).forgotten_at).toBeNull()
  })

  it('is there although somebody outside has taken the name', async () => {
    const bob = await addPerson('Bob')
    await insertRow(pool, 'workers', {
      company_id: company.companyId,
      name: `Bob ${bob.employeeId.slice(0, 8)}`,
      executor: 'command',
    })
    await keepWorkers()
    await keepWorkers()
    expect((await workerOf(bob)).name).toBe(`Bob ${bob.employeeId}`)
  })
})

describe('a free desk', () => {
  const free = async () => (await readFreeDesks(hostName)).map(({ employeeId }) => employeeId)

  it('is one that is ready and has something to do', async () => {
    expect(await free()).toEqual([])
    await forAda()
    expect(await free()).toEqual([ada.employeeId])
  })

  it.each([
    ['is starting', "observed_state = 'starting'"],
    ['is to be made again', 'desired_generation = 2'],
    ['is to sleep', "desired_state = 'asleep'"],
  ])('is not one that %s', async (_, change) => {
    await forAda()
    await setDesk(change)
    expect(await free()).toEqual([])
  })

  it('is not one that a person controls', async () => {
    await forAda()
    await insertRow(pool, 'control_leases', {
      desk_id: ada.deskId,
      company_id: company.companyId,
      employee_id: ada.employeeId,
      user_id: company.owner.userId,
      expires_at: new Date(Date.now() + 60_000),
    })
    expect(await free()).toEqual([])
  })

  it('is not one that works, or that takes nothing new', async () => {
    await forAda()
    await forAda()
    await claimed()
    expect(await free()).toEqual([])
    await pool.query('update runs set ended_at = now(), outcome = $1 where company_id = $2', [
      'cancelled',
      company.companyId,
    ])
    expect(await free()).toEqual([ada.employeeId])
    await pool.query('update workers set draining_at = now() where employee_id = $1', [ada.employeeId])
    expect(await free()).toEqual([])
  })

  it('takes what is its own and not what is somebody else’s', async () => {
    const bob = await addPerson('Bob')
    await keepWorkers()
    const task = await give({ assigneeId: bob.employeeId })
    expect(await free()).toEqual([bob.employeeId])
    expect((await claimed()).task.id).toBe(task.id)
  })
})

describe('sleep', () => {
  const idle = () =>
    Promise.all([
      pool.query("update employees set active_at = now() - interval '30 days' where id = $1", [
        ada.employeeId,
      ]),
      setDesk("desired_at = now() - interval '30 days', ready_at = now() - interval '30 days'"),
    ])

  it('does not come over a task that is there, or that is worked on', async () => {
    await forAda()
    await idle()
    await count('deskhand.sleep_idle_desks()')
    expect(await deskState()).toBe('running')
    await claimed()
    await idle()
    await count('deskhand.sleep_idle_desks()')
    expect(await deskState()).toBe('running')
    await pool.query("update tasks set status = 'cancelled' where company_id = $1", [company.companyId])
    await idle()
    await count('deskhand.sleep_idle_desks()')
    expect(await deskState()).toBe('asleep')
  })

  it('ends for a task of one’s own, and for no other', async () => {
    await setDesk("desired_state = 'asleep'")
    await give()
    await forAda({ draft: true })
    await forAda({ requires: ['docker'] })
    await count('deskhand.wake_desks_with_tasks()')
    expect(await deskState()).toBe('asleep')
    await forAda()
    await count('deskhand.wake_desks_with_tasks()')
    expect(await deskState()).toBe('running')
  })

  it('goes on where a person has paused the desk', async () => {
    await setDesk("desired_state = 'stopped'")
    await forAda()
    await count('deskhand.wake_desks_with_tasks()')
    expect(await deskState()).toBe('stopped')
  })
})

describe('a task of nobody', () => {
  const wait = (task: Task) =>
    pool.query(
      "update tasks set queued_at = now() - interval '10 seconds', available_at = now() - interval '10 seconds' where id = $1",
      [task.id],
    )
  const assignee = async (task: Task) => (await readTask(company.owner, { id: task.id })).assigneeId

  it('goes to the least loaded when nobody took it for some seconds, with the reason', async () => {
    const bob = await addPerson('Bob')
    await keepWorkers()
    await forAda()
    const task = await give()
    await routeTasks()
    expect(await assignee(task)).toBeNull()
    await wait(task)
    await routeTasks()
    expect(await assignee(task)).toBe(bob.employeeId)
    const { rows } = await pool.query(
      "select data from task_timeline where task_id = $1 and kind = 'routed'",
      [task.id],
    )
    expect(rows).toEqual([
      { data: { assigneeId: bob.employeeId, reason: 'Of 2 who can, Bob has nothing else to do.' } },
    ])
  })

  it('is left to a worker outside who is there and can take it', async () => {
    const outside = {
      company_id: company.companyId,
      name: 'Outside',
      executor: 'command',
      capabilities: ['openclaw'],
    }
    await insertRow(pool, 'workers', outside)
    const task = await give({ requires: ['openclaw'] })
    await wait(task)
    await routeTasks()
    expect(await assignee(task)).toBeNull()
    await pool.query("update workers set seen_at = now() - interval '10 minutes' where name = 'Outside'")
    await routeTasks()
    expect(await assignee(task)).toBe(ada.employeeId)
  })

  it('that nobody here can do stays', async () => {
    const task = await give({ requires: ['docker'] })
    await wait(task)
    await routeTasks()
    expect(await assignee(task)).toBeNull()
  })
})

describe('a run', () => {
  it('that is taken over goes on with a new token, and the old one is refused', async () => {
    await forAda()
    const run = await claimed()
    const [alive] = await readRuns(hostName)
    expect(alive).toMatchObject({ runId: run.runId, isAllowanceUsedUp: false, questions: [] })
    expect(alive?.desk).toBeUndefined()
    const taken = alive && (await takeOver(alive))
    expect(taken?.run.task).toEqual(run.task)
    expect(taken?.notes).toMatchObject({
      sessionKey: `agent:main:task-${run.runId}`,
      gatewayRunId: run.runId,
    })
    await expect(heartbeat('orchestrator', run)).rejects.toMatchObject({ code: 'lease_lost' })
    await heartbeat('orchestrator', { runId: run.runId, leaseToken: taken?.run.leaseToken ?? '' })
    await pool.query("update tasks set status = 'cancelled' where id = $1", [run.task.id])
    expect(alive && (await takeOver(alive))).toBeUndefined()
    expect(await deskOfStrayRun(ada.employeeId, run.runId)).toBe(ada.deskId)
  })

  it('is told why its desk will not finish it', async () => {
    await forAda()
    await claimed()
    const news = async (change: string) => {
      await setDesk(change)
      return (await readRuns(hostName))[0]?.desk
    }
    expect(await news("desired_state = 'stopped'")).toMatchObject({
      isChoice: true,
      failure: { code: 'employee_paused' },
    })
    const broken = JSON.stringify({ code: 'full', text: 'The home is full.', action: 'Make room.' })
    expect(
      await news(`desired_state = 'running', observed_state = 'failed', observed_failure = '${broken}'`),
    ).toMatchObject({ isChoice: false, failure: { text: expect.stringContaining('The home is full.') } })
  })

  it('writes what is said and done once, however often it is told', async () => {
    await forAda()
    const run = await claimed()
    const tool = {
      callId: 'c1',
      name: 'exec',
      args: { command: 'ls' },
      output: '',
      isTruncated: false,
      textOffset: 0,
      startedAt: 1000,
    }
    const turn: Turn = {
      ...newTurn(run.runId),
      text: 'one\nPROGRESS: half - way\nthree',
      tools: new Map([['c1', { ...tool, status: 'done', endedAt: 1250 }]]),
    }
    const writer = createRunWriter(run, 0, 0)
    await Promise.all([writer.write(turn, false), writer.write(turn, true)])
    // The next orchestrator knows only what is kept.
    await createRunWriter(run, 0, 3).write(turn, true)
    const lines = await pool.query('select lines from run_logs where run_id = $1 order by first_line', [
      run.runId,
    ])
    expect(lines.rows.flatMap((row) => row.lines)).toEqual(['one', 'PROGRESS: half - way', 'three'])
    const told = await pool.query(
      "select kind, actor_kind, data from task_timeline where run_id = $1 and kind in ('progress', 'tool') order by id",
      [run.runId],
    )
    expect(told.rows).toMatchObject([
      { kind: 'progress', actor_kind: 'employee', data: { state: 'half', note: 'way' } },
      { kind: 'tool', actor_kind: 'employee', data: { phase: 'started', summary: 'ls' } },
      { kind: 'tool', data: { phase: 'ended', durationMs: 250, isError: false } },
    ])
  })

  it('keeps five hundred lines about tools and no more', async () => {
    await forAda()
    const run = await claimed()
    const tools = Array.from({ length: 300 }, (_, index) => ({
      callId: `c${index}`,
      name: 'exec',
      args: {},
      output: '',
      isTruncated: false,
      textOffset: 0,
      startedAt: 0,
      endedAt: 1,
      status: 'done' as const,
    }))
    const turn = { ...newTurn(run.runId), tools: new Map(tools.map((tool) => [tool.callId, tool])) }
    await createRunWriter(run, 0, 0).write(turn, true)
    await createRunWriter(run, 0, 0).write(turn, true)
    expect(
      await count(`(select count(*) from task_timeline where run_id = '${run.runId}' and kind = 'tool')`),
    ).toBe(500)
  })

  it('asks people once', async () => {
    await forAda()
    const run = await claimed()
    const asked = { id: 'ask_1', sessionKey: '', text: 'When?', options: ['Now'], expiresAtMs: 0 }
    expect([await askPeople(run, asked), await askPeople(run, asked)]).toEqual([true, true])
    expect((await readRuns(hostName))[0]?.questions).toMatchObject([
      { askerKey: 'ask_1', text: 'When?', state: 'open' },
    ])
    const { rows } = await pool.query('select kind from notifications where task_id = $1', [run.task.id])
    expect(rows).toEqual([{ kind: 'question' }])
    await pool.query("update tasks set status = 'cancelled' where id = $1", [run.task.id])
    expect(await askPeople(run, { ...asked, id: 'ask_2' })).toBe(false)
  })
})

describe('what was made before', () => {
  it('is handed over: the newest of each file, of what the task waited for', async () => {
    const first = await forAda({ title: 'First' })
    const one = await claimed()
    const put = (runId: string, path: string, content: string, at: string) =>
      insertRow(pool, 'task_files', {
        company_id: company.companyId,
        task_id: first.id,
        run_id: runId,
        kind: 'artifact',
        path,
        media_type: 'text/plain',
        size_bytes: content.length,
        sha256: Buffer.alloc(32),
        content: Buffer.from(content),
        created_at: at,
      })
    await put(one.runId, 'a.txt', 'old', '2026-01-01')
    await put(one.runId, 'b/c.txt', 'deep', '2026-01-01')
    await pool.query("update runs set ended_at = now(), outcome = 'released' where id = $1", [one.runId])
    await pool.query("update tasks set status = 'ready' where id = $1", [first.id])
    const two = await claimed()
    await put(two.runId, 'a.txt', 'new', '2026-01-02')
    await completeRun('orchestrator', { ...two, summary: 'Made' })
    await pool.query("update tasks set status = 'done' where id = $1", [first.id])
    await forAda({ title: 'Second', dependsOn: [first.id] })
    const next = await claimed()
    const commands: string[][] = []
    const exec = async (command: string[]) => {
      commands.push(command.slice(4))
      return { exitCode: 0, stdout: '', stderr: '' }
    }
    expect(await handOver(exec, next)).toEqual(new Map([[first.number, ['a.txt', 'b/c.txt']]]))
    const written = commands.flatMap(([, place, content]) =>
      content === undefined ? [] : [[place, Buffer.from(content, 'base64').toString()]],
    )
    expect(written).toEqual([
      [`before/${first.number}/a.txt`, 'new'],
      [`before/${first.number}/b/c.txt`, 'deep'],
    ])
  })
})
