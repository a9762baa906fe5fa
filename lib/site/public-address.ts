// Which addresses are the public internet: all that the platform itself may be asked to open. As strict as the desks' way out.
import ipaddr from 'ipaddr.js'

/** The only part of IPv6 that is handed out. */
const globalUnicast = ipaddr.parseCIDR('2000::/3')
/** Where a cloud answers its own machines, among addresses that look public. */
const ofClouds = new Set(['168.63.129.16'])
/** Handed out, and yet not where a site is. */
const notSites = ['2001::/23', '3fff::/20'].map((range) => ipaddr.parseCIDR(range))

export function isPublicAddress(address: string): boolean {
  if (address.includes('%') || !ipaddr.isValid(address)) return false
  const parsed = ipaddr.parse(address)
  if (parsed.range() !== 'unicast' || ofClouds.has(address)) return false
  if (parsed.kind() === 'ipv4') return ipaddr.IPv4.isValidFourPartDecimal(address)
  return parsed.match(globalUnicast) && !notSites.some((range) => parsed.match(range))
}
