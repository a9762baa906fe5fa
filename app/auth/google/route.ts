// Off to Google. What proves on the way back that it was this browser lies in a cookie.
import { type NextRequest, NextResponse } from 'next/server'
import { siteUrl } from '../../_edge/env.ts'
import { logFault } from '../../_edge/log.ts'
import { safeNext } from '../../_edge/safe-next.ts'
import { supabaseClient } from '../../_edge/supabase.ts'

export async function GET(request: NextRequest): Promise<NextResponse> {
  const next = safeNext(request.nextUrl.searchParams.get('next'))
  const supabase = await supabaseClient()
  const { data, error } = await supabase.auth.signInWithOAuth({
    provider: 'google',
    options: {
      redirectTo: `${siteUrl()}/auth/callback?next=${encodeURIComponent(next)}`,
      skipBrowserRedirect: true,
    },
  })
  if (error || !data.url) {
    logFault(error)
    return NextResponse.redirect(
      `${siteUrl()}/sign-in?problem=google-failed&next=${encodeURIComponent(next)}`,
    )
  }
  return NextResponse.redirect(data.url)
}
