/** Where to go after signing in: a path of ours, never another site. */
export function safeNext(next: unknown, fallback = '/employees'): string {
  if (typeof next !== 'string' || !next.startsWith('/') || next.length > 500) return fallback
  if (next.startsWith('//') || next.includes('\\') || /\p{Cc}/u.test(next)) return fallback
  const url = new URL(next, 'http://deskhand.invalid')
  // Dots are resolved by now: what is left may begin with two slashes, which a browser takes for another site.
  const isOurs = url.host === 'deskhand.invalid' && !url.pathname.startsWith('//')
  return isOurs ? url.pathname + url.search + url.hash : fallback
}
