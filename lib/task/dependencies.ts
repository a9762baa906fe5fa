// What a task waits for. The database refuses circles, and waiting for one's own part or whole.
import type { Tx } from '#lib/db/database.ts'
import { AppError } from '#lib/errors.ts'

/** Locked in one order, so that two who link at once never wait for each other. @throws AppError `invalid` */
export async function lockDependencies(
  tx: Tx,
  companyId: string,
  dependsOn: readonly string[],
): Promise<void> {
  const found = await lockInOrder(tx, companyId, dependsOn)
  if (found === new Set(dependsOn).size) return
  throw new AppError('invalid', {
    detail: 'There is no task like one of those it should wait for. Nothing was changed.',
    fields: { dependsOn: 'There is no such task' },
  })
}

/** How many of them there are. */
export async function lockInOrder(tx: Tx, companyId: string, ids: readonly string[]): Promise<number> {
  if (ids.length === 0) return 0
  const found = await tx
    .selectFrom('tasks')
    .where('companyId', '=', companyId)
    .where('id', 'in', [...ids])
    .select('id')
    .orderBy('id')
    .forNoKeyUpdate()
    .execute()
  return found.length
}

export async function link(
  tx: Tx,
  companyId: string,
  taskId: string,
  dependsOn: readonly string[],
): Promise<void> {
  if (dependsOn.length === 0) return
  await tx
    .insertInto('taskDependencies')
    .values([...new Set(dependsOn)].map((dependsOnId) => ({ companyId, taskId, dependsOnId })))
    .onConflict((conflict) => conflict.doNothing())
    .execute()
}

/** From now on it waits for these and nothing else. */
export async function relink(
  tx: Tx,
  companyId: string,
  taskId: string,
  dependsOn: readonly string[],
): Promise<void> {
  if (dependsOn.includes(taskId)) {
    throw new AppError('conflict', { detail: 'A task cannot wait for itself. Nothing was changed.' })
  }
  await lockDependencies(tx, companyId, dependsOn)
  const others = tx
    .deleteFrom('taskDependencies')
    .where('companyId', '=', companyId)
    .where('taskId', '=', taskId)
  const gone = dependsOn.length > 0 ? others.where('dependsOnId', 'not in', [...dependsOn]) : others
  await gone.execute()
  await link(tx, companyId, taskId, dependsOn)
}
