// Stripe as this installation is set up. Without a key nobody can pay here, and everything else works.
import 'server-only'
import type Stripe from 'stripe'
import type { StripeMode } from '#lib/admin/stripe-in-words.ts'
import type { Billing } from '#lib/billing/billing.ts'
import { AppError } from '#lib/errors.ts'
import { isLiveKey, openStripe } from '#lib/stripe/open-stripe.ts'
import { appEnv, siteUrl } from './env.ts'

let opened: Stripe | undefined

/** @throws AppError `unavailable` where the installation has no account at Stripe. */
export function billingEdge(): Billing {
  const { STRIPE_SECRET_KEY: secretKey, STRIPE_API_URL: apiUrl } = appEnv()
  if (!secretKey) {
    throw new AppError('unavailable', {
      detail:
        'Nothing can be paid at this installation: its operator has not set STRIPE_SECRET_KEY. Nothing was changed.',
    })
  }
  opened ??= openStripe({ secretKey, apiUrl })
  return { stripe: opened, siteUrl: siteUrl() }
}

/** Which mode of Stripe this installation is in. */
export function stripeMode(): StripeMode {
  const { STRIPE_SECRET_KEY: secretKey } = appEnv()
  if (!secretKey) return 'none'
  return isLiveKey(secretKey) ? 'live' : 'test'
}

/** Whether plans can be paid here at all. */
export function canPay(): boolean {
  return appEnv().STRIPE_SECRET_KEY !== undefined
}

/** @throws AppError `unavailable` where events cannot be told from forgeries. */
export function webhookEdge(): { stripe: Stripe; secret: string; isLive: boolean } {
  const { stripe } = billingEdge()
  const { STRIPE_SECRET_KEY: secretKey = '', STRIPE_WEBHOOK_SECRET: secret } = appEnv()
  if (!secret) {
    throw new AppError('unavailable', {
      detail:
        'Events cannot be checked: the operator of this installation has not set STRIPE_WEBHOOK_SECRET.',
    })
  }
  return { stripe, secret, isLive: isLiveKey(secretKey) }
}
