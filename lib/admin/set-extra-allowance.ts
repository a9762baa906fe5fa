import { sql } from 'kysely'
import { z } from 'zod'
import type { Operator } from '#lib/access/caller.ts'
import { parseInput } from '#lib/parse-input.ts'
import { act, actInput } from './act.ts'

const setExtraAllowanceInput = z.strictObject({
  ...actInput,
  companyId: z.uuid(),
  dollars: z.coerce
    .number('How many dollars?')
    .min(0, 'Not less than nothing')
    .max(100_000, 'At most $100,000'),
})
const microsPerDollar = 1_000_000

/** On top of what the plan includes, every month, until it is set otherwise. */
export async function setExtraAllowance(
  operator: Operator,
  input: z.input<typeof setExtraAllowanceInput>,
): Promise<void> {
  const { actId, reason, companyId, dollars } = parseInput(setExtraAllowanceInput, input)
  const micros = Math.round(dollars * microsPerDollar)
  await act(operator, {
    call: sql`deskhand.operator_set_extra(${actId}, ${companyId}, ${micros}, ${reason})`,
    what: 'company',
  })
}
