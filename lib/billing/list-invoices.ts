import type Stripe from 'stripe'
import { authorize } from '#lib/access/authorize.ts'
import type { CompanyCaller } from '#lib/access/caller.ts'
import { transact } from '#lib/db/transact.ts'
import { asking } from '#lib/stripe/refusal.ts'
import type { Invoice } from '#lib/wire/billing.ts'
import type { Billing } from './billing.ts'

const most = 100

/** Newest first, straight from Stripe; none for a company that has never paid. Drafts are not shown: they still change. */
export async function listInvoices(
  caller: CompanyCaller,
  { stripe }: Pick<Billing, 'stripe'>,
): Promise<Invoice[]> {
  authorize(caller, 'billing.read')
  const found = await transact(caller, (tx) =>
    tx
      .selectFrom('billingCustomers')
      .where('companyId', '=', caller.companyId)
      .select('stripeCustomerId')
      .executeTakeFirst(),
  )
  const customer = found?.stripeCustomerId
  if (!customer) return []
  const { data } = await asking(() => stripe.invoices.list({ customer, limit: most }))
  return data.flatMap(shown)
}

const statuses = ['open', 'paid', 'void', 'uncollectible'] as const

function shown(invoice: Stripe.Invoice): Invoice[] {
  const status = statuses.find((one) => one === invoice.status)
  if (!status) return []
  return [
    {
      id: invoice.id,
      number: invoice.number,
      createdAt: new Date(invoice.created * 1000).toISOString(),
      status,
      totalCents: invoice.total,
      currency: invoice.currency,
      url: invoice.hosted_invoice_url ?? null,
      pdfUrl: invoice.invoice_pdf ?? null,
    },
  ]
}
