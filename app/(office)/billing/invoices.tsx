import type { Member } from '#lib/access/caller.ts'
import { listInvoices } from '#lib/billing/list-invoices.ts'
import { AppError } from '#lib/errors.ts'
import type { Invoice } from '#lib/wire/billing.ts'
import { logFault } from '../../_edge/log.ts'
import { billingEdge } from '../../_edge/stripe.ts'
import { InvoiceList } from './invoice-list.tsx'

/** Read from Stripe while the page is shown already. */
export async function Invoices({ member, hasCustomer }: { member: Member; hasCustomer: boolean }) {
  if (!hasCustomer) return <InvoiceList bills={[]} />
  const bills = await read(member)
  if (bills) return <InvoiceList bills={bills} />
  return (
    <p className="text-muted">
      Stripe did not answer just now. Your invoices are safe there; look again in a moment.
    </p>
  )
}

async function read(member: Member): Promise<Invoice[] | undefined> {
  try {
    return await listInvoices(member, billingEdge())
  } catch (error) {
    if (!(error instanceof AppError)) logFault(error)
    return undefined
  }
}
