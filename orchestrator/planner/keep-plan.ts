// Writes a plan down and, where nobody needs to be asked, begins it: in one transaction, and only for whoever holds the claim.
import { type RawBuilder, sql } from 'kysely'
import type { Tx } from '#lib/db/database.ts'
import { transactAsOrchestrator } from '#lib/db/transact.ts'
import { AppError } from '#lib/errors.ts'
import { carryOutPlan } from '#lib/plan/carry-out-plan.ts'
import { lockTask } from '#lib/plan/lock-task.ts'
import type { ClaimedPlan } from './claim-plans.ts'
import type { Proposal, Use } from './proposal.ts'

export type Kept = 'begun' | 'proposed' | 'too_late'

export async function keepPlan(claim: ClaimedPlan, proposal: Proposal, practice: boolean): Promise<Kept> {
  try {
    return await transactAsOrchestrator((tx) => keep(tx, claim, proposal, practice, false))
  } catch (error) {
    if (!(error instanceof AppError)) throw error
    // Somebody was fired while it was made: it is shown to people, who are told what to change.
    return transactAsOrchestrator((tx) => keep(tx, claim, proposal, practice, true))
  }
}

async function keep(
  tx: Tx,
  claim: ClaimedPlan,
  proposal: Proposal,
  practice: boolean,
  mustAsk: boolean,
): Promise<Kept> {
  const { planId, companyId, taskId, attempt } = claim
  const task = await lockTask(tx, companyId, taskId)
  const asks = mustAsk || (await mustBeApproved(tx, task.planMode, companyId, proposal))
  const { madeBy, model, summary, steps, repairs, risk, riskReason, use } = proposal
  const { numUpdatedRows } = await tx
    .updateTable('plans')
    .set({
      state: asks ? 'proposed' : 'wanted',
      claimedUntil: null,
      madeBy,
      model,
      practice: practice && madeBy === 'model',
      summary,
      steps: JSON.stringify(steps),
      repairs: [...repairs],
      risk,
      riskReason,
      ...added(use),
      madeAt: sql<Date>`clock_timestamp()`,
    })
    .where('id', '=', planId)
    .where('state', '=', 'wanted')
    .where('attempts', '=', attempt)
    .executeTakeFirst()
  if (Number(numUpdatedRows) === 0 || task.status !== 'planning') return 'too_late'
  const note = JSON.stringify({ planId, steps: steps.length, madeBy, summary })
  await sql`select deskhand.note_task(${taskId}, 'planned', ${note}::jsonb)`.execute(tx)
  if (asks) return 'proposed'
  await carryOutPlan(tx, { companyId, taskId, decidedBy: null, state: 'wanted' })
  return 'begun'
}

async function mustBeApproved(
  tx: Tx,
  planMode: string,
  companyId: string,
  { risk }: Proposal,
): Promise<boolean> {
  if (planMode === 'ask') return true
  const { planApproval } = await tx
    .selectFrom('companies')
    .where('id', '=', companyId)
    .select('planApproval')
    .executeTakeFirstOrThrow()
  return planApproval === 'always' || (planApproval === 'risky' && risk === 'high')
}

/** Puts a plan back for a later try, by whoever comes first then. */
export async function postpone({ planId, attempt }: ClaimedPlan, waitMs: number, use: Use): Promise<void> {
  await transactAsOrchestrator((tx) =>
    tx
      .updateTable('plans')
      .set({
        claimedUntil: sql<Date>`now() + make_interval(secs => ${waitMs / 1000})`,
        isPostponed: true,
        ...added(use),
      })
      .where('id', '=', planId)
      .where('state', '=', 'wanted')
      .where('attempts', '=', attempt)
      .execute(),
  )
}

/** Gives a plan back as if it had never been taken: this process ends. */
export async function giveBack({ planId, attempt }: ClaimedPlan): Promise<void> {
  await transactAsOrchestrator((tx) =>
    tx
      .updateTable('plans')
      .set({ claimedUntil: null, attempts: attempt - 1 })
      .where('id', '=', planId)
      .where('state', '=', 'wanted')
      .where('attempts', '=', attempt)
      .execute(),
  )
}

function added({ inputTokens, outputTokens, costMicros }: Use) {
  const plus = (column: string, more: number): RawBuilder<number> => sql`${sql.ref(column)} + ${more}`
  return {
    inputTokens: plus('inputTokens', inputTokens),
    outputTokens: plus('outputTokens', outputTokens),
    costMicros: plus('costMicros', costMicros),
  }
}
