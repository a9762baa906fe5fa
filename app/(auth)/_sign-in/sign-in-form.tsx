'use client'
// Address first, then the code, on one page. Works without a script up to the mail; the link in it needs none either.
import { type ReactNode, useActionState, useState } from 'react'
import { requestSignIn } from '../_actions/request-sign-in.ts'
import { AddressStep } from './address-step.tsx'
import { CodeStep } from './code-step.tsx'

type SignInFormProps = {
  next: string
  email?: string
  /** An invitation is for one address: it is shown, not asked. */
  addressIsFixed?: boolean
  /** Where mails land that never leave this machine. */
  mailboxHref: string | undefined
  /** What stands above the address; the code has its own words. */
  children: ReactNode
}

export function SignInForm({
  next,
  email = '',
  addressIsFixed = false,
  mailboxHref,
  children,
}: SignInFormProps) {
  const [state, request, isRequesting] = useActionState(requestSignIn, { email })
  const [changedAtMs, setChangedAtMs] = useState<number>()
  const { outcome } = state
  if (outcome?.ok && outcome.value.sentAtMs !== changedAtMs) {
    const { sentAtMs } = outcome.value
    return (
      <CodeStep
        key={sentAtMs}
        email={state.email}
        next={next}
        mailboxHref={mailboxHref}
        {...(!addressIsFixed && { onChangeAddress: () => setChangedAtMs(sentAtMs) })}
      />
    )
  }
  return (
    <>
      {children}
      <AddressStep
        state={state}
        next={next}
        isFixed={addressIsFixed}
        isRequesting={isRequesting}
        request={request}
      />
    </>
  )
}
