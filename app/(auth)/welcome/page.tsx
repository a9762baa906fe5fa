// Only where there is something to choose: invitations that wait for this address, or nothing at all to work in.
import type { Metadata } from 'next'
import { redirect } from 'next/navigation'
import { readWaitingInvitations } from '#lib/invitation/read-waiting-invitations.ts'
import { ensureDatabase } from '../../_edge/database.ts'
import { safeNext } from '../../_edge/safe-next.ts'
import { currentMember, currentVisitor } from '../../_edge/session.ts'
import { ButtonLink } from '../../_ui/button-link.tsx'
import { Lamp } from '../../_ui/lamp.tsx'
import { SignedInAs } from '../_sign-in/signed-in-as.tsx'
import { FoundForm } from './found-form.tsx'
import { JoinForm } from './join-form.tsx'

export const metadata: Metadata = { title: 'Welcome' }

type WelcomePageProps = { searchParams: Promise<Record<string, string | string[] | undefined>> }

export default async function WelcomePage({ searchParams }: WelcomePageProps) {
  const { next: wanted } = await searchParams
  const next = safeNext(wanted)
  const visitor = await currentVisitor()
  if (!visitor) redirect(`/sign-in?next=${encodeURIComponent(next)}`)
  ensureDatabase()
  const [member, invitations] = await Promise.all([currentMember(), readWaitingInvitations(visitor)])
  const onwards = next.startsWith('/welcome') ? '/employees' : next
  if (member && invitations.length === 0) redirect(onwards)
  const isInvited = invitations.length > 0
  return (
    <>
      <Lamp state={isInvited ? 'lit' : 'off'} size={96} label={null} className="-ml-2" />
      <h1 className="display mt-4 text-xl">
        {isInvited ? 'You are expected.' : 'You belong to no company yet.'}
      </h1>
      <p className="mt-2 mb-6 text-md text-muted">
        {isInvited
          ? 'Join the company that invited you, or go on with your own.'
          : 'Start one of your own, or ask a colleague to invite you with this address.'}
      </p>
      {invitations.map((invitation) => (
        <JoinForm key={invitation.id} invitation={invitation} />
      ))}
      {member ? (
        <ButtonLink href={onwards} prefetch={false} size="lg">
          Not now
        </ButtonLink>
      ) : (
        <FoundForm isOnlyChoice={!isInvited} />
      )}
      <SignedInAs email={visitor.email} />
    </>
  )
}
