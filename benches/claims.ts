// Our claim of tasks beside graphile-worker and pg-boss, on the same Postgres with fsync on: how many a second one by one, how long from
// creating a task to having it, and what a thousand times more queued tasks cost.
import pg from 'pg'
import { cloneDatabase, startDatabaseServer } from '#tests/support/database-server.ts'
import packageFacts from '../package.json' with { type: 'json' }
import { type Contender, type Taken, warmUp } from './claims/contender.ts'
import { companies, workers } from './claims/fill.ts'
import { graphile } from './claims/graphile.ts'
import { ours } from './claims/ours.ts'
import { pgBoss } from './claims/pg-boss.ts'
import { bench, say, type Table } from './measure/bench.ts'
import { summarise, toTenth } from './measure/percentile.ts'

const { version, dependencies, devDependencies } = packageFacts
const queued = 100_000
const claimsPerRound = 2_000
const rounds = 5
/** Few, and each worker of the fifty companies. */
const crowds = [16, workers]
const latencyTasks = 200
const growth = [1_000, 10_000, 100_000, 1_000_000]

await bench('claims', async () => {
  const server = await startDatabaseServer()
  try {
    await query(server.url, 'alter system set fsync = on')
    await query(server.url, 'select pg_reload_conf()')
    const contenders = [
      await ours(await cloneDatabase(server.url, 'ours'), version),
      await graphile(await cloneDatabase(server.url, 'graphile'), dependencies['graphile-worker']),
      await pgBoss(await cloneDatabase(server.url, 'boss'), devDependencies['pg-boss']),
    ]
    const [own] = contenders
    const tables = [await latencies(contenders), ...(await rates(contenders))]
    if (own) tables.push(await growing(own))
    await Promise.all(contenders.map((one) => one.close()))
    return tables
  } finally {
    await server.stop()
  }
})

async function rates(contenders: Contender[]): Promise<Table[]> {
  const seen = crowds.map((askers) => ({
    askers,
    queues: contenders.map((contender) => ({
      contender,
      claimed: [] as number[],
      finished: [] as number[],
    })),
  }))
  for (let round = 0; round < rounds; round++) {
    for (const [at, contender] of contenders.entries()) {
      say(`${contender.name}: round ${round + 1} of ${rounds}`)
      for (const { askers, queues } of seen) {
        await contender.fill(queued)
        queues[at]?.claimed.push(perSecond(await contender.claim(claimsPerRound, askers)))
        queues[at]?.finished.push(perSecond(await contender.finish(claimsPerRound, askers)))
      }
    }
  }
  return seen.map(({ askers, queues }) => ({
    title: `One task at a time, ${askers} asking at once, ${queued} queued (ours: ${companies} companies, ${workers} workers); a second`,
    rows: queues.map(({ contender: { name, version }, claimed, finished }) => ({
      queue: `${name} ${version}`,
      'claimed, least': Math.min(...claimed),
      'claimed, median': median(claimed),
      'claimed, most': Math.max(...claimed),
      'claimed and finished, median': median(finished),
    })),
  }))
}

async function latencies(contenders: Contender[]): Promise<Table> {
  const rows: Table['rows'] = []
  for (const contender of contenders) {
    say(`${contender.name}: from creating to having`)
    rows.push({ queue: contender.name, ...summarise(await contender.latency(latencyTasks)) })
  }
  return { title: 'Milliseconds from creating a task to the code that got it, one at a time', rows }
}

async function growing(own: Contender): Promise<Table> {
  const rows: Table['rows'] = []
  for (const tasks of growth) {
    say(`${tasks} queued`)
    await own.fill(tasks)
    const taken = await own.claim(Math.min(claimsPerRound, tasks - warmUp), workers)
    const { p50, p95, p99 } = summarise(taken.eachMs)
    rows.push({ queued: tasks, 'claimed a second': perSecond(taken), p50, p95, p99 })
  }
  return {
    title: `Ours with ever more queued tasks, ${workers} asking at once; milliseconds of each claim`,
    rows,
  }
}

function perSecond({ count, elapsedMs }: Taken): number {
  return Math.round((count / elapsedMs) * 1000)
}

function median(values: number[]): number {
  return toTenth(values.toSorted((one, other) => one - other)[Math.floor(values.length / 2)] ?? 0)
}

async function query(databaseUrl: string, text: string): Promise<void> {
  const sql = new pg.Client({ connectionString: databaseUrl })
  await sql.connect()
  await sql.query(text).finally(() => sql.end())
}
