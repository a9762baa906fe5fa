// Back from Google. Redirects go to the configured address of the site: the request's own loses the cookies of 127.0.0.1.
import { type NextRequest, NextResponse } from 'next/server'
import { siteUrl } from '../../_edge/env.ts'
import { logFault } from '../../_edge/log.ts'
import { safeNext } from '../../_edge/safe-next.ts'
import { currentVisitor } from '../../_edge/session.ts'
import { supabaseClient } from '../../_edge/supabase.ts'
import { signedIn } from '../../(auth)/_actions/signed-in.ts'

export async function GET(request: NextRequest): Promise<NextResponse> {
  const query = request.nextUrl.searchParams
  const next = safeNext(query.get('next'))
  try {
    return NextResponse.redirect(siteUrl() + (await comeBack(query, next)))
  } catch (error) {
    logFault(error)
    return NextResponse.redirect(siteUrl() + signInPage('google-failed', next))
  }
}

async function comeBack(query: URLSearchParams, next: string): Promise<string> {
  if (query.get('error') === 'access_denied') return signInPage('google-denied', next)
  const code = query.get('code')
  if (!code) return signInPage('google-failed', next)
  const supabase = await supabaseClient()
  const { data, error } = await supabase.auth.exchangeCodeForSession(code)
  if (data.user) return signedIn(data.user, next)
  // The back button or a second tab brought the same code again, after it had done its work.
  if (error && (await currentVisitor())) return next
  return signInPage('google-failed', next)
}

function signInPage(problem: string, next: string): string {
  return `/sign-in?problem=${problem}&next=${encodeURIComponent(next)}`
}
