import { sql } from 'kysely'
import { leaseSeconds as usualLeaseSeconds } from '#lib/wire/run.ts'
import { hashOf } from './lease.ts'
import { type RunActor, workAs } from './work-as.ts'

/** Prolongs the lease. The first sign of life of a run says that the task runs. @throws AppError `lease_lost` */
export async function heartbeat(
  actor: RunActor,
  input: { runId: string; leaseToken: string; leaseSeconds?: number },
): Promise<{ leaseExpiresAt: string; draining: boolean }> {
  const { runId, leaseToken, leaseSeconds = usualLeaseSeconds } = input
  const { rows } = await workAs(actor, (tx) =>
    sql<{ leaseExpiresAt: Date; draining: boolean }>`
      select * from deskhand.touch_lease(${runId}, ${hashOf(leaseToken)}, ${leaseSeconds})`.execute(tx),
  )
  const [row] = rows
  if (!row) throw new Error('touch_lease gave no row')
  return { leaseExpiresAt: row.leaseExpiresAt.toISOString(), draining: row.draining }
}
