import 'server-only'
import { cookies } from 'next/headers'
import { appEnv } from './env.ts'
import { companyCookie } from './session.ts'

const maxAgeSeconds = 365 * 24 * 60 * 60

/** Remembers which of their companies a person works in. The membership is checked at every request anyway. */
export async function rememberCompany(companyId: string): Promise<void> {
  const jar = await cookies()
  jar.set(companyCookie, companyId, {
    httpOnly: true,
    sameSite: 'lax',
    secure: appEnv().SITE_URL.startsWith('https:'),
    path: '/',
    maxAge: maxAgeSeconds,
  })
}

export async function forgetCompany(): Promise<void> {
  const jar = await cookies()
  jar.delete(companyCookie)
}
