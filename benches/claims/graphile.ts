// graphile-worker as its documentation has it: one task list, one runner. Its runner claims and completes by itself, so jobs that
// never end show what claiming alone takes.
import { Logger, makeWorkerUtils, type Runner, run } from 'graphile-worker'
import pg from 'pg'
import { type Contender, connections, oneByOne, type Taken, warmUp } from './contender.ts'

const logger = new Logger(() => () => undefined)

export async function graphile(databaseUrl: string, version: string): Promise<Contender> {
  const sql = new pg.Pool({ connectionString: databaseUrl, max: 2 })
  sql.on('error', () => undefined)
  const utils = await makeWorkerUtils({ pgPool: sql, logger })
  await utils.migrate()

  const work = (concurrency: number, job: (payload: unknown) => Promise<void>): Promise<Runner> =>
    run({
      connectionString: databaseUrl,
      maxPoolSize: connections,
      concurrency,
      noHandleSignals: true,
      logger,
      taskList: { bench: job },
      gracefulShutdownAbortTimeout: 100,
    })

  /** The clock runs from the last of those that warm up: starting the runner does not count. */
  async function take(
    count: number,
    concurrency: number,
    end?: Promise<void>,
    release: () => void = () => undefined,
  ): Promise<Taken> {
    const done = Promise.withResolvers<void>()
    let taken = 0
    let startedAtMs = 0
    const runner = await work(concurrency, async () => {
      taken += 1
      if (taken === warmUp) startedAtMs = performance.now()
      if (taken === warmUp + count) done.resolve()
      await end
    })
    await done.promise
    const elapsedMs = performance.now() - startedAtMs
    release()
    await runner.stop().catch(() => undefined)
    return { count, elapsedMs, eachMs: [] }
  }

  return {
    name: 'graphile-worker',
    version,
    async fill(tasks) {
      await sql.query('delete from graphile_worker._private_jobs')
      for (let at = 0; at < tasks; at += 5000) {
        const jobs = Array.from({ length: Math.min(5000, tasks - at) }, () => ({
          identifier: 'bench',
          payload: { text: 'What is to be done. '.repeat(20) },
        }))
        await utils.addJobs(jobs)
      }
      await sql.query('vacuum analyze graphile_worker._private_jobs')
      await sql.query('checkpoint')
    },
    // Jobs that never end all count as running: it must be allowed as many, and asks for as many at once as it has connections.
    claim(count) {
      const { promise, resolve } = Promise.withResolvers<void>()
      return take(count, warmUp + count, promise, resolve)
    },
    finish: take,
    async latency(tasks) {
      await sql.query('delete from graphile_worker._private_jobs')
      const arrivals = new Map<string, (atMs: number) => void>()
      const runner = await work(connections, async (payload) => {
        const { name } = Object(payload)
        arrivals.get(name)?.(performance.now())
      })
      const took = await oneByOne(tasks, (name) => utils.addJob('bench', { name }), arrivals)
      await runner.stop()
      return took
    },
    async close() {
      await utils.release()
      await sql.end()
    },
  }
}
