import { sql } from 'kysely'
import { z } from 'zod'
import type { Operator } from '#lib/access/caller.ts'
import { parseInput } from '#lib/parse-input.ts'
import { act, actInput } from './act.ts'

const companyInput = z.strictObject({ ...actInput, companyId: z.uuid() })
type CompanyInput = z.input<typeof companyInput>

/** Employees stop; everything is kept. The company sees the reason. */
export async function suspend(operator: Operator, input: CompanyInput): Promise<void> {
  const { actId, reason, companyId } = parseInput(companyInput, input)
  await act(operator, {
    call: sql`deskhand.operator_suspend(${actId}, ${companyId}, ${reason})`,
    what: 'company',
    settles: companyId,
  })
}

/** The company has back whatever its trial or subscription gives it. */
export async function unsuspend(operator: Operator, input: CompanyInput): Promise<void> {
  const { actId, reason, companyId } = parseInput(companyInput, input)
  await act(operator, {
    call: sql`deskhand.operator_unsuspend(${actId}, ${companyId}, ${reason})`,
    what: 'company',
    settles: companyId,
  })
}

/** Has what Stripe says read again. */
export async function resync(operator: Operator, input: CompanyInput): Promise<void> {
  const { actId, reason, companyId } = parseInput(companyInput, input)
  await act(operator, {
    call: sql`deskhand.operator_resync(${actId}, ${companyId}, ${reason})`,
    what: 'customer at Stripe',
  })
}
