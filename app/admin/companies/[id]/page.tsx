import type { Metadata } from 'next'
import { notFound } from 'next/navigation'
import { listActs } from '#lib/admin/list-acts.ts'
import { type CompanyFile, readCompany } from '#lib/admin/read-company.ts'
import { planByKey } from '#lib/billing/plans.ts'
import { AppError } from '#lib/errors.ts'
import { dollars, money } from '#lib/mail/words.ts'
import { requireOperator } from '../../../_edge/operator.ts'
import { canPay } from '../../../_edge/stripe.ts'
import { Badge } from '../../../_ui/badge.tsx'
import { PageHeader } from '../../../_ui/page-header.tsx'
import { RelativeTime } from '../../../_ui/relative-time.tsx'
import { ActList } from '../../_parts/act-list.tsx'
import { Facts } from '../../_parts/facts.tsx'
import { KeepRead } from '../../_parts/keep-read.tsx'
import { MailList } from '../../_parts/mail-list.tsx'
import { Nothing, Section } from '../../_parts/section.tsx'
import { standingNames, standingTones } from '../../_parts/words.ts'
import { CompanyActs } from './company-acts.tsx'
import { EmployeeList } from './employee-list.tsx'

export const metadata: Metadata = { title: 'Company' }

export default async function CompanyPage({ params }: { params: Promise<{ id: string }> }) {
  const operator = await requireOperator()
  const { id } = await params
  const company = await readCompany(operator, { id, asksStripe: canPay() }).catch((error: unknown) => {
    if (error instanceof AppError && error.code === 'not_found') notFound()
    throw error
  })
  const { acts } = await listActs(operator, { companyId: company.id })
  const { standing } = company.entitlement
  return (
    <>
      <PageHeader
        title={company.name}
        lead={<Badge tone={standingTones[standing]}>{standingNames[standing]}</Badge>}
        actions={<KeepRead at={Date.now()} />}
      />
      <div className="max-w-read">
        {company.explanation.map((sentence) => (
          <p key={sentence}>{sentence}</p>
        ))}
      </div>
      <CompanyActs company={company} />
      <div className="grid gap-x-12 lg:grid-cols-2">
        <Section title="Company">
          <Facts
            facts={[
              ['Id', company.id],
              ['Founded', <RelativeTime key="at" at={company.foundedAt.getTime()} />],
              ['Plan', planByKey(company.entitlement.planKey ?? '')?.name ?? 'None'],
              ['Model cost this month', dollars(company.spentMicros)],
              // Of a month, or of all the time before the first payment.
              ['Allowance', dollars(capOf(company))],
              ['Included by the plan', dollars(company.includedMicros)],
              ['Extra, given by us', dollars(company.extraMicros)],
            ]}
          />
        </Section>
        <Subscription company={company} />
      </div>
      <Section title="People">
        <ul className="border-line border-t">
          {company.members.map((member) => (
            <li
              key={member.userId}
              className="flex flex-wrap items-baseline gap-x-4 gap-y-0.5 border-line border-b py-2 last:border-b-0"
            >
              <span dir="auto" className="min-w-0 basis-48 truncate">
                {member.displayName || 'Without a name'}
              </span>
              <span className="min-w-0 flex-1 basis-56 truncate text-muted">{member.email}</span>
              <span className="w-16 text-muted text-sm max-sm:text-right">{member.role}</span>
              <span className="w-24 text-right text-muted text-sm max-sm:hidden">
                <RelativeTime at={member.joinedAt.getTime()} />
              </span>
            </li>
          ))}
        </ul>
      </Section>
      <Section title="Employees">
        <EmployeeList employees={company.employees} mayRun={company.entitlement.mayRun} />
      </Section>
      <Section title="Mails">
        {company.mails.length === 0 ? (
          <Nothing>No mail was written to them.</Nothing>
        ) : (
          <MailList mails={company.mails} />
        )}
      </Section>
      <Section title="What operators did here">
        {acts.length === 0 ? <Nothing>Nothing yet.</Nothing> : <ActList acts={acts} />}
      </Section>
    </>
  )
}

const capOf = ({ capMicros, includedMicros, extraMicros }: CompanyFile) =>
  Math.min(capMicros ?? Number.POSITIVE_INFINITY, includedMicros + extraMicros)

const dayFormat = new Intl.DateTimeFormat('en-GB', { dateStyle: 'medium', timeZone: 'UTC' })
const day = (at: Date | null) => (at ? dayFormat.format(at) : '–')

function Subscription({ company: { subscription, customer } }: { company: CompanyFile }) {
  const stripe = customer?.stripeCustomerId
  const site = `https://dashboard.stripe.com${subscription?.isLive === false ? '/test' : ''}`
  return (
    <Section title="Subscription">
      {subscription ? (
        <Facts
          facts={[
            ['Stripe says', subscription.status],
            ['Plan', planByKey(subscription.planKey ?? '')?.name ?? 'A price no plan has'],
            ['Seats', subscription.seats],
            ['Each month', money(subscription.amountCents, subscription.currency)],
            ['Paid until', day(subscription.periodEndsAt)],
            ['Ends', subscription.cancelsAt ? day(subscription.cancelsAt) : 'not foreseen'],
          ]}
        />
      ) : (
        <Nothing>No subscription is known.</Nothing>
      )}
      {stripe && (
        <p className="pt-3 text-muted text-sm">
          <a href={`${site}/customers/${stripe}`} rel="noreferrer" className="underline hover:text-ink">
            Customer at Stripe
          </a>{' '}
          <span className="figures">{stripe}</span>, read{' '}
          {customer.syncedAt ? <RelativeTime at={customer.syncedAt.getTime()} /> : 'never'}
          {customer.isBehind && '; a change waits to be read'}.
        </p>
      )}
      {customer?.failure && <p className="pt-1 text-bad text-sm">{customer.failure}</p>}
    </Section>
  )
}
