import type { Tx } from '#lib/db/database.ts'
import { notFound } from '#lib/errors.ts'

/** @throws AppError `not_found` */
export async function requireTask(tx: Tx, companyId: string, id: string): Promise<void> {
  const task = await tx
    .selectFrom('tasks')
    .where('companyId', '=', companyId)
    .where('id', '=', id)
    .select('id')
    .executeTakeFirst()
  if (!task) throw notFound('task')
}
