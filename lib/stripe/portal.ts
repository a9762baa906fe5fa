// What customers may do at Stripe by themselves, and which events tell us to look. Seats and plans are changed with us, where one sees who
// would have to go.
import { createHash } from 'node:crypto'
import type Stripe from 'stripe'
import { AppError } from '#lib/errors.ts'

/** Marks the account's configuration that is ours; its value says which settings it has. */
export const portalMark = 'deskhand_settings'

export const followedEvents = [
  'checkout.session.completed',
  'checkout.session.async_payment_succeeded',
  'checkout.session.async_payment_failed',
  'customer.updated',
  'customer.deleted',
  'customer.subscription.created',
  'customer.subscription.updated',
  'customer.subscription.deleted',
  'customer.subscription.paused',
  'customer.subscription.resumed',
  'customer.subscription.trial_will_end',
  'customer.subscription.pending_update_applied',
  'customer.subscription.pending_update_expired',
  'invoice.finalized',
  'invoice.paid',
  'invoice.payment_failed',
  'invoice.payment_action_required',
  'invoice.marked_uncollectible',
  'invoice.voided',
  'payment_method.attached',
] as const

export function portalSettings(siteUrl: string) {
  const settings = {
    business_profile: {
      headline: 'Deskhand',
      privacy_policy_url: `${siteUrl}/privacy`,
      terms_of_service_url: `${siteUrl}/terms`,
    },
    default_return_url: `${siteUrl}/billing`,
    features: {
      customer_update: { enabled: true, allowed_updates: ['address', 'email', 'name', 'tax_id'] },
      invoice_history: { enabled: true },
      payment_method_update: { enabled: true },
      subscription_cancel: {
        enabled: true,
        mode: 'at_period_end',
        cancellation_reason: {
          enabled: true,
          options: ['too_expensive', 'missing_features', 'switched_service', 'unused', 'other'],
        },
      },
      subscription_update: { enabled: false },
    },
  } satisfies Stripe.BillingPortal.ConfigurationCreateParams
  const digest = createHash('sha256').update(JSON.stringify(settings)).digest('hex').slice(0, 16)
  return { ...settings, metadata: { [portalMark]: digest } }
}

/** @throws AppError `unavailable` where the account was never set up. */
export async function portalConfigurationId(stripe: Stripe): Promise<string> {
  const { data } = await stripe.billingPortal.configurations.list({ active: true, limit: 100 })
  const found = data.find(({ metadata }) => metadata?.[portalMark] !== undefined)
  if (found) return found.id
  throw new AppError('unavailable', {
    detail:
      'The page for cards and cancelling is not set up: the operator of this installation has not run `npm run stripe:sync`. Nothing was changed.',
  })
}
