// What the verbs of money need besides the database.
import type Stripe from 'stripe'

export interface Billing {
  stripe: Stripe
  /** Where people come back to, without a slash at the end. */
  siteUrl: string
  /** How long a change waits until it is known here. For tests that do not want to wait. */
  confirmWithinMs?: number
}

export const billingPath = '/billing'
/** Where the checkout sends people who paid; `?session=` names it. */
export const confirmingPath = '/billing/confirming'
