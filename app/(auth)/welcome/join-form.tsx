'use client'
import { useActionState } from 'react'
import type { WaitingInvitation } from '#lib/invitation/read-waiting-invitations.ts'
import { Banner } from '../../_ui/banner.tsx'
import { Button } from '../../_ui/button.tsx'
import { Card } from '../../_ui/card.tsx'
import { joinCompany } from '../_actions/join-company.ts'

export function JoinForm({ invitation }: { invitation: WaitingInvitation }) {
  const [outcome, join, isJoining] = useActionState(joinCompany, null)
  return (
    <Card className="mb-4">
      <form action={join} className="flex flex-col gap-4">
        <input type="hidden" name="id" value={invitation.id} />
        <div>
          <h2 className="break-words font-semibold text-md">{invitation.companyName}</h2>
          <p className="text-muted">
            invites you as {invitation.role === 'member' ? 'a member' : `an ${invitation.role}`}.
          </p>
        </div>
        {outcome?.ok === false && <Banner tone="error">{outcome.detail}</Banner>}
        <Button type="submit" tone="primary" size="lg" busy={isJoining}>
          <span className="truncate">Join {invitation.companyName}</span>
        </Button>
      </form>
    </Card>
  )
}
