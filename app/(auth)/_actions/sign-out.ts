'use server'
import { redirect } from 'next/navigation'
import { leaveDesktops } from '#lib/desktop/leave-desktops.ts'
import { forgetCompany } from '../../_edge/company-cookie.ts'
import { ensureDatabase } from '../../_edge/database.ts'
import { logFault } from '../../_edge/log.ts'
import { safeNext } from '../../_edge/safe-next.ts'
import { currentVisitor } from '../../_edge/session.ts'
import { supabaseClient } from '../../_edge/supabase.ts'

/** Ends the session of this browser. A form may say where to go `next`. */
export async function signOut(form?: FormData): Promise<void> {
  await endSession('local')
  redirect(safeNext(form?.get('next'), '/sign-in'))
}

/** Ends every session of this person, here and on all other devices, from their next request on. */
export async function signOutEverywhere(): Promise<void> {
  await endSession('global')
  redirect('/sign-in?ended=everywhere')
}

async function endSession(scope: 'local' | 'global'): Promise<void> {
  const visitor = await currentVisitor()
  if (visitor) {
    ensureDatabase()
    // Signing out goes on: without a database the edge closes every desktop by itself.
    await leaveDesktops(visitor).catch((error: unknown) => logFault(error))
  }
  const supabase = await supabaseClient()
  const { error } = await supabase.auth.signOut({ scope })
  if (error && scope === 'global') throw error
  await forgetCompany()
}
