import { sql } from 'kysely'
import { authorize } from '#lib/access/authorize.ts'
import type { CompanyCaller } from '#lib/access/caller.ts'
import { record } from '#lib/audit/record.ts'
import { transact } from '#lib/db/transact.ts'
import { AppError } from '#lib/errors.ts'
import { workerById } from './list-workers.ts'

/** Takes it off the list; it is back when it registers again. @throws AppError `not_found`, `conflict` while it works or is a desk's. */
export function forgetWorker(caller: CompanyCaller, input: { id: string }): Promise<void> {
  authorize(caller, 'workers.manage')
  return transact(caller, async (tx) => {
    const worker = await workerById(tx, caller.companyId, input.id)
    if (worker.employeeId) {
      throw new AppError('conflict', {
        detail: `This is the worker of an employee's desk. Nothing was changed. It leaves with the employee.`,
      })
    }
    if (worker.running.length > 0) {
      throw new AppError('conflict', {
        detail: `${worker.name} is working. Nothing was changed. Drain it first, or cancel its tasks.`,
      })
    }
    await tx
      .updateTable('workers')
      .set({ forgottenAt: sql<Date>`now()` })
      .where('companyId', '=', caller.companyId)
      .where('id', '=', input.id)
      .execute()
    await record(tx, {
      companyId: caller.companyId,
      action: 'worker.forgotten',
      subjectId: input.id,
      details: { name: worker.name },
    })
  })
}
