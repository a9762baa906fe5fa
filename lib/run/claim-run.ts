import { sql } from 'kysely'
import type { CompanyCaller } from '#lib/access/caller.ts'
import { hintLater } from '#lib/live/hint-later.ts'
import { type Claim, claimedTask, leaseSeconds } from '#lib/wire/run.ts'
import { hashOf, newLeaseToken } from './lease.ts'
import { type RunActor, workAs } from './work-as.ts'

interface ClaimedRow {
  runId: string
  companyId: string
  attempt: number
  leaseExpiresAt: Date
  task: unknown
}

/** The next task for this worker, or undefined when there is none now. @throws AppError `not_found` for a worker that is not registered. */
export function claimRun(caller: CompanyCaller, input: { workerId: string }): Promise<Claim | undefined> {
  return claimAs(caller, input.workerId)
}

/** The next task for the worker of a desk; only the orchestrator claims for it. */
export function claimForDesk(workerId: string): Promise<Claim | undefined> {
  return claimAs('orchestrator', workerId)
}

async function claimAs(actor: RunActor, workerId: string): Promise<Claim | undefined> {
  const leaseToken = newLeaseToken()
  const claimed = await workAs(
    actor,
    async (tx) => {
      const { rows } = await sql<ClaimedRow>`
      select run_id, company_id, attempt, lease_expires_at, task
      from deskhand.claim_run(${workerId}, ${hashOf(leaseToken)}, ${leaseSeconds})`.execute(tx)
      return rows[0]
    },
    'worker',
  )
  if (!claimed) return undefined
  const { runId, companyId, attempt, leaseExpiresAt } = claimed
  const task = claimedTask.parse(claimed.task)
  hintLater({ companyId, kind: 'run', subjectId: task.id })
  return { run: { id: runId, leaseToken, leaseExpiresAt: leaseExpiresAt.toISOString(), attempt }, task }
}
