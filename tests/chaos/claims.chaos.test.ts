// Postgres is killed again and again, workers are killed and frozen: every task is done once, and nothing is recorded twice.
// DRILL_TASKS=5000 drills longer.
import { setTimeout as sleep } from 'node:timers/promises'
import { afterAll, afterEach, beforeAll, describe, expect, it, vi } from 'vitest'
import { type Drill, type DrillWorker, openDrill } from './claiming-drill.ts'

const tasks = Number(process.env.DRILL_TASKS ?? 1500)
const killEveryMs = {
  least: process.env.DRILL_TASKS ? 5_000 : 2_000,
  more: process.env.DRILL_TASKS ? 5_000 : 1_500,
}
const patience = { timeout: 240_000, interval: 100 }

let drill: Drill
const workers: DrillWorker[] = []

beforeAll(async () => {
  drill = await openDrill()
})
afterAll(() => drill.close())
afterEach(async () => {
  for (const { process } of workers.splice(0)) process.kill('SIGKILL')
  await drill.query('truncate runs, task_timeline, tasks, events cascade')
})

async function start(facts: Parameters<Drill['startWorker']>[0]): Promise<DrillWorker> {
  const worker = await drill.startWorker(facts)
  workers.push(worker)
  return worker
}

const ids = async (text: string) => (await drill.query(text)).map(({ id }) => String(id)).toSorted()
const toldOf = (kind: string) => workers.flatMap(({ told }) => told).filter((one) => one.kind === kind)

const untilAllDone = () =>
  vi.waitFor(async () => {
    expect(
      await drill.query(`select status, count(*)::int from tasks where status <> 'done' group by 1`),
    ).toEqual([])
  }, patience)

/** Until the workers have heard of everything that was recorded. */
const untilAllTold = () =>
  vi.waitFor(async () => {
    const completed = await ids(`select id from runs where outcome = 'completed'`)
    expect(
      toldOf('accepted')
        .map(({ runId }) => runId)
        .toSorted(),
    ).toEqual(completed)
  }, patience)

describe('tasks under a Postgres that is killed again and again', () => {
  it('are all done, each recorded once, and what the workers were told is what is recorded', {
    timeout: 600_000,
  }, async () => {
    await drill.addTasks(tasks)
    const all = await ids('select id from tasks')
    expect(all).toHaveLength(tasks)
    await Promise.all(Array.from({ length: 8 }, () => start({ atOnce: 2, workMs: 100 })))
    const killing = new AbortController()
    let kills = 0
    const killer = (async () => {
      while (!killing.signal.aborted) {
        await sleep(killEveryMs.least + Math.random() * killEveryMs.more, undefined, {
          signal: killing.signal,
        }).catch(() => undefined)
        if (killing.signal.aborted) return
        await drill.killPostgres()
        kills += 1
      }
    })()
    await untilAllDone().finally(() => killing.abort())
    await killer
    await untilAllTold()
    const accepted = toldOf('accepted').map(({ taskId }) => taskId)
    expect(accepted.toSorted()).toEqual(all)
    expect(await ids(`select task_id as id from runs where outcome = 'completed'`)).toEqual(all)
    expect(
      await ids(
        `select task_id as id from task_timeline where kind = 'reported' and data ->> 'outcome' = 'completed'`,
      ),
    ).toEqual(all)
    expect(await drill.query('select id from runs where ended_at is null')).toEqual([])
    expect(kills).toBeGreaterThan(1)
    const [lost] = await drill.query(`select count(*)::int as lost from runs where outcome = 'lost'`)
    console.log(
      `${tasks} tasks done once each; Postgres killed ${kills} times; ${lost?.lost} leases lost on the way`,
    )
  })
})

describe('a worker', () => {
  const untilClaimed = (worker: DrillWorker) =>
    vi.waitFor(() => {
      const [first] = worker.told
      if (!first) throw new Error('Nothing was claimed')
      return first
    }, patience)

  it('that is frozen past its lease and wakes up is refused, and nothing is changed', async () => {
    await drill.addTasks(1)
    const frozen = await start({ hold: true })
    const { runId, taskId } = await untilClaimed(frozen)
    frozen.process.kill('SIGSTOP')
    frozen.go()
    await vi.waitFor(
      async () => expect(await ids(`select id from runs where outcome = 'lost'`)).toEqual([runId]),
      patience,
    )
    const other = await start({})
    await vi.waitFor(
      () => expect(other.told.map(({ kind }) => kind)).toEqual(['claimed', 'accepted']),
      patience,
    )
    const everything = () =>
      drill.query(
        `select task.*, (select jsonb_agg(run order by run.attempt) from runs run) as runs,
          (select jsonb_agg(line order by line.id) from task_timeline line) as lines from tasks task`,
      )
    const before = await everything()
    frozen.process.kill('SIGCONT')
    await vi.waitFor(() => expect(frozen.told.at(-1)).toEqual({ kind: 'refused', taskId, runId }), patience)
    expect(await everything()).toEqual(before)
  })

  it('that is killed leaves its task to another', async () => {
    await drill.addTasks(1)
    const killed = await start({ hold: true })
    const { taskId, runId } = await untilClaimed(killed)
    killed.process.kill('SIGKILL')
    const other = await start({})
    await vi.waitFor(() => expect(other.told.at(-1)).toMatchObject({ kind: 'accepted', taskId }), patience)
    const runs = await drill.query('select id, attempt, outcome from runs order by attempt')
    expect(runs).toEqual([
      { id: runId, attempt: 1, outcome: 'lost' },
      { id: other.told.at(-1)?.runId, attempt: 2, outcome: 'completed' },
    ])
  })
})
