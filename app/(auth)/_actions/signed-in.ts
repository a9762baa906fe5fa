import 'server-only'
import type { User } from '@supabase/supabase-js'
import { z } from 'zod'
import { AppError } from '#lib/errors.ts'
import { arrive } from '../../_edge/arrive.ts'

const profile = z.looseObject({ full_name: z.string().trim().max(120).optional().catch(undefined) })

/** What follows a proved identity, whichever way it was proved. Returns the path to go to. */
export async function signedIn(user: User, next: string): Promise<string> {
  if (!user.email) {
    throw new AppError('invalid', {
      detail: 'This account has no e-mail address, and we know people by theirs. Sign in with your address.',
    })
  }
  const { full_name: name } = profile.parse(user.user_metadata)
  const visitor = { kind: 'visitor', userId: user.id, email: user.email.toLowerCase() } as const
  return arrive(visitor, { next, ...(name && { name }) })
}
