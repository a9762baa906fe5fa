import { authorize } from '#lib/access/authorize.ts'
import type { CompanyCaller } from '#lib/access/caller.ts'
import { record } from '#lib/audit/record.ts'
import { transact } from '#lib/db/transact.ts'
import { scheduleById } from './schedule-row.ts'

/** Tasks that it made stay. @throws AppError `not_found` */
export function deleteSchedule(caller: CompanyCaller, input: { id: string }): Promise<void> {
  authorize(caller, 'tasks.write')
  return transact(caller, async (tx) => {
    const { id, templateName } = await scheduleById(tx, caller, input.id)
    await tx.deleteFrom('schedules').where('companyId', '=', caller.companyId).where('id', '=', id).execute()
    await record(tx, {
      companyId: caller.companyId,
      action: 'schedule.deleted',
      subjectId: id,
      details: { name: templateName },
    })
  })
}
