'use client'
import type { ReactNode } from 'react'
import { buttonLook } from '../../_ui/button-look.ts'
import { Lamp } from '../../_ui/lamp.tsx'
import type { LampState } from '../../_ui/lamp-drawing.tsx'
import { useNow } from '../../_ui/use-now.ts'
import { counted } from '../_billing/counted.ts'
import { dayInWords } from '../_billing/day-in-words.ts'
import { centsInWords } from '../_billing/money-words.ts'
import { useStanding } from '../_billing/standing-provider.tsx'
import { planName, standingInWords, whoCanPay } from '../_billing/standing-words.ts'

/** What is paid, as the page needs it. */
export interface PaidPlan {
  amountCents: number
  currency: string
  status: string
  periodEndsAt: string | null
  cancelsAt: string | null
}

/** How it stands: the lamp and the sentence first, then the facts. */
export function PlanNow({ paid }: { paid: PaidPlan | null }) {
  const { entitlement, mayPay, payers, openInvoiceUrl } = useStanding()
  const { title, text } = standingInWords(entitlement, useNow(60_000))
  const { employees, maxEmployees } = entitlement
  return (
    <>
      <div className="flex items-start gap-3">
        <Lamp state={lampOf(entitlement)} size={32} label={null} />
        <div className="min-w-0">
          <p className="font-semibold text-md" suppressHydrationWarning>
            {title}
          </p>
          <p className="text-muted">
            {text} {!mayPay && whoCanPay(payers)}
          </p>
          {openInvoiceUrl && (
            <a href={openInvoiceUrl} className={buttonLook('primary', 'md', 'mt-3')}>
              Pay the open invoice
            </a>
          )}
        </div>
      </div>
      <dl className="grid gap-x-6 gap-y-2 sm:grid-cols-[140px_minmax(0,1fr)]">
        <Fact name="Plan">{entitlement.planKey ? planName(entitlement) : 'None yet'}</Fact>
        <Fact name="Seats">
          <span className="figures">{employees}</span> of {counted(maxEmployees, 'seat')} taken
        </Fact>
        {paid && (
          <Fact name="Price">
            <span className="figures">{centsInWords(paid.amountCents, paid.currency)}</span> each month
          </Fact>
        )}
        {paid?.periodEndsAt && !paid.cancelsAt && (
          <Fact name={paid.status === 'trialing' ? 'First payment' : 'Next payment'}>
            {dayInWords(paid.periodEndsAt)}
          </Fact>
        )}
      </dl>
    </>
  )
}

function lampOf({ standing, mayRun }: { standing: string; mayRun: boolean }): LampState {
  if (standing === 'past_due') return 'red'
  return mayRun ? 'lit' : 'off'
}

function Fact({ name, children }: { name: string; children: ReactNode }) {
  return (
    <>
      <dt className="text-muted max-sm:-mb-2">{name}</dt>
      <dd>{children}</dd>
    </>
  )
}
