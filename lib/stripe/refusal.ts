// What Stripe refuses, in words of ours. Its own words reach people only where they are about their card.
import Stripe from 'stripe'
import { AppError } from '#lib/errors.ts'

/** Runs calls of Stripe for somebody who waits. @throws AppError `payment_required` for a card, `unavailable` when Stripe does not answer. */
export async function asking<Answer>(call: () => Promise<Answer>): Promise<Answer> {
  try {
    return await call()
  } catch (error) {
    throw refusalOf(error) ?? error
  }
}

function refusalOf(error: unknown): AppError | undefined {
  const { StripeCardError, StripeConnectionError, StripeRateLimitError, StripeAPIError } = Stripe.errors
  if (error instanceof StripeCardError) {
    return new AppError('payment_required', {
      detail: `${error.message} Nothing was changed. Give another card under “Manage card or cancel” and try again.`,
      cause: error,
    })
  }
  if (isOfTestMode(error)) {
    return new AppError('unavailable', {
      detail:
        'This installation has just begun to take real payments, and what your company practised with is being put away. Nothing was charged. Try again in a minute.',
      retryAfterMs: 60_000,
      cause: error,
    })
  }
  const isAway =
    error instanceof StripeConnectionError ||
    error instanceof StripeRateLimitError ||
    error instanceof StripeAPIError
  if (!isAway) return undefined
  return new AppError('unavailable', {
    detail:
      'Stripe, who takes the payments, does not answer at the moment. Nothing was lost. Try again in a minute.',
    retryAfterMs: 60_000,
    cause: error,
  })
}

export function isMissing(error: unknown): boolean {
  return error instanceof Stripe.errors.StripeError && error.code === 'resource_missing'
}

/** It is there, but was made while the installation practised: the key is of live mode by now. Never the other way round. */
export function isOfTestMode(error: unknown): boolean {
  return isMissing(error) && error instanceof Error && /exists in test mode/.test(error.message)
}

/** The bank wants the owner of the card to confirm, and there is nobody: a program asked. */
export function asksOwner(error: unknown): boolean {
  return error instanceof Stripe.errors.StripeError && ownerCodes.has(error.code ?? '')
}

const ownerCodes = new Set(['authentication_required', 'subscription_payment_intent_requires_action'])
