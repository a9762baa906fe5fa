import { safeNext } from '../../../_edge/safe-next.ts'

/** The mail carries the whole address that was asked for; only a path of ours is followed. */
export function nextOfMail(next: unknown, siteUrl: string): string {
  if (typeof next !== 'string' || !URL.canParse(next)) return safeNext(next)
  const url = new URL(next)
  const path = url.origin === new URL(siteUrl).origin ? url.pathname + url.search + url.hash : ''
  return path === '/' ? safeNext(undefined) : safeNext(path)
}
