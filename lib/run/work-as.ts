// Who reports on a run: a program with a key, or the orchestrator for a desk's worker.
import { authorize } from '#lib/access/authorize.ts'
import type { KeyHolder, Member } from '#lib/access/caller.ts'
import type { Tx } from '#lib/db/database.ts'
import { transact, transactAsOrchestrator, typedRefusal } from '#lib/db/transact.ts'
import { notFound, sqlState } from '#lib/errors.ts'

export type RunActor = KeyHolder | Member | 'orchestrator'

const noDataFound = 'P0002'

/** @throws AppError `lease_lost` when the run is no longer this worker's, `not_found`, `not_allowed`. */
export async function workAs<T>(actor: RunActor, work: (tx: Tx) => Promise<T>): Promise<T> {
  if (actor !== 'orchestrator') authorize(actor, 'runs.work')
  try {
    return await (actor === 'orchestrator' ? transactAsOrchestrator(work) : transact(actor, work))
  } catch (error) {
    throw sqlState(error) === noDataFound ? notFound('run') : (typedRefusal(error) ?? error)
  }
}
