// What stands in the way of paying for more.
import { AppError } from '#lib/errors.ts'
import type { BillingFacts } from './entitlement.ts'
import { paymentRequired } from './payment-required.ts'

/** Nobody pays for what they would not get. @throws AppError `payment_required` */
export function requireUnsuspended({ suspendedAt }: Pick<BillingFacts, 'suspendedAt'>): void {
  if (suspendedAt) throw paymentRequired({ standing: 'suspended' })
}

export function invoiceIsOpen(): AppError {
  return new AppError('payment_required', {
    detail:
      'An invoice is open. Nothing was changed. Pay it first, on the page Billing; then change plan and seats.',
  })
}
