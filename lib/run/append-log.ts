import { sql } from 'kysely'
import type { z } from 'zod'
import type { logInput } from '#lib/wire/run.ts'
import { hashOf } from './lease.ts'
import { type RunActor, workAs } from './work-as.ts'

/** Lines sent again are kept once, however they are cut into pieces. @throws AppError `lease_lost` */
export async function appendLog(
  actor: RunActor,
  input: { runId: string } & z.output<typeof logInput>,
): Promise<void> {
  const { runId, leaseToken, firstLine, lines } = input
  await workAs(actor, (tx) =>
    sql`select deskhand.append_run_log(${runId}, ${hashOf(leaseToken)}, ${firstLine}, ${lines}::text[])`.execute(
      tx,
    ),
  )
}
