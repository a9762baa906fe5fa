// Room for a call that was refused: by a raise where it takes one. What somebody raised meanwhile counts, so two who raise at once raise once.
import { authorize } from '#lib/access/authorize.ts'
import type { CompanyCaller } from '#lib/access/caller.ts'
import { raiseAllowance, refuseBeyond } from '#lib/allowance/raise-allowance.ts'
import { readAllowances } from '#lib/allowance/read-allowances.ts'
import type { Tx } from '#lib/db/database.ts'
import { AppError } from '#lib/errors.ts'
import { inDollars } from './ask-to-continue.ts'
import { type Cap, findRefusingCap, lockCaps, type WhoseCall } from './refusing-cap.ts'

/**
 * Within transactTogether. Answers with the next allowance that is in the way; undefined when there is room.
 * @throws AppError `invalid` where the sum is not enough, `limit_reached` beyond what the plan includes, `not_allowed`
 */
export async function makeRoom(
  tx: Tx,
  caller: CompanyCaller,
  call: WhoseCall,
  byMicros: number,
): Promise<Cap | undefined> {
  await lockCaps(tx, caller.companyId)
  const cap = await findRefusingCap(tx, call)
  if (!cap) return undefined
  authorize(caller, 'allowances.change')
  const missing = missingIn(cap, call.wantedMicros)
  const { scope, subjectId } = cap
  if (byMicros < missing) {
    if (scope === 'company') refuseBeyond((await readAllowances(caller)).company, cap.capMicros + missing)
    throw needsMore(missing)
  }
  await raiseAllowance(caller, { scope, ...(scope !== 'company' && { id: subjectId }), byMicros })
  return findRefusingCap(tx, call)
}

function missingIn({ capMicros, spentMicros, reservedMicros }: Cap, wantedMicros: number): number {
  return spentMicros + reservedMicros + Math.max(wantedMicros, 1) - capMicros
}

const cent = 10_000

function needsMore(missing: number): AppError {
  const least = inDollars(Math.ceil(missing / cent) * cent)
  return new AppError('invalid', {
    detail: `Its next step may cost more than is left. Raise by ${least} or more. Nothing was changed.`,
    fields: { answer: `At least ${least}` },
  })
}
