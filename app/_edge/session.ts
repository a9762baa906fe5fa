// The session of a request becomes a caller. Every page and action asks here by itself; proxy.ts is only a convenience.
import 'server-only'
import { cookies } from 'next/headers'
import { redirect } from 'next/navigation'
import { cache } from 'react'
import type { Member, Visitor } from '#lib/access/caller.ts'
import { resolveMember } from '#lib/access/resolve-member.ts'
import { ensureDatabase } from './database.ts'
import { supabaseClient } from './supabase.ts'

/** Which of their companies a person works in now. */
export const companyCookie = 'dh_company'

/** Whom the auth server itself knows by this session, so that a session ended elsewhere is over here too. */
export const signedInUser = cache(async () => {
  const supabase = await supabaseClient()
  const { data } = await supabase.auth.getUser()
  return data.user
})

export const currentVisitor = cache(async (): Promise<Visitor | undefined> => {
  const user = await signedInUser()
  if (!user?.email) return undefined
  return { kind: 'visitor', userId: user.id, email: user.email.toLowerCase() }
})

export const currentMember = cache(async (): Promise<Member | undefined> => {
  const visitor = await currentVisitor()
  if (!visitor) return undefined
  ensureDatabase()
  const jar = await cookies()
  return resolveMember(visitor, jar.get(companyCookie)?.value)
})

/** For protected pages: signs in first and comes back to `path`; somebody without a company is welcomed first. */
export async function requireMember(path: string): Promise<Member> {
  const member = await currentMember()
  if (member) return member
  const visitor = await currentVisitor()
  if (visitor) redirect(`/welcome?next=${encodeURIComponent(path)}`)
  redirect(`/sign-in?next=${encodeURIComponent(path)}`)
}
