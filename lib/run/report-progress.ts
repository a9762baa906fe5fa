import { sql } from 'kysely'
import type { z } from 'zod'
import type { progressInput } from '#lib/wire/run.ts'
import { hashOf } from './lease.ts'
import { type RunActor, workAs } from './work-as.ts'

/** What the worker is at, in its own words. @throws AppError `lease_lost` */
export async function reportProgress(
  actor: RunActor,
  input: { runId: string } & z.output<typeof progressInput>,
): Promise<void> {
  const { runId, leaseToken, state, note = null } = input
  await workAs(actor, (tx) =>
    sql`select deskhand.report_progress(${runId}, ${hashOf(leaseToken)}, ${state}, ${note})`.execute(tx),
  )
}
