// Refreshes the session's cookies before a page is rendered, and nothing else: every page and handler authorises by itself.
import { createServerClient } from '@supabase/ssr'
import { type NextRequest, NextResponse } from 'next/server'
import { appEnv } from './app/_edge/env.ts'

export async function proxy(request: NextRequest): Promise<NextResponse> {
  if (!request.cookies.getAll().some((cookie) => cookie.name.startsWith('sb-'))) return NextResponse.next()
  let response = NextResponse.next({ request })
  const { SUPABASE_URL, SUPABASE_PUBLISHABLE_KEY, SITE_URL } = appEnv()
  const supabase = createServerClient(SUPABASE_URL, SUPABASE_PUBLISHABLE_KEY, {
    cookieOptions: { httpOnly: true, sameSite: 'lax', secure: SITE_URL.startsWith('https:'), path: '/' },
    cookies: {
      getAll: () => request.cookies.getAll(),
      setAll: (changed) => {
        for (const { name, value } of changed) request.cookies.set(name, value)
        response = NextResponse.next({ request })
        for (const { name, value, options } of changed) response.cookies.set(name, value, options)
      },
    },
  })
  await supabase.auth.getSession()
  return response
}

export const config = {
  matcher: [
    '/((?!_next/static|_next/image|api/|dev/|portrait/|favicon|icon|robots|sitemap|.*\\.(?:svg|png|ico|webp|txt|js|css)$).*)',
  ],
}
