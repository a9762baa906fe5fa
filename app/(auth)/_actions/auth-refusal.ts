import type { AuthError } from '@supabase/supabase-js'
import { AppError } from '#lib/errors.ts'

const resendWaitSeconds = 60

/** What the auth server refuses, in our words; undefined where it only says that code or link are not good. */
export function serverRefusal(error: AuthError): AppError | undefined {
  if (error.status === 429) {
    return new AppError('rate_limited', {
      detail: `A mail was sent a moment ago. Look for it, also among the junk, or try again in ${resendWaitSeconds} seconds.`,
      retryAfterMs: resendWaitSeconds * 1000,
      cause: error,
    })
  }
  if (!error.status || error.status >= 500) {
    return new AppError('unavailable', {
      detail: 'The sign-in service does not answer just now. Nothing was lost; try again in a minute.',
      cause: error,
    })
  }
  return undefined
}
