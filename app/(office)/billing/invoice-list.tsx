import type { Invoice } from '#lib/wire/billing.ts'
import { Badge } from '../../_ui/badge.tsx'
import { dayInWords } from '../_billing/day-in-words.ts'
import { centsInWords } from '../_billing/money-words.ts'

const linkLook =
  'rounded-sm underline decoration-line underline-offset-4 hover:decoration-current max-sm:py-3'

export function InvoiceList({ bills }: { bills: readonly Invoice[] }) {
  if (bills.length === 0) return <p className="text-muted">There is no invoice yet.</p>
  return (
    <ul className="flex flex-col">
      {bills.map((bill) => (
        <li
          key={bill.id}
          className="grid grid-cols-[minmax(0,1fr)_auto] items-center gap-x-4 gap-y-0.5 border-line border-b py-2.5 first:pt-0 last:border-b-0"
        >
          <span className="flex min-w-0 flex-wrap items-center gap-x-3 gap-y-1">
            <span>{dayInWords(bill.createdAt)}</span>
            <State status={bill.status} />
          </span>
          <span className="figures text-right">{centsInWords(bill.totalCents, bill.currency)}</span>
          <span className="truncate font-mono text-muted text-sm">{bill.number}</span>
          <span className="flex justify-end gap-4 text-sm">
            {bill.url && (
              <a href={bill.url} className={linkLook}>
                {bill.status === 'open' ? 'Pay' : 'See'}
                <span className="sr-only"> the invoice {bill.number}</span>
              </a>
            )}
            {bill.pdfUrl && (
              <a href={bill.pdfUrl} className={linkLook}>
                PDF
                <span className="sr-only"> of the invoice {bill.number}</span>
              </a>
            )}
          </span>
        </li>
      ))}
    </ul>
  )
}

function State({ status }: { status: Invoice['status'] }) {
  switch (status) {
    case 'paid':
      return <Badge tone="good">Paid</Badge>
    case 'open':
      return <Badge tone="bad">Not paid yet</Badge>
    case 'uncollectible':
      return <Badge tone="bad">Not paid</Badge>
    case 'void':
      return <Badge>Void</Badge>
  }
}
