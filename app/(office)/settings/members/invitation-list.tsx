'use client'
import { Badge } from '../../../_ui/badge.tsx'
import { Button } from '../../../_ui/button.tsx'
import { RelativeTime } from '../../../_ui/relative-time.tsx'
import { useNow } from '../../../_ui/use-now.ts'
import { invite, revoke } from '../../_actions/members.ts'
import { timeLeft } from '../../_office/words.ts'
import { useAct } from '../_settings/use-act.ts'

interface Invited {
  id: string
  email: string
  role: string
  createdAt: string
  expiresAt: string
}

export function InvitationList({ invitations }: { invitations: readonly Invited[] }) {
  return (
    <section aria-labelledby="invitations">
      <h2 id="invitations" className="font-semibold">
        Open invitations
      </h2>
      <ul className="mt-2 flex flex-col">
        {invitations.map((invitation) => (
          <InvitationRow key={invitation.id} invitation={invitation} />
        ))}
      </ul>
    </section>
  )
}

function InvitationRow({ invitation }: { invitation: Invited }) {
  const { run, isBusy } = useAct()
  const now = useNow(60_000)
  const { id, email, role, createdAt, expiresAt } = invitation
  const expiresAtMs = Date.parse(expiresAt)
  return (
    <li
      data-row
      className="flex flex-wrap items-center gap-x-4 gap-y-2 border-line border-b py-3 last:border-b-0"
    >
      <div className="min-w-0 flex-1 basis-52 max-sm:basis-full">
        <p className="truncate font-medium" title={email}>
          {email}
        </p>
        <p className="text-muted text-sm" suppressHydrationWarning>
          As {role}, invited <RelativeTime at={createdAt} />
          {expiresAtMs > now && `, works for another ${timeLeft(expiresAtMs, now)}`}
        </p>
      </div>
      {expiresAtMs <= now && <Badge tone="bad">Expired</Badge>}
      <Button tone="plain" busy={isBusy} onClick={() => void run(() => invite(email, role))}>
        Send again
      </Button>
      <Button tone="plain" busy={isBusy} onClick={() => void run(() => revoke(id))}>
        Revoke
      </Button>
    </li>
  )
}
