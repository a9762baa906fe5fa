// The answer to "shall it go on?": money, leave, or a stop.
import { authorize } from '#lib/access/authorize.ts'
import type { CompanyCaller } from '#lib/access/caller.ts'
import type { Tx } from '#lib/db/database.ts'
import { AppError } from '#lib/errors.ts'
import { allowanceAsk } from '#lib/wire/refusal.ts'
import { isAllowance, readAnswer } from './ask-to-continue.ts'
import { easeBreakers } from './ease-breakers.ts'
import { makeRoom } from './make-room.ts'
import type { Cap } from './refusing-cap.ts'

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
  { runId, employeeId, allowance }: AskedToContinue,
  answer: string,
): Promise<Decided> {
  const decision = readAnswer(answer)
  const { reason, wantedMicros } = allowanceAsk.parse(allowance)
  if (!decision) throw unreadable(isAllowance(reason))
  if (decision.do === 'stop') return decision
  authorize(caller, 'allowances.change')
  if (!isAllowance(reason) && employeeId) await easeBreakers(tx, caller.companyId, employeeId)
  const call = { companyId: caller.companyId, employeeId, runId, planId: null, wantedMicros }
  const next = await makeRoom(tx, caller, call, decision.do === 'raise' ? decision.byMicros : 0)
  return next ? { do: 'ask_again', cap: next, wantedMicros } : { do: 'go_on' }
}

function unreadable(canRaise: boolean): AppError {
  const detail = canRaise
    ? 'Say “Raise by $5” with the sum you want, or “Stop”. Nothing was changed.'
    : 'Say “Go on” or “Stop”. Nothing was changed.'
  return new AppError('invalid', { detail, fields: { answer: 'Choose one of the options' } })
}
