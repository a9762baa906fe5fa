'use client'
import type { MemberRole } from '#lib/access/caller.ts'
import type { MemberFacts } from '#lib/member/list-members.ts'
import { AlertDialog } from '../../../_ui/alert-dialog.tsx'
import { Badge } from '../../../_ui/badge.tsx'
import { Button } from '../../../_ui/button.tsx'
import { RelativeTime } from '../../../_ui/relative-time.tsx'
import { Select } from '../../../_ui/select.tsx'
import { changeRole, remove } from '../../_actions/members.ts'
import { useAct } from '../_settings/use-act.ts'
import { roleOptions, roleWords, whyFixed } from './roles.ts'

type Listed = Omit<MemberFacts, 'joinedAt'> & { joinedAt: string }
type Me = { userId: string; role: MemberRole }
type MemberListProps = { members: readonly Listed[]; me: Me; owners: number }

export function MemberList({ members, me, owners }: MemberListProps) {
  return (
    <section aria-labelledby="members">
      <h2 id="members" className="font-semibold">
        Members
      </h2>
      <ul className="mt-2 flex flex-col">
        {members.map((member) => (
          <MemberRow key={member.userId} member={member} me={me} owners={owners} />
        ))}
      </ul>
    </section>
  )
}

function MemberRow({ member, me, owners }: { member: Listed; me: Me; owners: number }) {
  const { run, isBusy } = useAct()
  const isMe = member.userId === me.userId
  const fixed = whyFixed(me, member, owners)
  return (
    <li
      data-row
      className="flex flex-wrap items-center gap-x-4 gap-y-2 border-line border-b py-3 last:border-b-0"
    >
      <div className="min-w-0 flex-1 basis-52 max-sm:basis-full">
        <p className="flex min-w-0 items-center gap-2">
          <span dir="auto" title={member.email} className="truncate font-medium">
            {member.displayName || member.email}
          </span>
          {isMe && <Badge>You</Badge>}
        </p>
        <p className="truncate text-muted text-sm">
          {member.displayName && `${member.email}, `}joined <RelativeTime at={member.joinedAt} />
        </p>
      </div>
      {fixed ? (
        <p className="text-muted" title={fixed}>
          {roleWords[member.role]}
          {me.role !== 'member' && <span className="text-sm">, {fixed.toLowerCase()}</span>}
        </p>
      ) : (
        <Select
          aria-label={`Role of ${member.displayName || member.email}`}
          className="max-w-32"
          value={member.role}
          disabled={isBusy}
          onValueChange={(role) => void run(() => changeRole(member.userId, role))}
          options={roleOptions({ withOwner: me.role === 'owner' })}
        />
      )}
      {!isMe && !fixed && (
        <AlertDialog
          title={`Remove ${member.displayName || member.email}?`}
          description="They can no longer open this company, from now on. What they wrote stays. You can invite them again."
          confirm="Remove"
          trigger={<Button tone="plain">Remove</Button>}
          onConfirm={() => run(() => remove(member.userId))}
        />
      )}
    </li>
  )
}
