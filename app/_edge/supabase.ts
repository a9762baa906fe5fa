// Identity comes from Supabase Auth; the session lives in cookies that no script can read.
import 'server-only'
import { createServerClient } from '@supabase/ssr'
import { cookies } from 'next/headers'
import { appEnv } from './env.ts'
import { sessionCookieOptions } from './session-cookie.ts'

export async function supabaseClient() {
  const jar = await cookies()
  const { SUPABASE_URL, SUPABASE_PUBLISHABLE_KEY, SITE_URL } = appEnv()
  return createServerClient(SUPABASE_URL, SUPABASE_PUBLISHABLE_KEY, {
    cookieOptions: sessionCookieOptions(SITE_URL),
    cookies: {
      getAll: () => jar.getAll(),
      setAll: (changed) => {
        try {
          for (const { name, value, options } of changed) jar.set(name, value, options)
        } catch {
          // Server components may not write cookies; proxy.ts has refreshed the session before they run.
        }
      },
    },
  })
}
