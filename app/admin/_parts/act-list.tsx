import Link from 'next/link'
import type { ActRow } from '#lib/admin/list-acts.ts'
import { RelativeTime } from '../../_ui/relative-time.tsx'
import { actInWords } from './words.ts'

export function ActList({ acts, isAcrossCompanies }: { acts: ActRow[]; isAcrossCompanies?: boolean }) {
  return (
    <ol className="border-line border-t">
      {acts.map((act) => (
        <li
          key={act.id}
          className="flex flex-wrap items-baseline gap-x-4 gap-y-0.5 border-line border-b py-2 last:border-b-0"
        >
          <div className="min-w-0 flex-1 basis-72">
            <p className="break-words">
              {actInWords(act)}
              {isAcrossCompanies && (
                <>
                  {' · '}
                  <Link href={`/admin/companies/${act.companyId}`} className="underline hover:text-lamp-text">
                    {act.companyName}
                  </Link>
                </>
              )}
            </p>
            <p dir="auto" className="break-words text-muted text-sm">
              {act.reason}
            </p>
          </div>
          <span className="min-w-0 max-w-60 truncate text-muted text-sm">{act.operatorEmail}</span>
          <span className="w-24 shrink-0 text-right text-muted text-sm">
            <RelativeTime at={act.at.getTime()} />
          </span>
        </li>
      ))}
    </ol>
  )
}
