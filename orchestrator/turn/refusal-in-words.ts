import { askToContinue, isAllowance, type Refusal } from '#lib/question/ask-to-continue.ts'
import type { Failure } from '#lib/wire/shapes.ts'

/** What people read where an answer ended because of what it costs. Pure. */
export function failureOfRefusal(refusal: Refusal, name: string, now: Date): Failure {
  const { text, allowance } = askToContinue(refusal, name, now)
  const { raiseByMicros } = allowance
  return {
    code: refusal.reason,
    text: text.replace('Nothing that was done is lost.', 'What was written and done so far is kept.'),
    action: actionFor(refusal, raiseByMicros),
    ...(raiseByMicros !== null && { raiseByMicros }),
  }
}

function actionFor({ reason }: Refusal, raiseByMicros: number | null): string {
  if (reason === 'not_entitled') return 'Choose or pay a plan, then let it go on.'
  if (isAllowance(reason) && raiseByMicros === null)
    return 'Once more is included, an owner or an admin can let it go on from there.'
  return isAllowance(reason)
    ? 'An owner or an admin can raise it; then it goes on from there.'
    : 'An owner or an admin can let it go on from there.'
}
