// A plan whose call an allowance has no room for waits without a try until there is some, whoever saw to it.
import { sql } from 'kysely'
import { capFigures } from '#lib/allowance/cap-figures.ts'
import { transactAsOrchestrator } from '#lib/db/transact.ts'
import { askToContinue } from '#lib/question/ask-to-continue.ts'
import type { RefusalReason } from '#lib/wire/refusal.ts'
import { readRefusal } from '#orchestrator/turn/read-refusal.ts'
import type { ClaimedPlan } from './claim-plans.ts'

export async function parkPlan({ planId, attempt }: ClaimedPlan, reason: RefusalReason): Promise<void> {
  const nothingKnown = {
    reason,
    capMicros: null,
    spentMicros: null,
    wantedMicros: 0,
    raisableMicros: null,
    said: '',
  }
  const refusal = (await readRefusal({ planId })) ?? nothingKnown
  await transactAsOrchestrator((tx) =>
    tx
      .updateTable('plans')
      .set({
        parkedReason: reason,
        parkedWantedMicros: refusal.wantedMicros,
        parkedText: askToContinue(refusal, 'The planner', new Date()).text,
        claimedUntil: null,
        attempts: attempt - 1,
      })
      .where('id', '=', planId)
      .where('state', '=', 'wanted')
      .where('attempts', '=', attempt)
      .execute(),
  )
}

export async function resumePlans(): Promise<void> {
  await transactAsOrchestrator((tx) => sql`select deskhand.resume_plans(${capFigures}::jsonb)`.execute(tx))
}
