// The answer to "shall it go on?": money, leave, or a stop. Two who answer at once raise once; what somebody raised meanwhile counts.
import { authorize } from '#lib/access/authorize.ts'
import type { CompanyCaller } from '#lib/access/caller.ts'
import type { Tx } from '#lib/db/database.ts'
import { AppError } from '#lib/errors.ts'
import { allowanceAsk } from '#lib/wire/refusal.ts'
import { inDollars, isAllowance, readAnswer } from './ask-to-continue.ts'
import { easeBreakers } from './ease-breakers.ts'
import { type Cap, findRefusingCap, lockCaps, raiseCap } from './raise-cap.ts'

export interface AskedToContinue {
  runId: string
  employeeId: string | null
  allowance: unknown
}

/** What it comes to: it ends, it goes on, or another allowance is in the way first. */
export type Decided = { do: 'stop' } | { do: 'go_on' } | { do: 'ask_again'; cap: Cap; wantedMicros: number }

/** @throws AppError `not_allowed`, `invalid`, `limit_reached` */
export async function decideToContinue(
  tx: Tx,
  caller: CompanyCaller,
  question: AskedToContinue,
  answer: string,
): Promise<Decided> {
  const decision = readAnswer(answer)
  const { reason, wantedMicros } = allowanceAsk.parse(question.allowance)
  if (!decision) throw unreadable(isAllowance(reason))
  if (decision.do === 'stop') return decision
  authorize(caller, 'allowances.change')
  if (!isAllowance(reason) && question.employeeId)
    await easeBreakers(tx, caller.companyId, question.employeeId)
  const { runId, employeeId } = question
  const call = { companyId: caller.companyId, employeeId, runId, planId: null, wantedMicros }
  await lockCaps(tx, caller.companyId)
  const cap = await findRefusingCap(tx, call)
  if (!cap) return { do: 'go_on' }
  if (decision.do === 'go_on') throw needsMore(missingIn(cap, wantedMicros))
  if (decision.byMicros < missingIn(cap, wantedMicros)) throw needsMore(missingIn(cap, wantedMicros))
  await raiseCap(tx, caller, cap, decision.byMicros)
  const next = await findRefusingCap(tx, call)
  return next ? { do: 'ask_again', cap: next, wantedMicros } : { do: 'go_on' }
}

function missingIn({ capMicros, spentMicros, reservedMicros }: Cap, wantedMicros: number): number {
  return spentMicros + reservedMicros + Math.max(wantedMicros, 1) - capMicros
}

function unreadable(canRaise: boolean): AppError {
  const detail = canRaise
    ? 'Say “Raise by $5” with the sum you want, or “Stop”. Nothing was changed.'
    : 'Say “Go on” or “Stop”. Nothing was changed.'
  return new AppError('invalid', { detail, fields: { answer: 'Choose one of the options' } })
}

const cent = 10_000

function needsMore(missing: number): AppError {
  const least = inDollars(Math.ceil(missing / cent) * cent)
  return new AppError('invalid', {
    detail: `Its next step may cost more than is left. Raise by ${least} or more. Nothing was changed.`,
    fields: { answer: `At least ${least}` },
  })
}
