// Whether a desk may open a site. Also asked again for what is open already, whenever the policy changes.
import type { Desk } from './desk-register.ts'

/** The closest of the desk's sites decides: the very name, else the longest `*.name`, else `*`. With `!` in front it says no.
 *  `*` means the public web: a name the operator gave a fixed place to has to be named. */
export function isAllowed(
  fixed: ReadonlyMap<string, unknown>,
  { sites }: Pick<Desk, 'sites'>,
  host: string,
): boolean {
  const fitting = sites.map(readSite).filter(({ pattern }) => fits(pattern, host))
  const closest = Math.max(...fitting.map(({ pattern }) => closeness(pattern)))
  const deciding = fitting.filter(({ pattern }) => closeness(pattern) === closest)
  if (deciding.length === 0 || deciding.some(({ isRefused }) => isRefused)) return false
  return !fixed.has(host) || deciding.some(({ pattern }) => pattern !== '*')
}

function readSite(site: string) {
  return site.startsWith('!')
    ? { pattern: site.slice(1), isRefused: true }
    : { pattern: site, isRefused: false }
}

function fits(pattern: string, host: string) {
  if (pattern === '*' || pattern === host) return true
  return pattern.startsWith('*.') && (host === pattern.slice(2) || host.endsWith(pattern.slice(1)))
}

/** A longer pattern fits fewer names; the very name is the closest of all. */
function closeness(pattern: string) {
  return pattern.startsWith('*') ? pattern.length : Number.POSITIVE_INFINITY
}
