import { randomUUID } from 'node:crypto'
import Link from 'next/link'
import type { MailRow } from '#lib/admin/read-mails.ts'
import { Badge } from '../../_ui/badge.tsx'
import { RelativeTime } from '../../_ui/relative-time.tsx'
import { sendMailAgain } from '../_actions/acts.ts'
import { ActButton } from './act-button.tsx'
import { mailStates, spoken } from './words.ts'

/** What went out and what did not; what they say stays between us and their readers. */
export function MailList({ mails, isAcrossCompanies }: { mails: MailRow[]; isAcrossCompanies?: boolean }) {
  return (
    <ul className="border-line border-t">
      {mails.map((mail) => (
        <li
          key={mail.id}
          className="flex flex-wrap items-center gap-x-4 gap-y-1 border-line border-b py-2 last:border-b-0"
        >
          <div className="min-w-0 flex-1 basis-64">
            <p className="truncate">
              {spoken(mail.template)} <span className="text-muted">to {mail.recipient}</span>
            </p>
            <p className="break-words text-muted text-sm">
              {isAcrossCompanies && (
                <>
                  <Link href={`/admin/companies/${mail.companyId}`} className="underline hover:text-ink">
                    {mail.companyName}
                  </Link>{' '}
                  ·{' '}
                </>
              )}
              {mail.failure ? `${mail.failure} (tried ${mail.attempts}×) · ` : ''}
              <RelativeTime at={mail.createdAt.getTime()} />
            </p>
          </div>
          <div className="ml-auto flex items-center gap-3">
            <Badge tone={mailStates[mail.state].tone}>{mailStates[mail.state].name}</Badge>
            {mail.state !== 'unwanted' && (
              <ActButton
                label="Send again"
                accessibleLabel={`Send ${spoken(mail.template)} to ${mail.recipient} again`}
                title="Send this mail again?"
                description={`“${spoken(mail.template)}” goes to ${mail.recipient} once more, at once.`}
                done="It is on its way."
                actId={randomUUID()}
                subjectId={mail.id}
                action={sendMailAgain}
              />
            )}
          </div>
        </li>
      ))}
    </ul>
  )
}
