// Refreshes the session's cookies before a page is rendered, and gives the page its content policy with a fresh nonce.
// Nothing else: every page and handler authorises by itself.
import { createServerClient } from '@supabase/ssr'
import { type NextRequest, NextResponse } from 'next/server'
import { appEnv } from './app/_edge/env.ts'
import { pagePolicy } from './app/_edge/page-policy.ts'
import { sessionCookieOptions } from './app/_edge/session-cookie.ts'
import type { Problem } from './lib/wire/shapes.ts'

const docsPage = '/api/v1/docs'
const policyHeader = 'content-security-policy'

export async function proxy(request: NextRequest): Promise<NextResponse> {
  const { pathname } = request.nextUrl
  if (!isDecodable(pathname)) return invalidAddress()
  if (pathname.startsWith('/api/') && pathname !== docsPage) return NextResponse.next()
  const policy = pagePolicy(crypto.randomUUID().replaceAll('-', ''))
  const response = await refreshed(request, policy)
  response.headers.set(policyHeader, policy)
  return response
}

/** Next itself answers 500 to an address with half an escape in it. */
function isDecodable(pathname: string): boolean {
  try {
    decodeURIComponent(pathname)
    return true
  } catch {
    return false
  }
}

function invalidAddress(): NextResponse {
  const facts = {
    type: `${docsPage}#invalid`,
    title: 'The request is not valid',
    status: 400,
    code: 'invalid',
    detail: 'This address is not valid. Nothing was changed.',
    requestId: crypto.randomUUID(),
  } satisfies Problem
  return NextResponse.json(facts, { status: 400, headers: { 'content-type': 'application/problem+json' } })
}

async function refreshed(request: NextRequest, policy: string): Promise<NextResponse> {
  if (!request.cookies.getAll().some((cookie) => cookie.name.startsWith('sb-')))
    return onwards(request, policy)
  let response = onwards(request, policy)
  const { SUPABASE_URL, SUPABASE_PUBLISHABLE_KEY, SITE_URL } = appEnv()
  const supabase = createServerClient(SUPABASE_URL, SUPABASE_PUBLISHABLE_KEY, {
    cookieOptions: sessionCookieOptions(SITE_URL),
    cookies: {
      getAll: () => request.cookies.getAll(),
      setAll: (changed) => {
        for (const { name, value } of changed) request.cookies.set(name, value)
        response = onwards(request, policy)
        for (const { name, value, options } of changed) response.cookies.set(name, value, options)
      },
    },
  })
  await supabase.auth.getSession()
  return response
}

/** Next reads the nonce from the policy among the headers of the request. */
function onwards(request: NextRequest, policy: string): NextResponse {
  const headers = new Headers(request.headers)
  headers.set(policyHeader, policy)
  return NextResponse.next({ request: { headers } })
}

export const config = {
  matcher: [
    '/(.*%.*)',
    '/((?!_next/static|_next/image|api/(?!v1/docs$)|dev/mailbox|portrait/|favicon|icon|robots|sitemap|.*\\.(?:svg|png|ico|webp|txt|js|css)$).*)',
  ],
}
