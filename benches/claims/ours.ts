// Our claim through its verb, with all its conditions: row-level fences, capabilities, concurrency, the run, its lease, timeline and events.
import pg from 'pg'
import { closeDatabase, openDatabase } from '#lib/db/database.ts'
import { claimRun } from '#lib/run/claim-run.ts'
import { completeRun } from '#lib/run/end-run.ts'
import { listenHints } from '#orchestrator/events/listen-hints.ts'
import { openLog } from '#orchestrator/log.ts'
import { openWaitingRoom } from '#orchestrator/workers/waiting-room.ts'
import { insertRow } from '#tests/support/company.ts'
import { type Contender, connections, oneByOne, takeTurns } from './contender.ts'
import { addCrews, type Crew, refill } from './fill.ts'

export async function ours(databaseUrl: string, version: string): Promise<Contender> {
  openDatabase({ databaseUrl, maxConnections: connections, applicationName: 'bench' })
  const crews = await addCrews(databaseUrl)
  let turn = 0
  async function next() {
    const crew = crews[turn++ % crews.length]
    const claim = crew && (await claimRun(crew.caller, { workerId: crew.workerId }))
    if (!claim) throw new Error('There was nothing although the queue is full')
    return { caller: crew.caller, runId: claim.run.id, leaseToken: claim.run.leaseToken }
  }
  return {
    name: 'Deskhand',
    version,
    fill: (tasks) => refill(databaseUrl, tasks),
    claim: (count, askers) => takeTurns(count, askers, async () => void (await next())),
    finish: (count, askers) =>
      takeTurns(count, askers, async () => {
        const { caller, ...run } = await next()
        await completeRun(caller, { ...run, summary: 'Done' })
      }),
    latency: (tasks) => latency(databaseUrl, crews, tasks),
    close: closeDatabase,
  }
}

/** As POST /claims does: ask, wait in the orchestrator's room until called, ask again. */
async function latency(databaseUrl: string, crews: Crew[], tasks: number): Promise<number[]> {
  const log = openLog('silent')
  const hints = listenHints({ databaseUrl, log })
  const room = openWaitingRoom({ hints, log })
  const leaving = new AbortController()
  const arrivals = new Map<string, (atMs: number) => void>()
  const company = crews[0]?.caller.companyId
  const own = crews.filter(({ caller }) => caller.companyId === company)
  const waiting = own.map(async ({ caller, workerId }) => {
    while (!leaving.signal.aborted) {
      const claim = await claimRun(caller, { workerId })
      if (claim) {
        arrivals.get(claim.task.title)?.(performance.now())
        await completeRun(caller, { runId: claim.run.id, leaseToken: claim.run.leaseToken, summary: '' })
      } else await room.wait({ companyId: caller.companyId, workerId }, 55_000, leaving.signal)
    }
  })
  const sql = new pg.Client({ connectionString: databaseUrl })
  await sql.connect()
  const create = (title: string) =>
    insertRow(sql, 'tasks', { company_id: company, title, status: 'ready', needs_review: false })
  const took = await oneByOne(tasks, create, arrivals)
  leaving.abort()
  room.close()
  await Promise.all(waiting)
  await Promise.all([sql.end(), hints.close()])
  return took
}
