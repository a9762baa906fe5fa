'use server'
// A cap, set where it is read.
import { raiseAllowance } from '#lib/allowance/raise-allowance.ts'
import type { Allowance } from '#lib/allowance/read-allowances.ts'
import { act, type Outcome } from '../../_edge/act.ts'
import { requireMember } from '../../_edge/session.ts'

/** `id` counts for nothing where the company is meant: it is always the caller's. */
export async function changeAllowance(
  scope: Allowance['scope'],
  id: string,
  toMicros: number,
): Promise<Outcome<undefined>> {
  return act(async () => {
    const member = await requireMember('/usage')
    await raiseAllowance(member, scope === 'company' ? { scope, toMicros } : { scope, id, toMicros })
    return undefined
  })
}
