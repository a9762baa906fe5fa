'use client'
import { useActionState } from 'react'
import { type RequestState, requestSignIn } from '../_actions/request-sign-in.ts'
import { useCountdown } from './use-countdown.ts'

/** As long as a hosted Supabase project makes one wait between two mails. */
const waitSeconds = 60

export function Resend({ email, next }: { email: string; next: string }) {
  const first: RequestState = { email }
  const [state, request, isRequesting] = useActionState(requestSignIn, first)
  const leftSeconds = useCountdown(state, waitSeconds)
  const { outcome } = state
  return (
    <form action={request} className="flex flex-wrap items-baseline gap-x-1">
      <input type="hidden" name="email" value={email} />
      <input type="hidden" name="next" value={next} />
      <span>{outcome?.ok ? 'Sent again.' : 'No mail? Look among the junk.'}</span>
      {leftSeconds > 0 ? (
        <span className="py-1 max-sm:py-3">
          Send again in <span className="figures">{leftSeconds} s</span>
        </span>
      ) : (
        <button
          type="submit"
          aria-disabled={isRequesting}
          className="rounded-sm py-1 font-medium text-ink underline decoration-line underline-offset-4 hover:decoration-current max-sm:py-3"
        >
          {isRequesting ? 'Sending' : 'Send it again'}
        </button>
      )}
      <span role="status" className="w-full text-bad empty:hidden">
        {outcome?.ok === false ? outcome.detail : ''}
      </span>
    </form>
  )
}
