// The link of an invitation's mail. It shows who invites whom; joining needs the invited address to be signed in.
import type { Metadata } from 'next'
import { readInvitation } from '#lib/invitation/read-invitation.ts'
import { ensureDatabase } from '../../../_edge/database.ts'
import { localMailbox } from '../../../_edge/env.ts'
import { currentMember, currentVisitor } from '../../../_edge/session.ts'
import { Button } from '../../../_ui/button.tsx'
import { ButtonLink } from '../../../_ui/button-link.tsx'
import { Lamp } from '../../../_ui/lamp.tsx'
import { signOut } from '../../_actions/sign-out.ts'
import { SignInForm } from '../../_sign-in/sign-in-form.tsx'
import { SignedInAs } from '../../_sign-in/signed-in-as.tsx'
import { AcceptForm } from './accept-form.tsx'

export const metadata: Metadata = { title: 'Invitation', referrer: 'no-referrer', robots: { index: false } }

export default async function InvitationPage({ params }: { params: Promise<{ token: string }> }) {
  const { token } = await params
  ensureDatabase()
  const [invitation, visitor] = await Promise.all([readInvitation({ token }), currentVisitor()])
  if (!invitation?.open) return <Closed />
  const { companyName, email } = invitation
  const heading = (
    <>
      <Lamp state="lit" size={96} label={null} className="-ml-2" />
      <h1 className="display mt-4 line-clamp-5 break-words text-xl">{companyName} expects you.</h1>
      <p className="mt-2 mb-6 text-md text-muted">
        You are invited as {invitation.role === 'member' ? 'a member' : `an ${invitation.role}`}, with the
        address <strong className="break-words font-medium text-ink">{email}</strong>.
      </p>
    </>
  )
  if (!visitor) {
    // Signed in with the invited address, they find the invitation waiting: the token need not travel in another mail.
    return (
      <SignInForm next="/welcome" email={email} addressIsFixed mailboxHref={localMailbox()}>
        {heading}
      </SignInForm>
    )
  }
  if (visitor.email !== email.toLowerCase()) {
    return (
      <>
        {heading}
        <p className="mb-4">
          This browser is signed in as <span className="break-words font-medium">{visitor.email}</span>, and
          an invitation is only for the address it was sent to. Sign in with that one, or ask for an
          invitation to this one.
        </p>
        <form action={signOut} className="flex flex-col">
          <input type="hidden" name="next" value={`/invitation/${encodeURIComponent(token)}`} />
          <Button type="submit" tone="primary" size="lg">
            Use the invited address
          </Button>
        </form>
      </>
    )
  }
  const member = await currentMember()
  return (
    <>
      {heading}
      <AcceptForm token={token} companyName={companyName} displayName={member?.displayName ?? ''} />
      <SignedInAs email={visitor.email} />
    </>
  )
}

function Closed() {
  return (
    <>
      <Lamp state="off" size={96} label={null} className="-ml-2" />
      <h1 className="display mt-4 text-xl">This invitation is closed.</h1>
      <p className="mt-2 mb-6 text-md text-muted">
        It was accepted already, withdrawn, replaced by a newer one, or it is older than seven days. If you
        have joined, your company waits for you; otherwise ask whoever invited you for a new mail.
      </p>
      <ButtonLink href="/employees" prefetch={false} tone="primary" size="lg">
        Go to my company
      </ButtonLink>
    </>
  )
}
