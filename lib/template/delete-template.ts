import { authorize } from '#lib/access/authorize.ts'
import type { CompanyCaller } from '#lib/access/caller.ts'
import { record } from '#lib/audit/record.ts'
import { transact } from '#lib/db/transact.ts'
import { templateById } from './template-row.ts'

/** Its schedules go with it; tasks that were made from it stay. @throws AppError `not_found` */
export function deleteTemplate(caller: CompanyCaller, input: { id: string }): Promise<void> {
  authorize(caller, 'tasks.write')
  return transact(caller, async (tx) => {
    const { id, name } = await templateById(tx, caller, input.id)
    await tx
      .deleteFrom('taskTemplates')
      .where('companyId', '=', caller.companyId)
      .where('id', '=', id)
      .execute()
    await record(tx, {
      companyId: caller.companyId,
      action: 'template.deleted',
      subjectId: id,
      details: { name },
    })
  })
}
