// How the session's cookie is called and kept; proxy.ts and every handler must agree.

/** Browsers share cookies among the ports of a host: copies side by side must not sign each other out. */
function nameAt(siteUrl: string): string {
  return `sb-deskhand-${new URL(siteUrl).port || 'main'}`
}

export function sessionCookieOptions(siteUrl: string) {
  return {
    name: nameAt(siteUrl),
    httpOnly: true,
    sameSite: 'lax',
    secure: siteUrl.startsWith('https:'),
    path: '/',
  } as const
}
