import type { Metadata } from 'next'
import { Suspense } from 'react'
import { readBilling } from '#lib/billing/read-billing.ts'
import { requireMember } from '../../_edge/session.ts'
import { Banner } from '../../_ui/banner.tsx'
import { Skeleton } from '../../_ui/skeleton.tsx'
import { readStanding } from '../_billing/read-standing.ts'
import type { CompanyStanding } from '../_billing/standing-words.ts'
import { modeOf } from '../_billing/wish-words.ts'
import { Section } from '../_form/section.tsx'
import { Invoices } from './invoices.tsx'
import { OpenPortal } from './open-portal.tsx'
import { PlanForm } from './plan-form.tsx'
import { PlanNow } from './plan-now.tsx'

export const metadata: Metadata = { title: 'Plan and billing' }

type BillingPageProps = { searchParams: Promise<Record<string, string | string[] | undefined>> }

export default async function BillingPage({ searchParams }: BillingPageProps) {
  const member = await requireMember('/billing')
  const { standing } = await readStanding(member)
  if (!standing.mayPay)
    return (
      <Section title="Now">
        <PlanNow paid={null} />
      </Section>
    )
  const { subscription, hasCustomer, isConfirming } = await readBilling(member)
  const { checkout } = await searchParams
  const { entitlement } = standing
  return (
    <>
      <Told isCancelled={checkout === 'cancelled'} isConfirming={isConfirming && standing.canPay} />
      <Section title="Now">
        <PlanNow paid={modeOf(entitlement) === 'change' ? subscription : null} />
      </Section>
      {maySetPlan(standing) && (
        <Section
          title="Plan and seats"
          text="A seat is one employee. A change counts at once. What you add is paid for the rest of the month, up to the second, and brings its part of the model use; what you give back is paid until the month ends."
        >
          <PlanForm key={`${entitlement.planKey}.${entitlement.maxEmployees}.${entitlement.standing}`} />
        </Section>
      )}
      {hasCustomer && (
        <Section
          title="Card and cancelling"
          text="Cancelled, a plan goes on to the end of the month that is paid."
        >
          <OpenPortal />
        </Section>
      )}
      <Section title="Invoices" text="Each is mailed to the address the card was given with.">
        <Suspense fallback={<Skeleton className="h-10 w-full" />}>
          <Invoices member={member} hasCustomer={hasCustomer} />
        </Suspense>
      </Section>
    </>
  )
}

/** Whoever owes a bill pays that first: the subscription behind it still stands, and there is none to begin beside it. */
function maySetPlan({ entitlement, openInvoiceUrl }: CompanyStanding): boolean {
  const mode = modeOf(entitlement)
  return mode !== 'none' && !(mode === 'return' && openInvoiceUrl)
}

/** What a visit to Stripe led to. */
function Told({ isCancelled, isConfirming }: { isCancelled: boolean; isConfirming: boolean }) {
  if (isConfirming)
    return (
      <div className="pt-6">
        <Banner title="A change is being confirmed">
          Stripe tells us in a moment; this page changes by itself.
        </Banner>
      </div>
    )
  if (!isCancelled) return null
  return (
    <div className="pt-6">
      <Banner title="Nothing was paid">
        You came back before the payment. Everything is as it was, and you can begin again at any time.
      </Banner>
    </div>
  )
}
