// Who reports on a run: a program with a key, or the orchestrator for a desk's worker.
import { authorize } from '#lib/access/authorize.ts'
import type { KeyHolder, Member } from '#lib/access/caller.ts'
import type { Tx } from '#lib/db/database.ts'
import { transact, transactAsOrchestrator, typedRefusal } from '#lib/db/transact.ts'

export type RunActor = KeyHolder | Member | 'orchestrator'

/** @throws AppError `lease_lost` when the run is no longer this worker's, `not_found`, `not_allowed`. */
export async function workAs<T>(actor: RunActor, work: (tx: Tx) => Promise<T>): Promise<T> {
  if (actor !== 'orchestrator') {
    authorize(actor, 'runs.work')
    return transact(actor, work)
  }
  try {
    return await transactAsOrchestrator(work)
  } catch (error) {
    throw typedRefusal(error) ?? error
  }
}
