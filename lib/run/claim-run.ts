import { sql } from 'kysely'
import { authorize } from '#lib/access/authorize.ts'
import type { CompanyCaller } from '#lib/access/caller.ts'
import { requireRunning } from '#lib/billing/require-running.ts'
import { callOnce, transact, transactAsOrchestrator } from '#lib/db/transact.ts'
import { AppError, notFound, sqlState } from '#lib/errors.ts'
import { hintLater } from '#lib/live/hint-later.ts'
import { type Claim, claimedTask, leaseSeconds as usualLeaseSeconds } from '#lib/wire/run.ts'
import type { ClaimedRow } from './claim-together.ts'
import { gatherClaim } from './gather-claims.ts'
import { hashOf, newLeaseToken } from './lease.ts'

/** The next task for this worker, or undefined when there is none now. @throws AppError `not_found` for a worker that is not registered, `payment_required`. */
export async function claimRun(
  caller: CompanyCaller,
  input: { workerId: string; leaseSeconds?: number },
): Promise<Claim | undefined> {
  authorize(caller, 'runs.work')
  // No person may (authorize): a program claims with its key.
  if (caller.kind !== 'key') throw new AppError('not_allowed', { detail: 'Only programs claim tasks.' })
  const { companyId, apiKeyId } = caller
  const { workerId, leaseSeconds = usualLeaseSeconds } = input
  const claimed = await claim((leaseHash) =>
    gatherClaim({ companyId, apiKeyId, workerId, leaseHash, leaseSeconds }),
  )
  // Whoever may not work is given nothing; only who gets nothing needs to be told why.
  if (!claimed && !(await mayWork(companyId)))
    await transact(caller, (tx) => requireRunning(tx, caller, 'task'))
  return claimed
}

/** What a claim itself asks, in one step: whoever waits for tasks hears of none most of the time. */
async function mayWork(companyId: string): Promise<boolean | undefined> {
  const { rows } = await callOnce((db) =>
    sql<{ mayWork: boolean }>`select deskhand.may_work(${companyId}) as may_work`.execute(db),
  )
  return rows[0]?.mayWork
}

/** The next task for the worker of a desk; only the orchestrator claims for it. */
export function claimForDesk(workerId: string): Promise<Claim | undefined> {
  return claim((leaseHash) =>
    transactAsOrchestrator(async (tx) => {
      const { rows } =
        await sql<ClaimedRow>`select * from deskhand.claim_run(${workerId}, ${leaseHash}, ${usualLeaseSeconds})`.execute(
          tx,
        )
      return rows[0]
    }),
  )
}

const noDataFound = 'P0002'

async function claim(
  ask: (leaseHash: Buffer) => Promise<ClaimedRow | undefined>,
): Promise<Claim | undefined> {
  const leaseToken = newLeaseToken()
  const claimed = await ask(hashOf(leaseToken)).catch((error: unknown) => {
    throw sqlState(error) === noDataFound ? notFound('worker') : error
  })
  if (!claimed) return undefined
  const { runId, companyId, attempt, leaseExpiresAt } = claimed
  const task = claimedTask.parse(claimed.task)
  hintLater({ companyId, kind: 'run', subjectId: task.id })
  return { run: { id: runId, leaseToken, leaseExpiresAt: leaseExpiresAt.toISOString(), attempt }, task }
}
