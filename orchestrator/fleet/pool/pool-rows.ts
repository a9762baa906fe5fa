// What the pool reads and writes.
import { randomUUID } from 'node:crypto'
import { sql } from 'kysely'
import { transactAsOrchestrator } from '#lib/db/transact.ts'

export interface Demand {
  /** Hires of the last hour, for each of the hosts that are there. */
  hiresLastHour: number
  /** The middle of the measured starts of this host; undefined before the first. */
  startMs: number | undefined
}

export async function readDemand(hostId: string): Promise<Demand> {
  const { rows } = await transactAsOrchestrator((tx) =>
    sql<{ hiresLastHour: number; startMs: number | null }>`
      select
        (select count(*) from employees where hired_at > now() - interval '1 hour')::float
          / greatest(1, (select count(*) from hosts where seen_at > now() - interval '1 minute')) as hires_last_hour,
        (select percentile_disc(0.5) within group (order by ready_after_ms) from desks
          where host_id = ${hostId}::uuid and observed_state <> 'gone') as start_ms`.execute(tx),
  )
  const { hiresLastHour = 0, startMs = null } = rows[0] ?? {}
  return { hiresLastHour, startMs: startMs ?? undefined }
}

/** The row first; the fleet makes the desk like any other. Counted anew: what a look saw may be old. Answers with how many. */
export function layOutDesks(hostId: string, upTo: number): Promise<number> {
  return transactAsOrchestrator(async (tx) => {
    const { present } = await tx
      .selectFrom('desks')
      .where('hostId', '=', hostId)
      .where('employeeId', 'is', null)
      .where('desiredState', '=', 'running')
      .select((eb) => eb.fn.countAll<number>().as('present'))
      .executeTakeFirstOrThrow()
    const rows = Array.from({ length: Math.max(0, upTo - Number(present)) }, () => ({
      id: randomUUID(),
      hostId,
    }))
    if (rows.length > 0) await tx.insertInto('desks').values(rows).execute()
    return rows.length
  })
}

/** False for one that was given to somebody in the meantime: it stays. */
export async function drainDesk(deskId: string): Promise<boolean> {
  const { rows } = await transactAsOrchestrator((tx) =>
    sql<{ drained: boolean }>`select deskhand.drain_warm_desk(${deskId}::uuid) as drained`.execute(tx),
  )
  return rows[0]?.drained === true
}
