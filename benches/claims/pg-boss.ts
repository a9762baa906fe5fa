// pg-boss with a queue for each company, its own pool, and its LISTEN where it has one.
import { PgBoss } from 'pg-boss'
import { type Contender, connections, oneByOne, takeTurns } from './contender.ts'
import { companies } from './fill.ts'

const queueOf = (company: number) => `company-${company}`

export async function pgBoss(databaseUrl: string, version: string): Promise<Contender> {
  const boss = new PgBoss({ connectionString: databaseUrl, max: connections, useListenNotify: true })
  boss.on('error', () => undefined)
  await boss.start()
  for (let company = 0; company < companies; company++) await boss.createQueue(queueOf(company))
  await boss.createQueue('latency', { notify: true })
  let turn = 0
  const next = async () => {
    const queue = queueOf(turn++ % companies)
    const [job] = await boss.fetch(queue)
    if (!job) throw new Error('pg-boss had nothing although its queue is full')
    return { queue, id: job.id }
  }
  return {
    name: 'pg-boss',
    version,
    async fill(tasks) {
      for (let company = 0; company < companies; company++) {
        await boss.deleteAllJobs(queueOf(company))
        const jobs = Array.from({ length: Math.ceil(tasks / companies) }, () => ({
          data: { text: 'What is to be done. '.repeat(20) },
        }))
        await boss.insert(queueOf(company), jobs)
      }
      await boss.getDb().executeSql('vacuum analyze', [])
      await boss.getDb().executeSql('checkpoint', [])
    },
    claim: (count, askers) => takeTurns(count, askers, async () => void (await next())),
    finish: (count, askers) =>
      takeTurns(count, askers, async () => {
        const { queue, id } = await next()
        await boss.complete(queue, id)
      }),
    async latency(tasks) {
      const arrivals = new Map<string, (atMs: number) => void>()
      const options = { batchSize: 1, pollingIntervalSeconds: 0.5, localConcurrency: 1 }
      await boss.work<{ name: string }>('latency', options, async (jobs) => {
        for (const { data } of jobs) arrivals.get(data.name)?.(performance.now())
      })
      const took = await oneByOne(tasks, (name) => boss.send('latency', { name }), arrivals)
      await boss.offWork('latency')
      return took
    },
    close: () => boss.stop({ graceful: false }),
  }
}
