import { signOut } from '../_actions/sign-out.ts'

/** Who this browser is signed in as, and the way out. */
export function SignedInAs({ email }: { email: string }) {
  return (
    <form action={signOut} className="mt-6 border-line border-t pt-4 text-muted">
      Signed in as <span className="break-words text-ink">{email}</span>.{' '}
      <button
        type="submit"
        className="rounded-sm py-1 font-medium text-ink underline decoration-line underline-offset-4 hover:decoration-current max-sm:py-3"
      >
        Use another address
      </button>
    </form>
  )
}
