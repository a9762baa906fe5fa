// Claims that go in one statement: each gets what it would have got alone, and none of them holds up or harms another.
import { randomBytes } from 'node:crypto'
import pg from 'pg'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import type { KeyHolder } from '#lib/access/caller.ts'
import { addCompany, addKey, insertRow } from '#tests/support/company.ts'
import { addEmployee } from '#tests/support/employee.ts'
import { addTask, addWorker } from '#tests/support/tasks.ts'
import { openVerbWorld, outcome, type VerbWorld } from '#tests/support/verbs.ts'
import { claimRun } from './claim-run.ts'

interface Asker {
  key: KeyHolder
  workerId: string
}

interface Answer {
  place: number
  answer: 'claimed' | 'nothing' | 'alone'
  company_id: string | null
  task: { id: string } | null
}

let world: VerbWorld
let key: KeyHolder

beforeAll(async () => {
  world = await openVerbWorld()
})
afterAll(() => world.close())
beforeEach(async () => {
  key = await newKey()
})

const newKey = async (facts = {}) =>
  addKey(world.sql, (await addCompany(world.sql, facts)).companyId, { scopes: ['work'] })
const task = (columns = {}, of = key) => addTask(world.sql, of.companyId, columns)
const worker = (columns = {}, of = key) => addWorker(world.sql, of.companyId, columns)
const asker = async (columns = {}, of = key): Promise<Asker> => ({
  key: of,
  workerId: await worker(columns, of),
})
const askers = (count: number) => Promise.all(Array.from({ length: count }, () => asker()))

/** In the order of those who ask. */
async function together(who: Asker[]): Promise<Answer[]> {
  const { rows } = await world.sql.query<Answer>(
    'select * from deskhand.claim_runs_as($1, $2, $3, $4, $5) order by place',
    [
      who.map((one) => one.key.companyId),
      who.map((one) => one.key.apiKeyId),
      who.map((one) => one.workerId),
      who.map(() => randomBytes(32)),
      who.map(() => 60),
    ],
  )
  expect(rows.map(({ place }) => place)).toEqual(who.map((_, at) => at + 1))
  return rows
}
const answersTo = async (who: Asker[]) => (await together(who)).map(({ answer }) => answer)
const tasksOf = (answers: Answer[]) => answers.flatMap((one) => one.task?.id ?? [])
const claim = ({ key: caller, workerId }: Asker) => claimRun(caller, { workerId })
const run = (text: string, values: unknown[] = []) => world.sql.query(text, values)

describe('one statement', () => {
  it('gives each the next task in the order in which they ask, and no task twice', async () => {
    const old = await task()
    const young = await task()
    const urgent = await task({ priority: 3 })
    const own = await task({ requires: ['gpu'], priority: 0 })
    const who = [
      await asker(),
      await asker(),
      await asker({ capabilities: ['gpu'] }),
      await asker({ capabilities: ['gpu'] }),
    ]
    expect(tasksOf(await together([...who, await asker()]))).toEqual([urgent, old, young, own])
  })

  it('looks past the tasks that others of it have got, however many they are', async () => {
    const tasks = []
    for (let count = 0; count < 40; count++) tasks.push(await task())
    expect(tasksOf(await together(await askers(40)))).toEqual(tasks)
  })

  it('has one winner among a hundred', async () => {
    const only = await task()
    const answers = await together(await askers(100))
    expect(tasksOf(answers)).toEqual([only])
    expect(answers.filter(({ answer }) => answer === 'nothing')).toHaveLength(99)
  })

  it('gives a worker no more than it may have, also when it asks twice', async () => {
    for (let count = 0; count < 6; count++) await task()
    const [one, three] = [await asker(), await asker({ max_concurrent: 3 })]
    expect(await answersTo([one, three, one, three, three, three])).toEqual([
      'claimed',
      'claimed',
      'nothing',
      'claimed',
      'claimed',
      'nothing',
    ])
    expect(await answersTo([one, three])).toEqual(['nothing', 'nothing'])
  })

  it('gives nobody what is of another company', async () => {
    const other = await newKey()
    const [mine, theirs] = [await task(), await task({}, other)]
    await task({}, other)
    const here = await asker({ max_concurrent: 9 })
    const there = await asker({}, other)
    const answers = await together([here, there, here])
    expect(answers).toMatchObject([
      { answer: 'claimed', company_id: key.companyId, task: { id: mine } },
      { answer: 'claimed', company_id: other.companyId, task: { id: theirs } },
      { answer: 'nothing', company_id: null, task: null },
    ])
    const stolen = { ...key, companyId: other.companyId }
    expect(
      await answersTo([
        { key, workerId: there.workerId },
        { key: stolen, workerId: there.workerId },
      ]),
    ).toEqual(['alone', 'alone'])
    const { rows } = await run(
      'select count(*)::int from runs join tasks on tasks.id = task_id where runs.company_id <> tasks.company_id',
    )
    expect(rows).toEqual([{ count: 0 }])
  })

  it('refuses nobody: who may not claim, or would have to wait, is to ask alone, and the others get theirs', async () => {
    const [unpaid, revoked, expired] = [await newKey({ planKey: null }), await newKey(), await newKey()]
    await run('update api_keys set revoked_at = now() where id = $1', [revoked.apiKeyId])
    await run('update api_keys set expires_at = now() where id = $1', [expired.apiKeyId])
    for (const of of [key, key, key, unpaid, revoked, expired]) await task({}, of)
    const drained = await asker({ draining_at: new Date() })
    const { employeeId } = await addEmployee(world.sql, key.companyId)
    const desk = await asker({ employee_id: employeeId, executor: 'openclaw' })
    const who = [
      await asker(),
      await asker({}, revoked),
      await asker({}, expired),
      await asker({}, unpaid),
      drained,
      desk,
      await asker({ forgotten_at: new Date() }),
      { key, workerId: key.apiKeyId },
      await asker(),
    ]
    expect(await answersTo(who)).toEqual([
      'claimed',
      'alone',
      'alone',
      'nothing',
      'nothing',
      'alone',
      'alone',
      'alone',
      'claimed',
    ])
  })

  it('leaves what is a part to a claim of its own, and gives the others what comes next', async () => {
    const part = await task({ parent_id: await task(), priority: 3 })
    const next = await task()
    const [first, second] = await askers(2)
    if (!first || !second) throw new Error('Two were added')
    expect(await together([first, second])).toMatchObject([
      { answer: 'alone' },
      { answer: 'claimed', task: { id: next } },
    ])
    expect((await claim(first))?.task.id).toBe(part)
  })

  it('tells of a task all that a single claim tells of it', async () => {
    const [plain, after, talked, equipped] = [await task(), await task(), await task(), await task()]
    const first = await task({ status: 'done', title: 'First' })
    await insertRow(world.sql, 'task_dependencies', {
      company_id: key.companyId,
      task_id: after,
      depends_on_id: first,
    })
    await insertRow(world.sql, 'task_comments', {
      company_id: key.companyId,
      task_id: talked,
      author_kind: 'member',
      author_name: 'Iris',
      text: 'Soon, please',
    })
    await insertRow(world.sql, 'task_files', {
      company_id: key.companyId,
      task_id: equipped,
      kind: 'attachment',
      path: 'brief.pdf',
      media_type: 'application/pdf',
      size_bytes: 4,
      sha256: randomBytes(32),
      content: Buffer.from('four'),
    })
    const told = (await together(await askers(4))).map((one) => one.task)
    const { rows } = await run(
      'select deskhand.claimed_task(task) as task from tasks task where id = any ($1) order by number',
      [[plain, after, talked, equipped]],
    )
    expect(told).toEqual(rows.map((row) => row.task))
    expect(told).toMatchObject([
      { before: [], comments: [], files: [], parent: null },
      { before: [{ id: first, title: 'First' }] },
      { comments: [{ authorName: 'Iris', text: 'Soon, please' }] },
      { files: [{ path: 'brief.pdf', sizeBytes: 4 }] },
    ])
  })

  it('writes what a single claim writes', async () => {
    const written = async (id: string) => {
      const { rows } = await run(
        `select (to_jsonb(task) - '{id,number,status_at,updated_at,created_at,available_at,claim_order}'::text[]) as task,
          to_jsonb(run) - '{id,task_id,worker_id,lease_hash,lease_expires_at,claimed_at}'::text[] as run,
          run.lease_expires_at - run.claimed_at as lease, task.status_at = run.claimed_at as is_same_moment,
          (select array_agg(line.kind || line.actor_kind || (line.actor_id = run.worker_id) || (line.run_id = run.id) || (line.data ->> 'attempt')
            || (line.data ->> 'workerName' = worker.name) || (line.data ->> 'workerId' = worker.id::text)) from task_timeline line
            where line.task_id = task.id and kind = 'claimed') as lines,
          (select array_agg(kind || company_id || coalesce(employee_id::text, '') order by id) from events where subject_id = task.id and id > $2) as events
        from tasks task join runs run on run.task_id = task.id join workers worker on worker.id = run.worker_id where task.id = $1`,
        [id, before],
      )
      expect(rows).toHaveLength(1)
      return rows
    }
    const [first, second] = [await task(), await task()]
    const {
      rows: [{ max: before }],
    } = await run('select max(id) from events')
    const [one, other] = [await asker(), await asker()]
    await run(`update workers set seen_at = now() - interval '1 minute' where id = $1`, [one.workerId])
    await together([one])
    await run('select * from deskhand.claim_run_as($1, $2, $3, $4, 60)', [
      key.companyId,
      key.apiKeyId,
      other.workerId,
      randomBytes(32),
    ])
    expect(await written(first)).toEqual(await written(second))
    const { rows } = await run(
      `select seen_at > now() - interval '5 seconds' as seen from workers where id = $1`,
      [one.workerId],
    )
    expect(rows).toEqual([{ seen: true }])
  })
})

describe('what somebody else holds', () => {
  let holder: pg.Client
  beforeAll(async () => {
    holder = new pg.Client({ connectionString: world.databaseUrl })
    await holder.connect()
  })
  beforeEach(() => holder.query('begin'))
  afterAll(() => holder.end())

  it('a worker: is not waited for', async () => {
    await task()
    const [held, free] = await askers(2)
    if (!held || !free) throw new Error('Two were added')
    await holder.query('select from workers where id = $1 for update', [held.workerId])
    expect(await answersTo([held, free])).toEqual(['alone', 'claimed'])
    await holder.query('rollback')
    expect(await claim(held)).toBeUndefined()
  })

  it('tasks: are looked past, and however many they are, nobody is told that there is nothing', async () => {
    const tasks: string[] = []
    for (let count = 0; count < 16; count++) tasks.push(await task())
    const [three, others] = [await askers(3), await askers(3)]
    const hold = (count: number) =>
      holder.query('select from tasks where id = any ($1) for update', [tasks.slice(0, count)])
    await hold(4)
    expect(tasksOf(await together(three))).toEqual([tasks[6], tasks[4], tasks[5]])
    await hold(15)
    expect(await answersTo(others)).toEqual(['alone', 'alone', 'alone'])
    const [first] = others
    expect(first && (await claim(first))?.task.id).toBe(tasks[15])
    await holder.query('rollback')
  })

  it('the events of a company: hold up no other company', async () => {
    const other = await newKey()
    for (const of of [key, other]) await task({}, of)
    const [here, there] = [await asker(), await asker({}, other)]
    await holder.query(`select pg_advisory_xact_lock(hashtextextended('deskhand.events:' || $1::text, 0))`, [
      key.companyId,
    ])
    expect(await answersTo([here, there])).toEqual(['alone', 'claimed'])
    await holder.query('rollback')
    expect(await claim(here)).toBeDefined()
  })
})

describe('claims at the same moment', () => {
  it('go in few statements', async () => {
    for (let count = 0; count < 64; count++) await task()
    const who = await askers(64)
    expect((await Promise.all(who.map(claim))).filter(Boolean)).toHaveLength(64)
    const { rows } = await run('select count(distinct xmin::text)::int from runs where company_id = $1', [
      key.companyId,
    ])
    expect(rows[0].count).toBeLessThan(16)
  })

  it('of many companies are shared by several statements', async () => {
    const who: Asker[] = []
    for (let count = 0; count < 48; count++) {
      const of = await newKey()
      await task({}, of)
      who.push(await asker({}, of))
    }
    expect((await Promise.all(who.map(claim))).filter(Boolean)).toHaveLength(48)
    const { rows } = await run(
      'select count(*)::int from runs where company_id = any ($1) group by xmin::text order by 1 desc',
      [who.map((one) => one.key.companyId)],
    )
    expect(rows[0].count).toBeLessThan(24)
    expect(rows.length).toBeLessThan(24)
  })

  it('are each refused or served by themselves', async () => {
    const [unpaid, revoked] = [await newKey({ planKey: null }), await newKey()]
    await run('update api_keys set revoked_at = now() where id = $1', [revoked.apiKeyId])
    for (const of of [key, key, unpaid, revoked]) await task({}, of)
    const who = [
      await asker(),
      await asker({}, revoked),
      await asker({}, unpaid),
      { key, workerId: 'nobody' },
      await asker(),
    ]
    expect(await Promise.all(who.map((one) => outcome(() => claim(one))))).toEqual([
      'done',
      'not_found',
      'payment_required',
      'not_found',
      'done',
    ])
    const { rows } = await run('select count(*)::int from runs where company_id = $1', [key.companyId])
    expect(rows).toEqual([{ count: 2 }])
  })

  it('are not lost by what only one of them runs into', async () => {
    for (let count = 0; count < 6; count++) await task()
    const who = await askers(6)
    await run(
      `create function stumble() returns trigger language plpgsql as 'begin raise exception ''it stumbles''; end'`,
    )
    await run(
      `create trigger stumble before insert on runs for each row when (new.worker_id = '${who[2]?.workerId}') execute function stumble()`,
    )
    const claims = await Promise.allSettled(who.map(claim))
    await run('drop trigger stumble on runs')
    expect(claims.map(({ status }) => status)).toEqual([
      'fulfilled',
      'fulfilled',
      'rejected',
      'fulfilled',
      'fulfilled',
      'fulfilled',
    ])
    const tasks = claims.flatMap((one) =>
      one.status === 'fulfilled' && one.value ? [one.value.task.id] : [],
    )
    expect(new Set(tasks).size).toBe(5)
  })
})
