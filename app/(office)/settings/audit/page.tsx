import { ShieldAlert, ShieldCheck } from 'lucide-react'
import type { Metadata } from 'next'
import { may } from '#lib/access/authorize.ts'
import { listAudit } from '#lib/audit/list-audit.ts'
import { requireMember } from '../../../_edge/session.ts'
import { Banner } from '../../../_ui/banner.tsx'
import { EmptyState } from '../../../_ui/empty-state.tsx'
import { Pagination } from '../../../_ui/pagination.tsx'
import { RelativeTime } from '../../../_ui/relative-time.tsx'
import { readOffice } from '../../_office/read-office.ts'
import { ManagersOnly } from '../_settings/managers-only.tsx'
import { actorInWords, auditInWords } from './audit-in-words.ts'

export const metadata: Metadata = { title: 'Audit trail' }

const pageLength = 50
const icon = { 'aria-hidden': true, size: 16, strokeWidth: 1.5 } as const

type AuditPageProps = { searchParams: Promise<Record<string, string | string[] | undefined>> }

export default async function AuditPage({ searchParams }: AuditPageProps) {
  const member = await requireMember('/settings/audit')
  if (!may(member, 'audit.read')) {
    return <ManagersOnly what="Audit trails" text="They say who changed what, and when." />
  }
  const beforeSeq = Number((await searchParams).before) || undefined
  const { entries, brokenAt } = await listAudit(member, {
    limit: pageLength + 1,
    ...(beforeSeq && beforeSeq > 0 && { beforeSeq: Math.trunc(beforeSeq) }),
  })
  const { office } = await readOffice(member)
  const names = Object.fromEntries(office.employees.map((one) => [one.id, one.name]))
  const shown = entries.slice(0, pageLength)
  const last = entries.length > pageLength ? shown.at(-1) : undefined
  return (
    <div className="py-8">
      <h2 className="font-semibold">Audit trail</h2>
      <p className="mt-1 mb-4 max-w-read text-muted">
        Who changed what, and when. Each entry is sealed with the one before it, so that no entry can be
        altered or taken out unnoticed.
      </p>
      <Chain brokenAt={brokenAt} />
      {shown.length === 0 ? (
        <EmptyState title="Nothing was changed yet." />
      ) : (
        <ol aria-label="Audit trail" className="mt-4 flex flex-col">
          {shown.map((entry) => (
            <li
              key={entry.seq}
              className="flex flex-wrap items-baseline gap-x-4 gap-y-0.5 border-line border-b py-2 text-sm last:border-b-0"
            >
              <span className="figures w-10 shrink-0 text-muted">{entry.seq}</span>
              <span dir="auto" className="min-w-0 flex-1 basis-60 break-words">
                {auditInWords(entry, names)}
              </span>
              <span className="min-w-0 max-w-60 truncate text-muted" title={actorInWords(entry)}>
                {actorInWords(entry)}
              </span>
              <span className="w-24 shrink-0 text-right text-muted">
                <RelativeTime at={entry.at.getTime()} />
              </span>
            </li>
          ))}
        </ol>
      )}
      <Pagination
        label="Audit trail"
        previousHref={beforeSeq ? '/settings/audit' : undefined}
        nextHref={last && `/settings/audit?before=${last.seq}`}
      />
    </div>
  )
}

function Chain({ brokenAt }: { brokenAt: number | null }) {
  if (brokenAt !== null) {
    return (
      <Banner tone="error" title={`The chain is broken at entry ${brokenAt}.`}>
        <ShieldAlert {...icon} className="mr-1.5 inline" />
        Somebody altered the records below the product. Entries before it can be trusted; tell whoever runs
        this installation.
      </Banner>
    )
  }
  return (
    <p className="flex items-center gap-2 text-good">
      <ShieldCheck {...icon} />
      The chain is whole, checked just now.
    </p>
  )
}
