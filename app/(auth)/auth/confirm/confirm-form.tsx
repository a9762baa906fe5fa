'use client'
import { useActionState } from 'react'
import { Banner } from '../../../_ui/banner.tsx'
import { Button } from '../../../_ui/button.tsx'
import { ButtonLink } from '../../../_ui/button-link.tsx'
import { Lamp } from '../../../_ui/lamp.tsx'
import { confirmLink } from '../../_actions/confirm-link.ts'
import { SignInForm } from '../../_sign-in/sign-in-form.tsx'

type ConfirmFormProps = {
  tokenHash: string
  next: string
  /** Who is signed in in this browser already. */
  presentEmail: string | null
  mailboxHref: string | undefined
}

export function ConfirmForm({ tokenHash, next, presentEmail, mailboxHref }: ConfirmFormProps) {
  const [outcome, confirm, isConfirming] = useActionState(confirmLink, null)
  const refusal = outcome?.ok === false ? outcome : undefined
  if (tokenHash === '' || refusal?.code === 'gone') {
    const detail = refusal?.detail ?? incomplete
    return <UsedUp next={next} presentEmail={presentEmail} mailboxHref={mailboxHref} detail={detail} />
  }
  return (
    <>
      <Lamp state="lit" size={96} label={null} className="-ml-2" />
      <h1 className="display mt-4 text-xl">One press and you are in.</h1>
      <p className="mt-2 mb-6 text-md text-muted">
        {presentEmail
          ? `You are signed in as ${presentEmail} here. The link signs this browser in for the address it was mailed to.`
          : 'This signs this browser in for the address the link was mailed to.'}
      </p>
      {refusal && (
        <div className="mb-4">
          <Banner tone="error">{refusal.detail}</Banner>
        </div>
      )}
      <form action={confirm} className="flex flex-col">
        <input type="hidden" name="token_hash" value={tokenHash} />
        <input type="hidden" name="next" value={next} />
        <Button type="submit" tone="primary" size="lg" busy={isConfirming} autoFocus>
          {isConfirming ? 'Signing in' : 'Sign in to Deskhand'}
        </Button>
      </form>
    </>
  )
}

const incomplete =
  'A part of the link is missing; some mail programs break long lines. Copy the whole link, or have a new one sent.'

type UsedUpProps = Omit<ConfirmFormProps, 'tokenHash'> & { detail: string }

function UsedUp({ next, presentEmail, mailboxHref, detail }: UsedUpProps) {
  return (
    <SignInForm next={next} mailboxHref={mailboxHref}>
      <Lamp state="off" size={96} label={null} className="-ml-2" />
      <h1 className="display mt-4 text-xl">This link does not work any more.</h1>
      <p role="alert" className="mt-2 mb-6 text-md text-muted">
        {detail}
      </p>
      {presentEmail && (
        <div className="mb-6">
          <Banner
            title={`You are signed in as ${presentEmail}`}
            action={
              <ButtonLink href={next} prefetch={false}>
                Go on
              </ButtonLink>
            }
          />
        </div>
      )}
    </SignInForm>
  )
}
