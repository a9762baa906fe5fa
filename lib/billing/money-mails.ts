// Which mails follow from what Stripe says. Pure: each is told apart by what it is about, so that however often the same is read, whoever
// gets it gets it once.
import type { MailData } from '#lib/mail/templates.ts'
import { terms } from './plans.ts'
import {
  isHeld,
  isHeldBack,
  type SubscriptionRow,
  subscriptionIdOf,
  type ToldInvoice,
} from './subscription-row.ts'

type About<Name extends 'payment-failed' | 'payment-received' | 'subscription-canceled'> = {
  template: Name
  onceKey: string
  data: MailData<Name>
}
export type MoneyMail = About<'payment-failed'> | About<'payment-received'> | About<'subscription-canceled'>

const dayMs = 24 * 60 * 60 * 1000
/** What happened longer ago is no news: a company that comes from elsewhere is not told of all it ever paid. */
const newsDays = 7

export function moneyMails(
  companyName: string,
  rows: readonly SubscriptionRow[],
  invoices: readonly ToldInvoice[],
  now: Date,
): MoneyMail[] {
  const held = new Map(rows.filter(({ status }) => isHeld(status)).map((row) => [row.id, row]))
  return [
    ...invoices.flatMap((invoice) => paymentReceived(companyName, invoice, now)),
    ...invoices.flatMap((invoice) =>
      paymentFailed(companyName, invoice, held.get(subscriptionIdOf(invoice) ?? '')),
    ),
    ...[...held.values()].flatMap((row) => subscriptionCanceled(companyName, row, now)),
  ]
}

function paymentReceived(companyName: string, invoice: ToldInvoice, now: Date): MoneyMail[] {
  const paidAt = (invoice.status_transitions.paid_at ?? 0) * 1000
  const isNews =
    invoice.status === 'paid' && invoice.amount_paid > 0 && now.getTime() - paidAt < newsDays * dayMs
  if (!isNews) return []
  const data = {
    companyName,
    amountCents: invoice.amount_paid,
    currency: invoice.currency,
    paidAt: new Date(paidAt).toISOString(),
    ...(invoice.number && { invoiceNumber: invoice.number }),
    ...(invoice.hosted_invoice_url && { receiptUrl: invoice.hosted_invoice_url }),
  }
  return [{ template: 'payment-received', onceKey: `payment-received:${invoice.id}`, data }]
}

/** Not of a first payment: who gives a card sees at the checkout that it is declined. */
function paymentFailed(
  companyName: string,
  invoice: ToldInvoice,
  subscription: SubscriptionRow | undefined,
): MoneyMail[] {
  const { status, attempted, attempt_count, amount_remaining } = invoice
  if (!subscription || (isHeldBack(invoice) && !subscription.pastDueSince)) return []
  if (status !== 'open' || amount_remaining === 0 || !(attempted || attempt_count > 0)) return []
  const finalizedAt = (invoice.status_transitions.finalized_at ?? invoice.created) * 1000
  const since = subscription.pastDueSince ?? new Date(finalizedAt)
  const data = {
    companyName,
    amountCents: amount_remaining,
    currency: invoice.currency,
    graceEndsAt: new Date(since.getTime() + terms.graceDays * dayMs).toISOString(),
    ...(invoice.hosted_invoice_url && { invoiceUrl: invoice.hosted_invoice_url }),
  }
  return [{ template: 'payment-failed', onceKey: `payment-failed:${invoice.id}`, data }]
}

/** Of one that ends on a day to come: whoever has ended already is told that employees have stopped. */
function subscriptionCanceled(
  companyName: string,
  { id, cancelsAt }: SubscriptionRow,
  now: Date,
): MoneyMail[] {
  if (!cancelsAt || cancelsAt <= now) return []
  const removalAt = new Date(cancelsAt.getTime() + terms.keptAfterPayingDays * dayMs)
  const data = { companyName, endsAt: cancelsAt.toISOString(), removalAt: removalAt.toISOString() }
  return [
    {
      template: 'subscription-canceled',
      onceKey: `subscription-canceled:${id}:${data.endsAt.slice(0, 10)}`,
      data,
    },
  ]
}
