import { sql } from 'kysely'
import { authorize } from '#lib/access/authorize.ts'
import type { CompanyCaller } from '#lib/access/caller.ts'
import { record } from '#lib/audit/record.ts'
import { transact } from '#lib/db/transact.ts'
import type { Worker } from '#lib/wire/worker.ts'
import { workerById } from './list-workers.ts'

/** Takes nothing new from now on, or again; what runs goes on. @throws AppError `not_found` */
export function drainWorker(
  caller: CompanyCaller,
  input: { id: string; draining: boolean },
): Promise<Worker> {
  authorize(caller, 'workers.manage')
  return transact(caller, async (tx) => {
    const worker = await workerById(tx, caller.companyId, input.id)
    if ((worker.drainingAt !== null) === input.draining) return worker
    await tx
      .updateTable('workers')
      .set({ drainingAt: input.draining ? sql<Date>`now()` : null })
      .where('companyId', '=', caller.companyId)
      .where('id', '=', input.id)
      .execute()
    const drained = await workerById(tx, caller.companyId, input.id)
    await record(tx, {
      companyId: caller.companyId,
      action: input.draining ? 'worker.drained' : 'worker.resumed',
      subjectId: input.id,
      details: { name: worker.name },
    })
    return drained
  })
}
