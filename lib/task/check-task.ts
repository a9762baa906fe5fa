// Whom a task may be given to, and which model it may ask for.
import type { Tx } from '#lib/db/database.ts'
import { AppError } from '#lib/errors.ts'
import { modelById, offeredModels } from '#lib/model/models.ts'

/** @throws AppError `invalid` for an unknown or foreign employee, `conflict` for one who was fired. */
export async function checkAssignee(tx: Tx, companyId: string, employeeId: string): Promise<void> {
  const employee = await tx
    .selectFrom('employees')
    .where('companyId', '=', companyId)
    .where('id', '=', employeeId)
    .where('leftAt', 'is', null)
    .select(['name', 'firedAt'])
    .executeTakeFirst()
  if (!employee) throw invalid('assigneeId', 'There is no such employee')
  if (!employee.firedAt) return
  throw new AppError('conflict', {
    detail: `${employee.name} was fired. Nothing was changed. Give it to somebody else, or take them back first.`,
    fields: { assigneeId: 'Was fired' },
  })
}

export function checkTaskModel(model: string): void {
  if (!modelById(model))
    throw invalid(
      'model',
      `Choose one of ${offeredModels()
        .map((one) => one.name)
        .join(', ')}`,
    )
}

function invalid(field: string, problem: string): AppError {
  return new AppError('invalid', { detail: `${problem}. Nothing was changed.`, fields: { [field]: problem } })
}
