import { authorize } from '#lib/access/authorize.ts'
import type { CompanyCaller } from '#lib/access/caller.ts'
import { transact } from '#lib/db/transact.ts'
import { portalConfigurationId } from '#lib/stripe/portal.ts'
import { asking } from '#lib/stripe/refusal.ts'
import { type Billing, billingPath } from './billing.ts'
import { requireCustomer } from './keep-customer.ts'

/** Stripe's own page for cards, addresses, tax ids, old invoices and cancelling. */
export async function openPortal(
  caller: CompanyCaller,
  { stripe, siteUrl }: Billing,
): Promise<{ url: string }> {
  authorize(caller, 'billing.manage')
  const customer = await transact(caller, (tx) => requireCustomer(tx, caller.companyId))
  return asking(async () => {
    const configuration = await portalConfigurationId(stripe)
    const wanted = { customer, configuration, return_url: `${siteUrl}${billingPath}` }
    const { url } = await stripe.billingPortal.sessions.create(wanted)
    return { url }
  })
}
