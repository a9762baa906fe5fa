import { sql } from 'kysely'
import { z } from 'zod'
import type { Operator } from '#lib/access/caller.ts'
import { plans } from '#lib/billing/plans.ts'
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

/** From the end of the trial, or from now where that is past. Who never had one gets one. */
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
  })
}
