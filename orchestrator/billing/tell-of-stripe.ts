import { countCustomers } from '#lib/admin/count-customers.ts'
import { type StripeMode, stripeInWords } from '#lib/admin/stripe-in-words.ts'
import { transactAsOrchestrator } from '#lib/db/transact.ts'
import { isLiveKey, type StripeAccess } from '#lib/stripe/open-stripe.ts'
import type { Log } from '#orchestrator/log.ts'

/** Says at the start whom Stripe is not asked about: whoever took the key away sees it here and on the page of operators. */
export async function tellOfStripe(stripe: StripeAccess | undefined, log: Log): Promise<void> {
  const mode: StripeMode = stripe ? (isLiveKey(stripe.secretKey) ? 'live' : 'test') : 'none'
  const counts = await transactAsOrchestrator(countCustomers)
  const words = stripeInWords(mode, counts)
  if (words) log.warn({ ...counts, mode }, words)
}
