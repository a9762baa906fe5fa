// The refusal of the one gate, in words that fit where the company stands.
import { AppError } from '#lib/errors.ts'
import type { Standing } from '#lib/wire/me.ts'

const kept = 'Nothing was changed and everything is kept.'

const words: Record<Standing, string> = {
  looking: `Looking around, you can hire one employee and open the chat a few times. ${kept} Choose a plan to do more: the trial needs no card.`,
  looked: `Choose a plan to go on: the trial needs no card. ${kept}`,
  trial: `The trial does not include this. ${kept} Choose a plan and pay for it to do this.`,
  trial_over: `Your trial is over and your employees rest. ${kept} Pay for a plan and they are back at once.`,
  paying: `Your plan does not include this. ${kept} Choose a larger plan to do this.`,
  past_due: `Your last payment did not go through. ${kept} Pay the open invoice to do this.`,
  stopped: `Your subscription has ended and your employees rest. ${kept} Pay for a plan and they are back at once.`,
  suspended: `Your company is suspended by the operators of this installation, and your employees rest. ${kept} Ask the operators for the reason.`,
}

export function paymentRequired({ standing }: { standing: Standing }): AppError {
  return new AppError('payment_required', { detail: words[standing] })
}
