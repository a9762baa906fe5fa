import { sql } from 'kysely'
import { z } from 'zod'
import type { Operator } from '#lib/access/caller.ts'
import { termsOf } from '#lib/billing/entitlement.ts'
import { plans } from '#lib/billing/plans.ts'
import { readBillingFacts } from '#lib/billing/read-entitlement.ts'
import type { Tx } from '#lib/db/database.ts'
import { AppError } from '#lib/errors.ts'
import { parseInput } from '#lib/parse-input.ts'
import { act, actInput } from './act.ts'

const extendTrialInput = z.strictObject({
  ...actInput,
  companyId: z.uuid(),
  days: z.coerce
    .number('How many days?')
    .int('Whole days')
    .min(1, 'At least one day')
    .max(90, 'At most 90 days'),
})

/**
 * From the end of the trial, or from now where that is past. Who never had one gets one.
 * @throws AppError `conflict` where it would change nothing
 */
export async function extendTrial(
  operator: Operator,
  input: z.input<typeof extendTrialInput>,
): Promise<void> {
  const { actId, reason, companyId, days } = parseInput(extendTrialInput, input)
  const smallestPlan = plans[0]?.key ?? ''
  await act(operator, {
    call: sql`deskhand.operator_extend_trial(${actId}, ${companyId}, ${days}, ${smallestPlan}, ${reason})`,
    what: 'company',
    settles: companyId,
    check: (tx) => requireTrial(tx, companyId),
  })
}

/** @throws AppError `conflict` where a subscription decides all the same: one that runs, or waits for a payment. */
async function requireTrial(tx: Tx, companyId: string): Promise<void> {
  const facts = await readBillingFacts(tx, companyId)
  if (termsOf({ ...facts, suspendedAt: null }).standing === 'trial') return
  throw new AppError('conflict', {
    detail: `A trial would change nothing: their subscription decides, and Stripe calls it ${facts.subscription?.status ?? 'unknown'}. Nothing was changed. Give them the days at Stripe, or extend the trial once the subscription has ended.`,
  })
}
