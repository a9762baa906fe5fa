import type { Metadata } from 'next'
import Link from 'next/link'
import { type Overview, readOverview } from '#lib/admin/read-overview.ts'
import { stripeInWords } from '#lib/admin/stripe-in-words.ts'
import { money } from '#lib/mail/words.ts'
import { failure } from '#lib/wire/shapes.ts'
import { requireOperator } from '../../_edge/operator.ts'
import { stripeMode } from '../../_edge/stripe.ts'
import { Lamp } from '../../_ui/lamp.tsx'
import { RelativeTime } from '../../_ui/relative-time.tsx'
import { KeepRead } from '../_parts/keep-read.tsx'
import { MailList } from '../_parts/mail-list.tsx'
import { Nothing, Section } from '../_parts/section.tsx'
import { spoken } from '../_parts/words.ts'
import { Figures } from './figures.tsx'
import { Hosts } from './hosts.tsx'
import { Trials } from './trials.tsx'

export const metadata: Metadata = { title: 'Overview' }

export default async function OverviewPage() {
  const overview = await readOverview(await requireOperator())
  return (
    <>
      <h1 className="sr-only">Overview</h1>
      <div className="pt-4">
        <KeepRead at={Date.now()} />
      </div>
      <Figures overview={overview} />
      <div className="grid gap-x-12 lg:grid-cols-2">
        <Section title="Trials by week" text="How many began, and how many of those have paid since.">
          <Trials weeks={overview.trials} />
        </Section>
        <Section title="Hosts" text="Machines with desks.">
          <Hosts hosts={overview.hosts} />
        </Section>
      </div>
      <Payments overview={overview} />
      <Section title="Mails that did not go out">
        {overview.failingMails.length === 0 ? (
          <Nothing>All mails have gone out.</Nothing>
        ) : (
          <MailList mails={overview.failingMails} isAcrossCompanies />
        )}
      </Section>
      <Desks desks={overview.failingDesks} />
    </>
  )
}

function Payments({ overview }: { overview: Overview }) {
  const { latePayments, syncFailures, oddEvents, stripe } = overview
  const unread = stripeInWords(stripeMode(), stripe)
  const entries = latePayments.length + syncFailures.length + oddEvents.length
  return (
    <Section title="Payments">
      {unread && (
        <p role="note" className="mb-3 rounded-md bg-lamp-wash px-3 py-2.5">
          {unread}
        </p>
      )}
      {!unread && entries === 0 && <Nothing>No payment is late, and Stripe and we agree.</Nothing>}
      {entries > 0 && (
        <ul className="border-line border-t">
          {latePayments.map((late) => (
            <Row key={late.companyId} company={late} aside={late.pastDueSince}>
              <span className="figures text-sm">{money(late.amountCents, late.currency)}</span> late
            </Row>
          ))}
          {syncFailures.map((failed) => (
            <Row key={failed.companyId} company={failed} aside={failed.syncedAt}>
              Stripe could not be read: {failed.failure}
            </Row>
          ))}
          {oddEvents.map(({ outcome, type, count, lastAt }) => (
            <Row key={`${outcome} ${type}`} aside={lastAt}>
              {count} × <span className="figures text-sm">{type}</span>: {spoken(outcome).toLowerCase()}
            </Row>
          ))}
        </ul>
      )}
    </Section>
  )
}

function Desks({ desks }: { desks: Overview['failingDesks'] }) {
  return (
    <Section title="Desks that need attention">
      {desks.length === 0 ? (
        <Nothing>All desks are well.</Nothing>
      ) : (
        <ul className="border-line border-t">
          {desks.map((desk) => (
            <Row key={desk.employeeId} company={desk} aside={desk.since}>
              <Lamp state="red" size={16} label={null} className="mr-1.5 align-text-bottom" />
              {desk.employeeName}: {failure.safeParse(desk.failure).data?.text ?? 'failed'}
            </Row>
          ))}
        </ul>
      )}
    </Section>
  )
}

interface RowProps {
  company?: { companyId: string; companyName: string }
  aside: Date | null
  children: React.ReactNode
}

function Row({ company, aside, children }: RowProps) {
  return (
    <li className="flex flex-wrap items-baseline gap-x-4 gap-y-0.5 border-line border-b py-2 last:border-b-0">
      {company && (
        <Link
          href={`/admin/companies/${company.companyId}`}
          className="min-w-0 basis-56 truncate underline decoration-line hover:decoration-current"
        >
          {company.companyName}
        </Link>
      )}
      <span className="min-w-0 flex-1 basis-64 break-words">{children}</span>
      <span className="shrink-0 text-muted text-sm">
        {aside ? <RelativeTime at={aside.getTime()} /> : 'never'}
      </span>
    </li>
  )
}
